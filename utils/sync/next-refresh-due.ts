import type { Post } from '../breakouts/model/post.ts';

const HOUR_MS = 3_600_000;
/** CreatorAudit refreshes once in so many hours unless it says otherwise (API reference, Data freshness). */
const USUAL_INTERVAL_HOURS = 24;
/** A post that was never refreshed is looked at again after this time, ms: until it has been refreshed twice it says nothing. */
const FIRST_REFRESH_WITHIN_MS = 6 * HOUR_MS;

/**
 * When it is worth looking for the next refresh of a post that is tracked one by one, ms since epoch; `Infinity` for one that is not refreshed
 * any more. One that is overdue is looked for after as much time again as it is late, so that it is seen soon if it comes late and costs
 * little if it never comes.
 *
 * @param listedAt when the post was listed as it is, ms since epoch
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
