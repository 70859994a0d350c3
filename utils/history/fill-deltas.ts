import type { DeltaTable } from '../breakouts/model/delta-table.ts';
import { MEASURES } from '../breakouts/model/measure.ts';
import type { Post } from '../breakouts/model/post.ts';
import { DAY_MS } from '../time/units.ts';
import type { OwnGain } from './history-gain.ts';

/** The part of a window's start that may be missing, in days, as for the API's deltas. */
const MISSING_DAYS = 0.75;

/** Returns true if the API left out a number of a post, over any window of the table. */
export function hasMissingDelta(deltas: DeltaTable, id: string): boolean {
  const row = deltas.rowOf(id);
  if (row === undefined) return false;
  return deltas.windows.some((days) =>
    MEASURES.some((measure) => deltas.isMissing(row, days, measure)),
  );
}

/** Returns true if our own gain over a window (days) is as complete as the API's delta would be. */
export function covers(
  { coveredDays }: OwnGain,
  days: number,
  { firstRefreshedAt, lastRefreshedAt }: Pick<Post, 'firstRefreshedAt' | 'lastRefreshedAt'>,
): boolean {
  const trackedDays =
    firstRefreshedAt === null || lastRefreshedAt === null
      ? Infinity
      : (lastRefreshedAt - firstRefreshedAt) / DAY_MS;
  return coveredDays >= Math.min(days, trackedDays) - MISSING_DAYS;
}

/**
 * Fills in gains from our own history where the API gave none. The history has to cover the window,
 * except for {@link MISSING_DAYS}. Of a post that CreatorAudit has tracked for less than the
 * window, it has to cover that time: the API's own delta covers no more.
 *
 * @param gainOver our own gain over a window (days)
 */
export function fillDeltas(
  deltas: DeltaTable,
  post: Pick<Post, 'id' | 'firstRefreshedAt' | 'lastRefreshedAt'>,
  gainOver: (days: number) => OwnGain,
): void {
  const row = deltas.rowOf(post.id);
  if (row === undefined) return;
  for (const days of deltas.windows) {
    if (!MEASURES.some((measure) => deltas.isMissing(row, days, measure))) continue;
    const gain = gainOver(days);
    const isCovered = covers(gain, days, post);
    for (const measure of MEASURES) {
      if (deltas.isMissing(row, days, measure)) {
        deltas.fillFromHistory(
          row,
          days,
          measure,
          gain.coveredDays,
          isCovered ? gain[measure] : null,
        );
      }
    }
  }
}
