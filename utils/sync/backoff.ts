import { clampRetryAfter, MAX_RETRY_AFTER_MS } from '../creator-audit/http/retry-after.ts';
import type { Problem } from '../creator-audit/problem/problem.ts';
import type { Pause } from '../state/sync-status.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../time/units.ts';

/** The first wait of our own backoff, ms: the shortest alarm of Chrome (Chrome 120). */
export const INITIAL_BACKOFF_MS = 30 * SECOND_MS;
/** The longest wait of our own backoff, ms. */
export const MAX_BACKOFF_MS = 6 * HOUR_MS;

/**
 * Returns the pause after a problem that may pass by itself: the wait that the API asks for
 * (`Retry-After`), else one that doubles with each failure in a row, from
 * {@link INITIAL_BACKOFF_MS} to {@link MAX_BACKOFF_MS}. Up to half of it is taken off at random, so
 * that the extensions of a whole office do not come back at the same moment.
 *
 * @param failuresInARow 1 for the first failure
 * @param random in [0, 1)
 */
export function pauseAfter(
  problem: Problem,
  failuresInARow: number,
  now: number,
  random: number,
): Pause {
  if (problem.retryAfterMs !== null) {
    return { until: now + clampRetryAfter(problem.retryAfterMs), reason: 'retry-after' };
  }
  const doubled = INITIAL_BACKOFF_MS * 2 ** Math.min(failuresInARow - 1, 20);
  return { until: now + Math.min(doubled, MAX_BACKOFF_MS) * (1 - random / 2), reason: 'back-off' };
}

/**
 * Returns the pause, or `null` when it is over. An attempt in the future, or a pause longer than
 * any that is ever set, means that the clock was set back; the pause is over then too, because
 * updates would stop until the clock has caught up.
 *
 * @param lastAttemptAt the start of the attempt that led to the pause, ms since epoch
 */
export function activePause(
  pause: Pause | null,
  now: number,
  lastAttemptAt: number | null = null,
): Pause | null {
  if (pause === null || pause.until <= now || (lastAttemptAt !== null && now < lastAttemptAt))
    return null;
  return pause.until - now > MAX_RETRY_AFTER_MS ? null : pause;
}

/**
 * Returns the pause after a problem that will hardly pass by itself (an unreadable response, a
 * quota): the next regular poll tries again, after further failures in a row a later one, within
 * {@link MAX_BACKOFF_MS}.
 */
export function pauseUntilLaterPoll(
  failuresInARow: number,
  refreshMinutes: number,
  now: number,
): Pause {
  const intervals = 2 ** Math.min(failuresInARow - 1, 10);
  // Half an interval less, so that the poll that is meant does not come too early.
  const wait = (intervals - 0.5) * refreshMinutes * MINUTE_MS;
  return { until: now + Math.min(wait, MAX_BACKOFF_MS), reason: 'back-off' };
}
