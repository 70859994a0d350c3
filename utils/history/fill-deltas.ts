import type { DeltaTable } from '../breakouts/model/delta-table.ts';
import { MEASURES } from '../breakouts/model/measure.ts';
import type { Post } from '../breakouts/model/post.ts';
import type { OwnGain } from './history-gain.ts';

const DAY_MS = 86_400_000;

/** A window is covered although this much of its start is missing, in days (as the breakout rule has it for the API's deltas). */
const MISSING_DAYS = 0.75;

/** Whether the API left out one of the numbers that it was asked for of a post, over any window of the table. */
export function lacksDelta(deltas: DeltaTable, id: string): boolean {
  const row = deltas.rowOf(id);
  if (row === undefined) return false;
  return deltas.windows.some((days) => MEASURES.some((measure) => deltas.lacks(row, days, measure)));
}

/** Whether our own gain over a window (days) says as much as the API's delta of the post would. */
export function covers(
  { coveredDays }: OwnGain,
  days: number,
  { firstRefreshedAt, lastRefreshedAt }: Pick<Post, 'firstRefreshedAt' | 'lastRefreshedAt'>,
): boolean {
  const followedDays =
    firstRefreshedAt === null || lastRefreshedAt === null ? Infinity : (lastRefreshedAt - firstRefreshedAt) / DAY_MS;
  return coveredDays >= Math.min(days, followedDays) - MISSING_DAYS;
}

/**
 * Puts our own history's numbers in the places of those that the API did not give. A gain of our own counts only where the history covers the
 * window, but for {@link MISSING_DAYS}; of a post that CreatorAudit itself has followed for less than the window, where it covers all that time, for
 * the API's own delta says no more.
 *
 * @param gainOver what our own history says of a window (days)
 */
export function fillDeltas(
  deltas: DeltaTable,
  post: Pick<Post, 'id' | 'firstRefreshedAt' | 'lastRefreshedAt'>,
  gainOver: (days: number) => OwnGain,
): void {
  const row = deltas.rowOf(post.id);
  if (row === undefined) return;
  for (const days of deltas.windows) {
    if (!MEASURES.some((measure) => deltas.lacks(row, days, measure))) continue;
    const gain = gainOver(days);
    const isCovered = covers(gain, days, post);
    for (const measure of MEASURES) {
      if (deltas.lacks(row, days, measure)) {
        deltas.takeOwn(row, days, measure, gain.coveredDays, isCovered ? gain[measure] : null);
      }
    }
  }
}
