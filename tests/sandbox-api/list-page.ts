import { invalidField } from './api-problem.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import type { Library } from './library.ts';
import type { ListName } from './library-post.ts';
import { type ListQuery, parseLimit } from './list-query.ts';
import { startAfter } from './sorted-view.ts';
import { apiTime, type VideoRow, videoRow } from './video-row.ts';

/** The envelope of a page. */
export interface ListPage {
  readonly data: readonly Record<string, unknown>[];
  readonly pagination: {
    readonly has_next: boolean;
    readonly next_cursor: string | null;
    readonly limit: number;
    readonly total_count?: number;
  };
  readonly filters: Readonly<Record<string, unknown>>;
}

function position(cursor: string | null, scope: string): { value: number; id: string } | null {
  if (cursor === null) return null;
  const found = decodeCursor(cursor, scope);
  if (!found)
    throw invalidField('cursor', 'is stale or was issued for other filters or another sort');
  return found;
}

/**
 * Returns one page of posts at `now` (ms since epoch). `cursorEpoch` is part of the scope of
 * cursors: raising it invalidates all former ones.
 * @throws {ApiProblem} 422 for a cursor that was not issued for exactly this list, these filters
 * and this sort.
 */
export function listPage(
  library: Library,
  list: ListName,
  query: ListQuery,
  now: number,
  cursorEpoch: number,
): ListPage {
  const scope = JSON.stringify([
    library.organizationId,
    list,
    Object.entries(query.filters).sort(),
    query.order,
    query.descending,
    cursorEpoch,
  ]);
  const after = position(query.cursor, scope);
  const view = library.view(list, query, now);
  const start = after ? startAfter(view, query.descending, after.value, after.id) : 0;
  const end = Math.min(start + query.limit, view.posts.length);
  const data: VideoRow[] = view.posts.slice(start, end).map((post) => videoRow(post, now));
  const last = view.posts[end - 1];
  const hasNext = end < view.posts.length && last !== undefined;
  return {
    data,
    pagination: {
      has_next: hasNext,
      next_cursor: hasNext
        ? encodeCursor({ value: view.values[end - 1] ?? 0, id: last.id }, scope)
        : null,
      limit: query.limit,
      ...(query.includeTotal ? { total_count: view.posts.length } : {}),
    },
    filters: { ...query.filters },
  };
}

/**
 * Returns one page of the tracked accounts at `now` (ms since epoch), in the order of their ids.
 * @throws {ApiProblem} 422 as above.
 */
export function accountsPage(
  library: Library,
  query: URLSearchParams,
  now: number,
  cursorEpoch: number,
): ListPage {
  const scope = JSON.stringify([library.organizationId, 'accounts', cursorEpoch]);
  const limit = parseLimit(query);
  const after = position(query.get('cursor'), scope);
  const accounts = library.accounts
    .filter((account) => account.trackedSince <= now)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .filter((account) => after === null || account.id > after.id);
  const page = accounts.slice(0, limit);
  const last = page.at(-1);
  const hasNext = accounts.length > page.length && last !== undefined;
  return {
    data: page.map((account) => ({
      id: account.id,
      type: 'account',
      platform: account.platform,
      username: account.username,
      platform_account_id: account.platformAccountId,
      is_active: account.isActive,
      is_unavailable: account.profile?.isUnavailable ?? false,
      creator_name: account.profile?.creatorName ?? null,
      category: account.profile?.category ?? null,
      metadata: account.profile?.metadata ?? null,
      follower_count: account.profile?.followers ?? null,
      effective_post_lookback_days: account.profile?.postLookbackDays ?? null,
      effective_max_recent_posts_per_account: account.profile?.maxRecentPosts ?? null,
      scrape_interval_hours: account.refreshIntervalHours,
      added_at: apiTime(account.trackedSince),
      last_scrape_time: apiTime(account.refreshes.last(now)),
    })),
    pagination: {
      has_next: hasNext,
      next_cursor: hasNext ? encodeCursor({ value: 0, id: last.id }, scope) : null,
      limit,
    },
    filters: {},
  };
}
