import type { Post } from '../model/post.ts';
import { topK } from '../stats/top-k.ts';
import { valueAt } from '../stats/value-at.ts';

/**
 * The rows of the posts that gained most, largest gain first, equal gains by id: the list of
 * CreatorAudit's tutorial "Detect breakout posts". Posts that gained nothing, and posts without two
 * refreshes (a delta means nothing before; API reference, Data freshness), are left out.
 *
 * @param gained of each post; `NaN`: unknown
 * @param tracked days between the first and the last refresh of each post; 0: not refreshed twice
 */
export function topMovers(
  posts: readonly Post[],
  gained: Float64Array,
  tracked: Float64Array,
  count: number,
): number[] {
  const rows: number[] = [];
  for (let row = 0; row < posts.length; row++) {
    if (tracked[row] !== 0 && valueAt(gained, row) > 0) rows.push(row);
  }
  const id = (row: number) => (posts[row] as Post).id;
  const byGain = (a: number, b: number) =>
    valueAt(gained, b) - valueAt(gained, a) || (id(a) < id(b) ? -1 : 1);
  return topK(rows, count, byGain);
}
