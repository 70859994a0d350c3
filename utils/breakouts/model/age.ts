import { DAY_MS } from '../../time/units.ts';
import type { Post } from './post.ts';

/**
 * Returns the age of a post in days at its last refresh, not now, because its counts are as old as
 * that. `null` where it is unknown: no time of publishing or of refresh, or a publishing time that
 * is not before the refresh.
 */
export function ageDays({
  createdAt,
  lastRefreshedAt,
}: Pick<Post, 'createdAt' | 'lastRefreshedAt'>): number | null {
  if (createdAt === null || lastRefreshedAt === null) return null;
  const days = (lastRefreshedAt - createdAt) / DAY_MS;
  return days > 0 && days < Number.POSITIVE_INFINITY ? days : null;
}

/**
 * Returns the days between a post's first and last refresh; 0 when it has not been refreshed twice.
 */
export function trackedDays(post: Pick<Post, 'firstRefreshedAt' | 'lastRefreshedAt'>): number {
  if (post.firstRefreshedAt === null || post.lastRefreshedAt === null) return 0;
  const days = (post.lastRefreshedAt - post.firstRefreshedAt) / DAY_MS;
  return days > 0 && days < Number.POSITIVE_INFINITY ? days : 0;
}

/** {@link trackedDays} of each post. */
export function trackedColumn(posts: readonly Post[]): Float64Array {
  const column = new Float64Array(posts.length);
  for (let row = 0; row < column.length; row++) column[row] = trackedDays(posts[row] as Post);
  return column;
}
