import { clampRetryAfter, MAX_RETRY_AFTER_MS } from '../creator-audit/http/retry-after.ts';
import type { Problem } from '../creator-audit/problem/problem.ts';
import type { Pause } from '../state/sync-status.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** The first wait of our own back-off, in ms: the shortest alarm that Chrome documents. */
export const INITIAL_BACKOFF_MS = 30 * SECOND;
/** However often a request fails, it is tried again within this time, in ms. */
export const MAX_BACKOFF_MS = 6 * HOUR;

/**
 * When to try again after a problem that may pass by itself. What the API asked for (`Retry-After`) is honoured to the day; else the wait
 * doubles with each failure in a row, from {@link INITIAL_BACKOFF_MS} to {@link MAX_BACKOFF_MS}, less up to half by chance, so
 * that the extensions of a whole office do not come back at the same moment.
 *
 * @param failuresInARow 1 for the first failure.
 * @param random in [0, 1)
 */
export function pauseAfter(problem: Problem, failuresInARow: number, now: number, random: number): Pause {
  if (problem.retryAfterMs !== null) {
    return { until: now + clampRetryAfter(problem.retryAfterMs), reason: 'retry-after' };
  }
  const doubled = INITIAL_BACKOFF_MS * 2 ** Math.min(failuresInARow - 1, 20);
  return { until: now + Math.min(doubled, MAX_BACKOFF_MS) * (1 - random / 2), reason: 'back-off' };
}

/**
 * The pause as it stands now: `null` when it is over. An attempt that lies ahead, or a pause further ahead than any that is ever set, means
 * that the clock was set back meanwhile; it is over then too, or polling would stop for as long as the clock is behind.
 *
 * @param lastAttemptAt when the attempt began that led to the pause, ms since epoch
 */
export function activePause(pause: Pause | null, now: number, lastAttemptAt: number | null = null): Pause | null {
  if (pause === null || pause.until <= now || (lastAttemptAt !== null && now < lastAttemptAt)) return null;
  return pause.until - now > MAX_RETRY_AFTER_MS ? null : pause;
}

/**
 * The pause after a problem that will hardly pass by itself (an answer not understood, a quota): the next regular poll tries again, and
 * after further failures in a row a later one, to {@link MAX_BACKOFF_MS} at most.
 */
export function pauseUntilLaterPoll(failuresInARow: number, refreshMinutes: number, now: number): Pause {
  const intervals = 2 ** Math.min(failuresInARow - 1, 10);
  // Half an interval less, so that the poll meant is not taken for one too early.
  const wait = (intervals - 0.5) * refreshMinutes * MINUTE;
  return { until: now + Math.min(wait, MAX_BACKOFF_MS), reason: 'back-off' };
}
