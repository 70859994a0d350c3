import type { ListRow } from '../../utils/state/list-rows.ts';

/** Returns the ids of the posts of a row. */
export function idsOf(row: ListRow): readonly string[] {
  return row.rise === null ? [row.post.id] : row.posts.map(({ id }) => id);
}
