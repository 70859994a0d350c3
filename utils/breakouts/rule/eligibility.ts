import type { Post } from '../model/post.ts';

const HOUR_MS = 3_600_000;

/**
 * A window is covered although up to this much of its start is missing, in days: refreshes come
 * once a day, at no fixed hour.
 */
export const COVERAGE_TOLERANCE_DAYS = 0.75;

/**
 * An old post must have been tracked for this long, in days: a gain over less says nothing of its
 * pace.
 */
const MIN_TRACKED_DAYS = 0.75;

/**
 * A post that was not refreshed for this long, or for two of its refresh intervals if that is
 * longer, is stale.
 */
const STALE_AFTER_HOURS = 48;
/** Refreshes come this often where the API does not say. */
export const USUAL_INTERVAL_HOURS = 24;

/** Why a post cannot be judged yet. */
export type WaitingReason =
  | 'unavailable'
  | 'no-second-refresh'
  | 'no-count'
  | 'window-not-covered'
  | 'not-refreshed-in-window'
  | 'no-gain';

/** What is known of the life of a post. Days. */
export interface Followed {
  readonly isUnavailable: boolean;
  /** `NaN`: not known. */
  readonly ageDays: number;
  readonly trackedDays: number;
}

/**
 * Why a post is still warming up over a window of so many days; `null` if it can be judged. It
 * needs two refreshes (a gain means nothing before; API reference, Data freshness), a count, and
 * refreshes since the start of the window or since it was published.
 *
 * @param count lifetime views
 * @param delta the API's gain over the window
 */
export function waitingReason(
  { isUnavailable, ageDays, trackedDays }: Followed,
  windowDays: number,
  count: number | null,
  delta: number | null,
): WaitingReason | null {
  if (isUnavailable) return 'unavailable';
  if (trackedDays === 0) return 'no-second-refresh';
  if (count === null) return 'no-count';
  if (ageDays <= windowDays) return null;
  if (!(ageDays <= 2 * windowDays) && trackedDays < MIN_TRACKED_DAYS) return 'window-not-covered';
  return delta === null ? 'no-gain' : null;
}

/**
 * Whether a post that has been refreshed for `followed` days was refreshed over all of a window,
 * both in days.
 */
export function isCovered(followed: number, windowDays: number): boolean {
  return followed >= windowDays - COVERAGE_TOLERANCE_DAYS;
}

/** Whether the last refresh is recent enough to say something about now (ms since epoch). */
export function isFresh(post: Pick<Post, 'lastRefreshedAt' | 'refreshIntervalHours'>, now: number): boolean {
  const hours = Math.max(STALE_AFTER_HOURS, 2 * (post.refreshIntervalHours ?? USUAL_INTERVAL_HOURS));
  return post.lastRefreshedAt !== null && now - post.lastRefreshedAt <= hours * HOUR_MS;
}
