import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RateLimit } from '../../../utils/creator-audit/http/result.ts';
import { MAX_IN_FLIGHT, RateBudget, type RateLimitState } from '../../../utils/sync/rate-budget.ts';
import { DAY, HOUR, MINUTE, NOW, SECOND } from '../../builders/time.ts';

const period = (remaining: number, changes: Partial<RateLimit> = {}): RateLimit => ({
  ...{ limit: 100, remaining, resetsAt: NOW + MINUTE },
  ...changes,
});
/** Creates a budget whose last response had `limit`. */
function budgetAfter(limit: RateLimit, sharePercent: number, receivedAt = NOW): RateBudget {
  const budget = new RateBudget(null, sharePercent);
  budget.note(limit, receivedAt);
  return budget;
}
const PAUSE = { until: NOW + MINUTE, reason: 'rate-budget' };

describe('RateBudget', () => {
  it.each([
    ['half: the 51st of 100 is ours', 50, 51, 0, null],
    ['half: the 50th is left to others', 50, 50, 0, PAUSE],
    [
      'half: a request under way counts as made, and its response is waited for',
      50,
      51,
      1,
      'probe',
    ],
    ['half: six under way', 50, 57, 6, null],
    ['all of it: the last one is ours', 100, 1, 0, null],
    ['all of it: none is left', 100, 0, 0, PAUSE],
    ['a twentieth: the first five of 100', 5, 96, 0, null],
    ['a twentieth: not the sixth', 5, 95, 0, PAUSE],
  ])('keeps to its share (%s)', (_, share, remaining, inFlight, pause) => {
    expect(budgetAfter(period(remaining), share).pauseBefore(inFlight, NOW)).toEqual(pause);
  });

  it('does not pause before any response has a limit', () => {
    expect(new RateBudget(null, 50).pauseBefore(6, NOW)).toBeNull();
  });

  it('counts what an earlier worker may have sent until a response confirms it', () => {
    const state = { ...period(50 + MAX_IN_FLIGHT), receivedAt: NOW };
    const budget = new RateBudget(state, 50);
    expect(budget.pauseBefore(0, NOW)).toEqual(PAUSE);
    budget.note(period(51), NOW);
    expect(budget.pauseBefore(0, NOW)).toBeNull();
    budget.note(null, NOW);
    expect(budget.pauseBefore(0, NOW)).toEqual(PAUSE);
  });

  it('sends one request to learn the limit of a new period', () => {
    const budget = budgetAfter(period(0, { resetsAt: NOW }), 50, NOW - 1);
    expect(budget.pauseBefore(0, NOW)).toBeNull();
    expect(budget.pauseBefore(1, NOW)).toBe('probe');
  });

  it('pauses for an hour at most, whatever the API says of its period', () => {
    const budget = budgetAfter(period(0, { resetsAt: NOW + 30 * DAY }), 50);
    expect(budget.pauseBefore(0, NOW + MINUTE)).toEqual({
      until: NOW + HOUR,
      reason: 'rate-budget',
    });
    expect(budget.pauseBefore(0, NOW + HOUR)).toBeNull();
  });

  it('ignores a response from before the clock was set back', () => {
    expect(budgetAfter(period(0), 50).pauseBefore(0, NOW - DAY)).toBeNull();
  });

  it('always allows the first request of a period', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100_000 }),
        fc.integer({ min: 5, max: 100 }),
        (limit, share) => {
          expect(budgetAfter(period(limit, { limit }), share).pauseBefore(0, NOW)).toBeNull();
        },
      ),
    );
  });

  it('leaves the others at least their part, rounded down, for any numbers', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.nat({ max: 10_000 }),
        fc.integer({ min: 5, max: 100 }),
        fc.nat({ max: 6 }),
        (limit, remaining, share, inFlight) => {
          const mayGo =
            budgetAfter(period(remaining, { limit }), share).pauseBefore(inFlight, NOW) === null;
          const leftAfterwards = remaining - inFlight - 1;
          if (mayGo)
            expect(leftAfterwards).toBeGreaterThanOrEqual(
              Math.floor((limit * (100 - share)) / 100),
            );
        },
      ),
      // 10 a period at 90 %: a share in fractions gives away the one request that is left to
      // others.
      { examples: [[10, 1, 90, 0]] },
    );
  });
});

describe('RateBudget.note', () => {
  const known = (remaining: number, changes: Partial<RateLimitState> = {}): RateLimitState => ({
    ...{ limit: 100, remaining, resetsAt: NOW + MINUTE, receivedAt: NOW },
    ...changes,
  });
  const TOLD_NOW = known(70);

  it.each([
    ['takes the limit of the response when nothing was known', null, TOLD_NOW],
    ['takes the limit of the response when fewer are left', known(71), TOLD_NOW],
    [
      'takes the limit of the response when as many are left, because it is newer',
      known(70, { receivedAt: NOW - SECOND }),
      TOLD_NOW,
    ],
    ['keeps the known limit when a later response had fewer left', known(69), known(69)],
    [
      'keeps the known limit although the resets differ by seconds',
      known(9, { resetsAt: NOW + 64_000 }),
      known(9, { resetsAt: NOW + 64_000 }),
    ],
    [
      'keeps the known limit although its reset seems ten seconds earlier',
      known(9, { resetsAt: NOW + 50_000 }),
      known(9, { resetsAt: NOW + 50_000 }),
    ],
    [
      'takes the limit of the response in a new period',
      known(1, { resetsAt: NOW + 30 * SECOND }),
      TOLD_NOW,
    ],
    [
      'takes the limit of the response once the known period is over',
      known(1, { resetsAt: NOW }),
      TOLD_NOW,
    ],
    [
      'keeps the known limit when the response belongs to the period before',
      known(99, { resetsAt: NOW + HOUR }),
      known(99, { resetsAt: NOW + HOUR }),
    ],
    [
      'takes the limit of the response after the clock was set back',
      known(1, { receivedAt: NOW + DAY, resetsAt: NOW + DAY + MINUTE }),
      TOLD_NOW,
    ],
    [
      'takes the limit of the response once the known one is an hour old',
      known(1, { receivedAt: NOW - HOUR, resetsAt: NOW + DAY }),
      TOLD_NOW,
    ],
  ])('%s', (_, before, after) => {
    const budget = new RateBudget(before, 50);
    budget.note(period(70), NOW);
    expect(budget.state).toEqual(after);
  });

  it('ignores a response without a limit', () => {
    const budget = new RateBudget(known(3), 50);
    budget.note(null, NOW);
    expect(budget.state).toEqual(known(3));
  });
});
