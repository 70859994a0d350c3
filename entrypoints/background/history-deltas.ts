import type { Post } from '../../utils/breakouts/model/post.ts';
import type { SparkSeries } from '../../utils/breakouts/output/ranked-post.ts';
import { sparklinePoints } from '../../utils/history/sparkline-points.ts';
import { findCovered, historyAccountOf, historyOf } from '../../utils/library/read-history.ts';

/*
 * The history complements CreatorAudit's figures and is never required: if its database fails, the
 * sync continues without it.
 */

/**
 * Returns the posts of one account whose gains over `windows` (days) the history covers, so that
 * the API is not asked.
 */
export async function postsCoveredByHistory(
  posts: readonly Post[],
  windows: readonly number[],
): Promise<Set<string>> {
  return findCovered(posts, windows).catch(() => new Set<string>());
}

/** Loads the sparklines of posts, by post id. */
export async function loadSparklines(
  posts: readonly Post[],
): Promise<ReadonlyMap<string, SparkSeries>> {
  const ids = new Set(posts.map(({ id }) => id));
  const sparklines = new Map<string, SparkSeries>();
  try {
    for await (const seriesById of historyOf(new Set(posts.map(historyAccountOf)), {
      isWanted: (id) => ids.has(id),
    })) {
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
