import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pauseForRateBudget } from '../../../utils/sync/rate-budget.ts';
import { DAY, HOUR, MINUTE, NOW } from '../../builders/moments.ts';

const period = (remaining: number, changes = {}) => ({
  ...{ limit: 100, remaining, resetsAt: NOW + MINUTE, toldAt: NOW },
  ...changes,
});
const PAUSE = { until: NOW + MINUTE, reason: 'rate-budget' };

describe('the share of the rate limit', () => {
  it.each([
    ['half: the 51st of 100 is ours', 50, 51, 0, null],
    ['half: the 50th is left to others', 50, 50, 0, PAUSE],
    ['half: a request under way counts as made', 50, 51, 1, PAUSE],
    ['half: six under way', 50, 57, 6, null],
    ['all of it: the last one is ours', 100, 1, 0, null],
    ['all of it: none is left', 100, 0, 0, PAUSE],
    ['a twentieth: the first five of 100', 5, 96, 0, null],
    ['a twentieth: not the sixth', 5, 95, 0, PAUSE],
  ])('%s', (_, share, remaining, inFlight, pause) => {
    expect(pauseForRateBudget(period(remaining), share, inFlight, NOW)).toEqual(pause);
  });

  it('is not guarded before any answer has named a limit', () => {
    expect(pauseForRateBudget(null, 50, 6, NOW)).toBeNull();
  });

  it('is new when the period is over', () => {
    expect(pauseForRateBudget(period(0, { resetsAt: NOW }), 50, 0, NOW)).toBeNull();
  });

  it('pauses for an hour at most, whatever the API says of its period, and then asks again', () => {
    const month = period(0, { resetsAt: NOW + 30 * DAY });
    expect(pauseForRateBudget(month, 50, 0, NOW + MINUTE)).toEqual({ until: NOW + HOUR, reason: 'rate-budget' });
    expect(pauseForRateBudget(month, 50, 0, NOW + HOUR)).toBeNull();
  });

  it('is not guarded by what was told before the clock was set back: polling would stop until it has caught up', () => {
    expect(pauseForRateBudget(period(0), 50, 0, NOW - DAY)).toBeNull();
  });

  it('never keeps a fresh period from a first request, or a sync would never go on', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 5, max: 100 }), (limit, share) => {
        expect(pauseForRateBudget(period(limit, { limit }), share, 0, NOW)).toBeNull();
      }),
    );
  });

  it('leaves the others at least their part, rounded down, whatever the numbers', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.nat({ max: 10_000 }),
        fc.integer({ min: 5, max: 100 }),
        fc.nat({ max: 6 }),
        (limit, remaining, share, inFlight) => {
          const mayGo = pauseForRateBudget(period(remaining, { limit }), share, inFlight, NOW) === null;
          const leftAfterwards = remaining - inFlight - 1;
          if (mayGo) expect(leftAfterwards).toBeGreaterThanOrEqual(Math.floor((limit * (100 - share)) / 100));
        },
      ),
      // 10 a period at 90 %: a share reckoned in fractions gives away the one request that is left to others.
      { examples: [[10, 1, 90, 0]] },
    );
  });
});
