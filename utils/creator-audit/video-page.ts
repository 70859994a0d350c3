import * as z from 'zod/mini';
import type { Post } from '../breakouts/model/post.ts';
import type { Connection } from './http/connection.ts';
import { request } from './http/request.ts';
import type { Result } from './http/result.ts';
import { countField, objectField, textField } from './lenient-fields.ts';
import { postFromRow } from './video-row.ts';

/** Posts discovered from tracked accounts, or posts tracked one by one. */
export type VideoList = 'account-videos' | 'videos';

/** The most rows that one page may be asked for (API reference, Conventions). */
export const PAGE_LIMIT = 200;

/** A longer cursor does not fit into a URL. */
const LONGEST_CURSOR = 4096;

/** Which part of a list is asked for, and from which end. */
export interface ListSlice {
  readonly list: VideoList;
  /** Only posts of this account; `null`: of all. */
  readonly accountId: string | null;
  /** Only posts of this platform; `null`: of all. */
  readonly platform: string | null;
  /** By the time the post was added, the latest or the earliest first; `own`: whatever order the API has. */
  readonly order: 'own' | 'latest-first' | 'earliest-first';
}

/** All of a list, in whatever order the API has. */
export function wholeList(list: VideoList): ListSlice {
  return { list, accountId: null, platform: null, order: 'own' };
}

/** One page of a list of posts. */
export interface VideoPage {
  /** Without duplicates; of two rows with the same id, the later. */
  readonly posts: readonly Post[];
  /** Rows that were skipped because they name no id. */
  readonly rowsWithoutId: number;
  readonly rowCount: number;
  /** Where the next page starts; `null` on the last page. */
  readonly nextCursor: string | null;
  /** Rows of the whole list, if it was asked for and said. */
  readonly totalCount: number | null;
  /** The rows are of the account or the platform that was asked for. False: the API takes no notice of the filter. */
  readonly isFiltered: boolean;
}

/**
 * `has_next` has to be there: without it a list that is cut short could not be told from a complete one, and half a
 * library would be shown as the whole.
 */
const pageSchema = z.object({
  data: z.array(z.unknown()),
  pagination: z
    .object({ has_next: z.boolean(), next_cursor: z.optional(z.unknown()), total_count: z.optional(z.unknown()) })
    .check(z.refine(({ has_next, next_cursor }) => !has_next || usableCursor(next_cursor) !== null)),
  filters: z.optional(z.unknown()),
});

/**
 * Fetches one page of a part of a list, {@link PAGE_LIMIT} rows at most.
 *
 * @param page.cursor of the page before; `null` for the first page
 * @param page.includeTotal costs the API an extra count: only for the first page
 */
export async function fetchVideoPage(
  connection: Connection,
  page: ListSlice & { readonly cursor: string | null; readonly includeTotal: boolean },
): Promise<Result<VideoPage>> {
  const query: [string, string][] = [['limit', String(PAGE_LIMIT)]];
  if (page.accountId !== null) query.push(['account_id', page.accountId]);
  if (page.platform !== null) query.push(['platform', page.platform]);
  if (page.order !== 'own') {
    query.push(['order_by', 'added_at'], ['order_direction', page.order === 'latest-first' ? 'desc' : 'asc']);
  }
  if (page.cursor !== null) query.push(['cursor', page.cursor]);
  if (page.includeTotal) query.push(['include_total', 'true']);
  const outcome = await request(connection, { method: 'GET', path: `/${page.list}`, query }, pageSchema);
  return outcome.ok ? { ...outcome, value: pageFrom(outcome.value, page) } : outcome;
}

function pageFrom({ data, pagination, filters }: z.infer<typeof pageSchema>, part: ListSlice): VideoPage {
  const posts = data.map(postFromRow).filter((post) => post !== null);
  return {
    posts: [...new Map(posts.map((post) => [post.id, post])).values()],
    rowsWithoutId: data.length - posts.length,
    rowCount: data.length,
    nextCursor: pagination.has_next ? usableCursor(pagination.next_cursor) : null,
    totalCount: countField(pagination.total_count),
    isFiltered: isEchoed(filters, part) && posts.every((post) => isOf(part, post)),
  };
}

/** Whether the API repeats the filters that it was asked for; where it repeats none at all, the rows have to tell. */
function isEchoed(filters: unknown, { accountId, platform }: ListSlice): boolean {
  const echo = objectField(filters);
  if (echo === null) return true;
  return (
    (accountId === null || echo.account_id === accountId) &&
    (platform === null || textField(echo.platform)?.toLowerCase() === platform)
  );
}

function isOf({ accountId, platform }: ListSlice, post: Post): boolean {
  return (accountId === null || post.accountKey === accountId) && (platform === null || post.platform === platform);
}

/** The cursor of another page, if it is one. */
export function usableCursor(cursor: unknown): string | null {
  const text = textField(cursor);
  return text !== null && text.length <= LONGEST_CURSOR ? text : null;
}
