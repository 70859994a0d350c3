import type { DeltaTable } from '../../utils/breakouts/model/delta-table.ts';
import type { Post } from '../../utils/breakouts/model/post.ts';
import type { SparkSeries } from '../../utils/breakouts/model/ranking.ts';
import { bucketOf } from '../../utils/history/bucket-of.ts';
import { fillDeltas, lacksDelta } from '../../utils/history/fill-deltas.ts';
import { historyGain } from '../../utils/history/history-gain.ts';
import { findCovered, type HistoryReport, historyOf, recordHistory } from '../../utils/history/history-store.ts';
import { sparklinePoints } from '../../utils/history/sparkline-points.ts';
import { postsFetchedBy } from '../../utils/library/post-store.ts';

/*
 * The history adds to what CreatorAudit says and is never needed for it: where the browser's database fails, a sync goes on without.
 */

/** Keeps the counts that a run has listed. @returns how it went; `null` when the browser's database does not work at all */
export async function recordRunHistory(run: string): Promise<HistoryReport | null> {
  return recordHistory(pagesOf(run), Date.now()).catch(() => null);
}

async function* pagesOf(run: string): AsyncGenerator<readonly Post[]> {
  for await (const { posts } of postsFetchedBy(run)) yield posts;
}

/** Of the posts of one account, those for whose gains over `windows` (days) the API need not be asked. */
export async function postsCoveredByHistory(posts: readonly Post[], windows: readonly number[]): Promise<Set<string>> {
  return findCovered(posts, windows).catch(() => new Set<string>());
}

/** Fills in what our own history knows and the API did not give. @param deltas of `posts`, row by row */
export async function fillMissingDeltas(posts: readonly Post[], deltas: DeltaTable): Promise<void> {
  const isLacking = (id: string) => lacksDelta(deltas, id);
  const buckets = new Set<number>();
  for (const post of posts) if (isLacking(post.id)) buckets.add(bucketOf(post));
  try {
    // One point alone tells of no gain.
    for await (const seriesById of historyOf(buckets, { isWanted: isLacking, fewestPoints: 2 })) {
      for (const [id, series] of seriesById) {
        const post = posts[deltas.rowOf(id) as number] as Post;
        fillDeltas(deltas, post, (days) => historyGain(series, days));
      }
    }
  } catch {
    // What the API gave stands without.
  }
}

/** What there is to draw of the posts named, by id. */
export async function loadSparklines(posts: readonly Post[]): Promise<ReadonlyMap<string, SparkSeries>> {
  const ids = new Set(posts.map(({ id }) => id));
  const sparklines = new Map<string, SparkSeries>();
  try {
    for await (const seriesById of historyOf(new Set(posts.map(bucketOf)), { isWanted: (id) => ids.has(id) })) {
      for (const [id, series] of seriesById) {
        const sparkline = sparklinePoints(series);
        if (sparkline !== null) sparklines.set(id, sparkline);
      }
    }
  } catch {
    // Rows without a sparkline are complete.
  }
  return sparklines;
}
