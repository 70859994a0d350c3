import { describe, expect, it } from 'vitest';
import { maxUnpersisted, rateLimitAfter, shouldPersist } from '../../../utils/sync/rate-limit-state.ts';
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

describe('what is known of the rate limit', () => {
  const known = (remaining: number, changes = {}) => ({
    ...{ limit: 600, remaining, resetsAt: NOW + MINUTE, toldAt: NOW },
    ...changes,
  });

  it.each([
    ['when nothing is stored', null, known(600), true],
    ['when it tells of another period', known(300, { resetsAt: NOW - SECOND }), known(300), true],
    ['when the limit has changed', known(300, { limit: 100 }), known(300), true],
    ['when more than one in a hundred of the limit was counted since', known(300), known(293), true],
    ['not for fewer', known(300), known(294), false],
    ['for each request, where there are few', known(30, { limit: 60 }), known(29, { limit: 60 }), true],
    ['not when nothing was counted', known(30, { limit: 60 }), known(30, { limit: 60 }), false],
  ])('is stored %s', (_, stored, now, isStored) => {
    expect(shouldPersist(stored, now)).toBe(isStored);
  });

  it('leaves so many requests unstored at most', () => {
    expect([known(300), known(30, { limit: 60 }), null].map(maxUnpersisted)).toEqual([6, 0, 0]);
  });
});
