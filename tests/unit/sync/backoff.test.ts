import { describe, expect, it } from 'vitest';
import { MAX_RETRY_AFTER_MS } from '../../../utils/creator-audit/http/retry-after.ts';
import {
  activePause,
  INITIAL_BACKOFF_MS,
  MAX_BACKOFF_MS,
  pauseAfter,
  pauseUntilLaterPoll,
} from '../../../utils/sync/backoff.ts';
import { aProblem } from '../../builders/problem.ts';
import { DAY, HOUR, MINUTE, NOW, SECOND } from '../../builders/time.ts';

/** The chance that shortens no wait, and one that shortens it nearly by half. */
const LONGEST = 0;
const SHORTEST = 1 - 1e-9;

describe('pauseAfter, transient problem', () => {
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
  ])('waits after %i consecutive failures %i ms at most', (failures, wait) => {
    expect(waitAfter(failures)).toBe(wait);
  });

  it.each([1, 5, 11, 1000])(
    'shortens the wait randomly, by half at most (%i failures)',
    (failures) => {
      expect(waitAfter(failures, SHORTEST)).toBeGreaterThanOrEqual(waitAfter(failures) / 2);
      expect(waitAfter(failures, 0.5)).toBe(waitAfter(failures) * 0.75);
    },
  );

  it('gives its own pause reason', () => {
    expect(pauseAfter(aProblem(), 1, NOW, LONGEST).reason).toBe('back-off');
    expect([INITIAL_BACKOFF_MS, MAX_BACKOFF_MS]).toEqual([30 * SECOND, 6 * HOUR]);
  });
});

describe('pauseAfter, Retry-After', () => {
  it.each([
    ['exact to the millisecond', 90_500, 90_500],
    ['of a second at least', 0, SECOND],
    ['of a second for a time in the past', -5 * MINUTE, SECOND],
    ['of up to a day', DAY, DAY],
    ['of a day at most, because a wrong header must not end polling', 400 * DAY, DAY],
  ])('returns a wait %s', (_, retryAfterMs, wait) => {
    const pause = pauseAfter(aProblem({ kind: 'rate-limited', retryAfterMs }), 1, NOW, SHORTEST);
    expect(pause).toEqual({ until: NOW + wait, reason: 'retry-after' });
  });

  it('overrides our own backoff after any number of failures', () => {
    expect(pauseAfter(aProblem({ retryAfterMs: 5000 }), 12, NOW, LONGEST).until).toBe(NOW + 5000);
  });
});

describe('activePause', () => {
  it('holds from the attempt on that led to it', () => {
    const pause = { until: NOW + MINUTE, reason: 'back-off' } as const;
    expect(activePause(pause, NOW, NOW)).toEqual(pause);
    expect(activePause(pause, NOW - 1, NOW)).toBeNull();
  });

  const until = (time: number) => ({ until: time, reason: 'back-off' }) as const;

  it.each([
    ['a pause in the future', until(NOW + 1), true],
    ['a pause of a whole day', until(NOW + MAX_RETRY_AFTER_MS), true],
    ['null for a pause that ends now', until(NOW), false],
    ['null for a pause in the past', until(NOW - 1), false],
    ['null for a pause too far ahead, because the clock was set back', until(NOW + DAY + 1), false],
  ])('returns %s', (_, pause, isInForce) => {
    expect(activePause(pause, NOW)).toEqual(isInForce ? pause : null);
  });

  it('returns null without a pause', () => {
    expect(activePause(null, NOW)).toBeNull();
  });
});

describe('pauseUntilLaterPoll', () => {
  it.each([
    ['lets the next hourly poll retry', 1, 60, 30 * MINUTE],
    ['skips one poll after two failures', 2, 60, 90 * MINUTE],
    ['skips three polls after three failures', 3, 60, 210 * MINUTE],
    ['is limited to six hours', 4, 60, 6 * HOUR],
    ['is limited to six hours after any number of failures', 5000, 60, 6 * HOUR],
    ['lets the next poll of every 15 minutes retry', 1, 15, 7.5 * MINUTE],
    ['is limited to six hours for a daily poll too', 1, 1440, 6 * HOUR],
  ])('%s', (_, failures, refreshMinutes, wait) => {
    expect(pauseUntilLaterPoll(failures, refreshMinutes, NOW)).toEqual({
      until: NOW + wait,
      reason: 'back-off',
    });
  });
});
