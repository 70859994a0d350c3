import { HOUR_MS } from '../../time/units.ts';
import type { Post } from '../model/post.ts';

/**
 * The part of a window's start that may be missing, in days: refreshes come once a day, at no fixed
 * hour.
 */
const COVERAGE_TOLERANCE_DAYS = 0.75;

/** The days that an old post must have been tracked: a shorter gain is no measure of its pace. */
const MIN_TRACKED_DAYS = 0.75;

/** The hours after which a post is stale, or two of its refresh intervals if that is longer. */
const STALE_AFTER_HOURS = 48;
/** The refresh interval where the API gives none, in hours. */
export const USUAL_INTERVAL_HOURS = 24;

/** The reasons why a post cannot be compared yet. */
export type NotComparedReason =
  | 'unavailable'
  | 'no-second-refresh'
  | 'no-count'
  | 'window-not-covered'
  | 'not-refreshed-in-window'
  | 'no-gain';

/** The facts that decide if a post can be compared. Days. */
export interface Tracking {
  readonly isUnavailable: boolean;
  /** `NaN`: not known. */
  readonly ageDays: number;
  readonly trackedDays: number;
}

/**
 * Returns why a post cannot be compared over a window (days); `null` if it can. It needs two
 * refreshes (a gain means nothing before; API reference, Data freshness), a count, and refreshes
 * since the start of the window or since it was published.
 *
 * @param count lifetime views
 * @param delta the API's gain over the window
 */
export function notComparedReason(
  { isUnavailable, ageDays, trackedDays }: Tracking,
  windowDays: number,
  count: number | null,
  delta: number | null,
): NotComparedReason | null {
  if (isUnavailable) return 'unavailable';
  if (trackedDays === 0) return 'no-second-refresh';
  if (count === null) return 'no-count';
  if (ageDays <= windowDays) return null;
  if (!(ageDays <= 2 * windowDays) && trackedDays < MIN_TRACKED_DAYS) return 'window-not-covered';
  return delta === null ? 'no-gain' : null;
}

/**
 * Returns true if a post that has been tracked for `trackedDays` was refreshed over all of a window
 * (days).
 */
export function isCovered(trackedDays: number, windowDays: number): boolean {
  return trackedDays >= windowDays - COVERAGE_TOLERANCE_DAYS;
}

/** Returns true if the last refresh is recent enough for a statement about now (ms since epoch). */
export function isFresh(
  post: Pick<Post, 'lastRefreshedAt' | 'refreshIntervalHours'>,
  now: number,
): boolean {
  const hours = Math.max(
    STALE_AFTER_HOURS,
    2 * (post.refreshIntervalHours ?? USUAL_INTERVAL_HOURS),
  );
  return post.lastRefreshedAt !== null && now - post.lastRefreshedAt <= hours * HOUR_MS;
}
