import { describe, expect, it } from 'vitest';
import { MAX_RETRY_AFTER_MS } from '../../../utils/creator-audit/http/retry-after.ts';
import {
  activePause,
  INITIAL_BACKOFF_MS,
  MAX_BACKOFF_MS,
  pauseAfter,
  pauseUntilLaterPoll,
} from '../../../utils/sync/backoff.ts';
import { DAY, HOUR, MINUTE, NOW, SECOND } from '../../builders/moments.ts';
import { aProblem } from '../../builders/problem.ts';

/** The chance that shortens no wait, and one that shortens it nearly by half. */
const LONGEST = 0;
const SHORTEST = 1 - 1e-9;

describe('the wait after a problem that may pass', () => {
  const waitAfter = (failuresInARow: number, random = LONGEST) =>
    pauseAfter(aProblem(), failuresInARow, NOW, random).until - NOW;

  it.each([
    [1, 30 * SECOND],
    [2, MINUTE],
    [3, 2 * MINUTE],
    [4, 4 * MINUTE],
    [8, 64 * MINUTE],
    [10, 256 * MINUTE],
    [11, 6 * HOUR],
    [1000, 6 * HOUR],
  ])('after %i failures in a row is %i ms at most', (failures, wait) => {
    expect(waitAfter(failures)).toBe(wait);
  });

  it.each([1, 5, 11, 1000])('is shortened by chance, by half at most (%i failures)', (failures) => {
    expect(waitAfter(failures, SHORTEST)).toBeGreaterThanOrEqual(waitAfter(failures) / 2);
    expect(waitAfter(failures, 0.5)).toBe(waitAfter(failures) * 0.75);
  });

  it('is our own back-off, and says so', () => {
    expect(pauseAfter(aProblem(), 1, NOW, LONGEST).reason).toBe('back-off');
    expect([INITIAL_BACKOFF_MS, MAX_BACKOFF_MS]).toEqual([30 * SECOND, 6 * HOUR]);
  });
});

describe('the wait that the API asks for', () => {
  it.each([
    ['honoured to the millisecond', 90_500, 90_500],
    ['a second at least', 0, SECOND],
    ['a second even when it lies in the past', -5 * MINUTE, SECOND],
    ['honoured up to a day', DAY, DAY],
    ['a day at most, for a wrong header must not end polling', 400 * DAY, DAY],
  ])('is %s', (_, retryAfterMs, wait) => {
    const pause = pauseAfter(aProblem({ kind: 'rate-limited', retryAfterMs }), 1, NOW, SHORTEST);
    expect(pause).toEqual({ until: NOW + wait, reason: 'retry-after' });
  });

  it('counts for more than our own back-off, however often it failed', () => {
    expect(pauseAfter(aProblem({ retryAfterMs: 5000 }), 12, NOW, LONGEST).until).toBe(NOW + 5000);
  });
});

describe('a pause', () => {
  const until = (time: number) => ({ until: time, reason: 'back-off' }) as const;

  it.each([
    ['in the future is in force', until(NOW + 1), true],
    ['is in force for a whole day', until(NOW + MAX_RETRY_AFTER_MS), true],
    ['that ends now is over', until(NOW), false],
    ['in the past is over', until(NOW - 1), false],
    ['further ahead than any that is ever set is over: the clock was set back', until(NOW + DAY + 1), false],
  ])('%s', (_, pause, isInForce) => {
    expect(activePause(pause, NOW)).toEqual(isInForce ? pause : null);
  });

  it('that was never set is not in force', () => {
    expect(activePause(null, NOW)).toBeNull();
  });
});

describe('the wait after a problem that will hardly pass', () => {
  it.each([
    ['lets the next hourly poll try again', 1, 60, 30 * MINUTE],
    ['then skips one poll', 2, 60, 90 * MINUTE],
    ['then three', 3, 60, 210 * MINUTE],
    ['is six hours at most', 4, 60, 6 * HOUR],
    ['stays six hours at most, whatever happens', 5000, 60, 6 * HOUR],
    ['lets the next poll of every 15 minutes try again', 1, 15, 7.5 * MINUTE],
    ['is six hours at most for a daily poll as well', 1, 1440, 6 * HOUR],
  ])('%s', (_, failures, refreshMinutes, wait) => {
    expect(pauseUntilLaterPoll(failures, refreshMinutes, NOW)).toEqual({ until: NOW + wait, reason: 'back-off' });
  });
});
