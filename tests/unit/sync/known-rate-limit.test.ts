import { describe, expect, it } from 'vitest';
import { rateLimitAfter } from '../../../utils/sync/known-rate-limit.ts';
import { DAY, HOUR, MINUTE, NOW, SECOND } from '../../builders/moments.ts';

const told = (remaining: number, resetsAt = NOW + MINUTE) => ({ limit: 100, remaining, resetsAt });
const known = (remaining: number, changes = {}) => ({ ...told(remaining), toldAt: NOW - SECOND, ...changes });
const TOLD_NOW = { ...told(70), toldAt: NOW };

describe('what is known of the rate limit after an answer', () => {
  it.each([
    ['is what it says, when nothing was known', null, TOLD_NOW],
    ['is what it says, when fewer are left', known(71), TOLD_NOW],
    ['stays as it is, when the answer was overtaken by one with fewer left', known(69), known(69)],
    [
      'stays as it is, though the resets differ by seconds',
      known(9, { resetsAt: NOW + 64_000 }),
      known(9, { resetsAt: NOW + 64_000 }),
    ],
    ['is what it says in a new period', known(1, { resetsAt: NOW + 30 * SECOND }), TOLD_NOW],
    ['is what it says once the known period is over', known(1, { resetsAt: NOW }), TOLD_NOW],
    [
      'stays as it is, when the answer tells of the period before',
      known(99, { resetsAt: NOW + HOUR }),
      known(99, { resetsAt: NOW + HOUR }),
    ],
    [
      'is what it says after the clock was set back',
      known(1, { toldAt: NOW + DAY, resetsAt: NOW + DAY + MINUTE }),
      TOLD_NOW,
    ],
    ['is what it says once the known is an hour old', known(1, { toldAt: NOW - HOUR, resetsAt: NOW + DAY }), TOLD_NOW],
  ])('%s', (_, before, after) => {
    expect(rateLimitAfter(before, told(70), NOW)).toEqual(after);
  });
});
