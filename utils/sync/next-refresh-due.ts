import type { Post } from '../breakouts/model/post.ts';
import { HOUR_MS } from '../time/units.ts';

/**
 * The interval between two refreshes unless the API gives one, hours (API reference, Data
 * freshness).
 */
const USUAL_INTERVAL_HOURS = 24;
/** The time after which a post that was never refreshed is listed again, ms. */
const FIRST_REFRESH_WITHIN_MS = 6 * HOUR_MS;

/**
 * Returns the time to look for the next refresh of a post that is tracked one by one, ms since
 * epoch; `Infinity` for one that is no longer refreshed. For an overdue refresh it waits as long
 * again as the refresh is late, at most one interval.
 *
 * @param listedAt the time of the listing, ms since epoch
 */
export function nextRefreshDue(
  { isUnavailable, lastRefreshedAt, refreshIntervalHours }: Post,
  listedAt: number,
): number {
  if (isUnavailable) return Number.POSITIVE_INFINITY;
  if (lastRefreshedAt === null) return listedAt + FIRST_REFRESH_WITHIN_MS;
  const interval = (refreshIntervalHours ?? USUAL_INTERVAL_HOURS) * HOUR_MS;
  const due = lastRefreshedAt + interval;
  return due > listedAt ? due : listedAt + Math.min(listedAt - due, interval);
}
