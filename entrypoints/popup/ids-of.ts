import type { ListRow } from '../../utils/state/list-rows.ts';

/** The ids of the posts that a row stands for. */
export function idsOf(row: ListRow): readonly string[] {
  return row.rise === null ? [row.post.id] : row.posts.map(({ id }) => id);
}
