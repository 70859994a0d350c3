import type { Post } from '../model/post.ts';
import { topK } from '../stats/top-k.ts';

export interface TopMover {
  /** Place of the post. */
  readonly row: number;
  /** The delta over the window; negative where the platform recounted. */
  readonly gained: number;
}

export interface TopMovers {
  readonly movers: readonly TopMover[];
  readonly skipped: { readonly withoutTwoRefreshes: number; readonly withoutDelta: number };
}

/**
 * The list of CreatorAudit's tutorial "Detect breakout posts": the `count` posts that gained most over the window, largest gain
 * first, equal gains by id. Posts without two refreshes (a delta means nothing until two have landed; API reference, Data freshness), and posts for which there
 * is no delta, are skipped and counted.
 *
 * @param gained of each post, in the order of `posts`; `NaN`: not known
 * @param followed for how many days each post has been refreshed; 0: not twice
 * @param isShown which posts take part. Default: all
 */
export function topMovers(
  posts: readonly Post[],
  gained: Float64Array,
  followed: Float64Array,
  count: number,
  isShown: (post: Post) => boolean = () => true,
): TopMovers {
  const skipped = { withoutTwoRefreshes: 0, withoutDelta: 0 };
  const rows: number[] = [];
  for (let row = 0; row < posts.length; row++) {
    if (!isShown(posts[row] as Post)) continue;
    if (followed[row] === 0) skipped.withoutTwoRefreshes += 1;
    else if (Number.isNaN(gained[row])) skipped.withoutDelta += 1;
    else rows.push(row);
  }
  const id = (row: number) => posts[row]?.id ?? '';
  const movers = topK(rows, count, (a, b) => (gained[b] as number) - (gained[a] as number) || (id(a) < id(b) ? -1 : 1));
  return { movers: movers.map((row) => ({ row, gained: gained[row] as number })), skipped };
}
