import type { DeltasByPost } from '../../utils/breakouts/delta.ts';
import type { OwnHistory } from '../../utils/breakouts/own-history.ts';
import type { Post } from '../../utils/breakouts/post.ts';
import type { SparkSeries } from '../../utils/breakouts/snapshot.ts';
import {
  fullyCovered,
  gainsOver,
  type HistoryReport,
  historyOf,
  recordHistory,
} from '../../utils/browser/history-store.ts';
import { postsFetchedBy } from '../../utils/browser/post-library.ts';
import { fillDeltas, lacksDelta } from '../../utils/history/fill-deltas.ts';
import { sparkSeries } from '../../utils/history/spark-series.ts';

/*
 * The history adds to what CreatorAudit says and is never needed for it: where the browser's database fails, a sync goes on without.
 */

/** Keeps the counts that a run has listed. @returns how it went; `null` when the browser's database does not work at all */
export async function recordRun(run: string): Promise<HistoryReport | null> {
  return recordHistory(pagesOf(run), Date.now()).catch(() => null);
}

async function* pagesOf(run: string): AsyncGenerator<readonly Post[]> {
  for await (const { posts } of postsFetchedBy(run)) yield posts;
}

/** Of the posts of one account, those for whose gains over `windows` (days) the API need not be asked. */
export async function ownHistoryCovers(posts: readonly Post[], windows: readonly number[]): Promise<Set<string>> {
  return fullyCovered(posts, windows).catch(() => new Set<string>());
}

/** The API's deltas over `windows` (days), with our own history's in the places of those that it did not give. */
export async function withOwnHistory(
  posts: readonly Post[],
  deltas: DeltasByPost,
  windows: readonly number[],
): Promise<{ readonly deltas: DeltasByPost; readonly ownHistory: OwnHistory }> {
  const lacking = posts.filter(({ id }) => lacksDelta(id, deltas, windows));
  const ownGains = await gainsOver(windows, lacking).catch(() => new Map());
  return fillDeltas(lacking, deltas, ownGains, windows);
}

/** What there is to draw of the posts named, by id. */
export async function sparklinesOf(posts: readonly Post[]): Promise<ReadonlyMap<string, SparkSeries>> {
  const sparklines = new Map<string, SparkSeries>();
  try {
    for await (const seriesById of historyOf(posts)) {
      for (const [id, series] of seriesById) {
        const sparkline = sparkSeries(series);
        if (sparkline !== null) sparklines.set(id, sparkline);
      }
    }
  } catch {
    // Rows without a sparkline are complete.
  }
  return sparklines;
}
