import type { DeltasByWindow } from '../../utils/breakouts/model/delta.ts';
import { DeltaTable } from '../../utils/breakouts/model/delta-table.ts';
import type { Post } from '../../utils/breakouts/model/post.ts';

/** Creates the deltas of `posts` over `windows` (days), of which the API returned `given`. */
export function deltaTable(
  posts: readonly Post[],
  windows: readonly number[],
  given: Readonly<Record<string, DeltasByWindow>> = {},
): DeltaTable {
  const table = new DeltaTable(posts, windows);
  for (const [row, { id }] of posts.entries()) {
    for (const days of windows) {
      for (const measure of ['views', 'engagement'] as const) {
        const gained = given[id]?.[days]?.[measure] ?? null;
        if (gained !== null) table.take(row, days, measure, gained);
      }
    }
  }
  return table;
}
