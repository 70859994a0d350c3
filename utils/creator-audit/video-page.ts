import * as z from 'zod/mini';
import type { Post } from '../breakouts/model/post.ts';
import type { Connection } from './http/connection.ts';
import { request } from './http/request.ts';
import type { Result } from './http/result.ts';
import { countField, objectField, textField } from './lenient-fields.ts';
import { listEnvelopeSchema, nextCursorOf, PAGE_LIMIT, parseRows } from './list-envelope.ts';
import { videoRowSchema } from './video-row.ts';

/** Posts discovered from tracked accounts, or posts tracked one by one. */
export type VideoList = 'account-videos' | 'videos';

/** A part of a list, and the end from which it is read. */
export interface ListSlice {
  readonly list: VideoList;
  /** Only posts of this account; `null`: of all. */
  readonly accountId: string | null;
  /** Only posts of this platform; `null`: of all. */
  readonly platform: string | null;
  /**
   * By the time the post was added, the latest or the earliest first; `own`: the API's own order.
   */
  readonly order: 'own' | 'latest-first' | 'earliest-first';
}

/** The whole list in the API's own order. */
export function wholeList(list: VideoList): ListSlice {
  return { list, accountId: null, platform: null, order: 'own' };
}

/** One page of a list of posts. */
export interface VideoPage {
  /** In the API's order, without duplicates; of two rows with the same id, the later. */
  readonly posts: readonly Post[];
  /** Rows that were left out because they have no usable id. */
  readonly rowsWithoutId: number;
  readonly rowCount: number;
  /** The start of the next page; `null` on the last page. */
  readonly nextCursor: string | null;
  /**
   * The rows of the slice by the API's own count; `null` where it was not asked for or not given.
   */
  readonly totalCount: number | null;
  /** False: rows of other accounts or platforms came, so the API ignores the filter. */
  readonly isFiltered: boolean;
}

/**
 * Fetches one page of a slice, at most {@link PAGE_LIMIT} rows.
 *
 * @param page.cursor `nextCursor` of the page before; `null` for the first page
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
    query.push(
      ['order_by', 'added_at'],
      ['order_direction', page.order === 'latest-first' ? 'desc' : 'asc'],
    );
  }
  if (page.cursor !== null) query.push(['cursor', page.cursor]);
  if (page.includeTotal) query.push(['include_total', 'true']);
  const schema = z.pipe(
    listEnvelopeSchema,
    z.transform((envelope) => parsePage(envelope, page)),
  );
  return request(connection, { method: 'GET', path: `/${page.list}`, query }, schema);
}

function parsePage(envelope: z.infer<typeof listEnvelopeSchema>, slice: ListSlice): VideoPage {
  const { data, pagination, filters } = envelope;
  const posts = parseRows(envelope, videoRowSchema);
  return {
    posts: [...new Map(posts.map((post) => [post.id, post])).values()],
    rowsWithoutId: data.length - posts.length,
    rowCount: data.length,
    nextCursor: nextCursorOf(envelope),
    totalCount: countField(pagination.total_count),
    isFiltered: isEchoed(filters, slice) && posts.every((post) => isInSlice(slice, post)),
  };
}

/** Returns true if the API repeats the filters it was asked for, or repeats none at all. */
function isEchoed(filters: unknown, { accountId, platform }: ListSlice): boolean {
  const echo = objectField(filters);
  if (echo === null) return true;
  return (
    (accountId === null || echo.account_id === accountId) &&
    (platform === null || textField(echo.platform)?.toLowerCase() === platform)
  );
}

function isInSlice({ accountId, platform }: ListSlice, post: Post): boolean {
  return (
    (accountId === null || post.accountKey === accountId) &&
    (platform === null || post.platform === platform)
  );
}
