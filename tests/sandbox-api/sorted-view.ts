import type { LibraryPost } from './library-post.ts';
import type { ListQuery, Order } from './list-query.ts';
import { listedCounts } from './video-row.ts';

/** The posts of a list with filters in an order, and the time until which it is valid. */
export interface SortedView {
  readonly posts: readonly LibraryPost[];
  /** The sort value of each post, in the same order. */
  readonly values: Float64Array;
  readonly madeAt: number;
  /** The time from which a post was added or a count has changed, ms since epoch. */
  readonly staleAt: number;
}

/** The sort value of an unknown time or count: below everything known. */
const UNKNOWN = -1;

function sortValue(post: LibraryPost, order: Order, now: number): number {
  switch (order) {
    case 'added_at':
      return post.addedAt;
    case 'create_time':
      return post.createdAt ?? UNKNOWN;
    case 'like_count':
      return listedCounts(post, now).likes ?? UNKNOWN;
    default:
      return listedCounts(post, now).views ?? UNKNOWN;
  }
}

function passes(
  post: LibraryPost,
  { platform, account_id, is_active, q }: ListQuery['filters'],
): boolean {
  if (platform !== undefined && post.platform !== platform) return false;
  if (account_id !== undefined && post.account?.id !== account_id) return false;
  if (is_active !== undefined && post.isActive !== is_active) return false;
  if (q === undefined) return true;
  const wanted = q.toLowerCase();
  return [post.caption, post.username].some((text) => text?.toLowerCase().includes(wanted));
}

/**
 * Filters and sorts the posts of a list as the API lists them at `now` (ms since epoch). Equal
 * values are ordered by id.
 */
export function makeSortedView(
  posts: Iterable<LibraryPost>,
  query: ListQuery,
  now: number,
): SortedView {
  const changesWithRefreshes = query.order !== 'added_at' && query.order !== 'create_time';
  let staleAt = Number.POSITIVE_INFINITY;
  const entries: { post: LibraryPost; value: number }[] = [];
  for (const post of posts) {
    if (post.addedAt > now) {
      staleAt = Math.min(staleAt, post.addedAt);
      continue;
    }
    if (!passes(post, query.filters)) continue;
    if (changesWithRefreshes) staleAt = Math.min(staleAt, post.refreshes.next(now));
    entries.push({ post, value: sortValue(post, query.order, now) });
  }
  const sign = query.descending ? -1 : 1;
  entries.sort((a, b) => sign * (a.value - b.value || (a.post.id < b.post.id ? -1 : 1)));
  return {
    posts: entries.map((entry) => entry.post),
    values: Float64Array.from(entries, (entry) => entry.value),
    madeAt: now,
    staleAt,
  };
}

/** Returns the index after the row with this value and id. The row may be gone. */
export function startAfter(
  view: SortedView,
  descending: boolean,
  value: number,
  id: string,
): number {
  const sign = descending ? -1 : 1;
  let low = 0;
  let high = view.posts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const candidate = view.posts[middle]?.id ?? '';
    const byId = candidate < id ? -1 : Number(candidate > id);
    const comparison = (view.values[middle] ?? 0) - value || byId;
    if (sign * comparison > 0) high = middle;
    else low = middle + 1;
  }
  return low;
}
