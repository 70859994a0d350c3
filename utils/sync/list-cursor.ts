import * as z from 'zod/mini';
import { newPagingGuard, pagingGuardSchema } from '../creator-audit/paging-guard.ts';
import { type ListSlice, wholeList } from '../creator-audit/video-page.ts';

/** The walk through one part of a list of the API, from one end. */
export const listCursorSchema = z.readonly(
  z.object({
    list: z.enum(['account-videos', 'videos']),
    accountId: z.nullable(z.string()),
    platform: z.nullable(z.string()),
    order: z.enum(['own', 'latest-first', 'earliest-first']),
    /** Where the next page starts; `null` before the first page. */
    cursor: z.nullable(z.string()),
    pages: z.number(),
    /** Rows that no other walk had brought before. */
    newRows: z.number(),
    /** Rows the part has in all, as its first page said. */
    totalRows: z.nullable(z.number()),
    isDone: z.boolean(),
    /** A cursor refused half-way restarts its walk, once. */
    wasRestarted: z.boolean(),
    guard: pagingGuardSchema,
  }),
);

export type ListCursor = z.infer<typeof listCursorSchema>;

/** The walk of a part of a list before its first page. */
export function newListCursor(part: Pick<ListSlice, 'list'> & Partial<ListSlice>): ListCursor {
  return {
    ...wholeList(part.list),
    ...part,
    ...{ cursor: null, pages: 0, newRows: 0, totalRows: null },
    ...{ isDone: false, wasRestarted: false, guard: newPagingGuard() },
  };
}

/** The same walk, whatever has become of it. */
export function isSameListCursor(one: ListCursor, other: ListCursor): boolean {
  return isSameSlice(one, other) && one.order === other.order;
}

/** Two walks of the same part, from whichever end. */
export function isSameSlice(one: ListCursor, other: ListCursor): boolean {
  return one.list === other.list && one.accountId === other.accountId && one.platform === other.platform;
}

/**
 * How many rows of the walk's part are still to come, over all walks of it; `null` where the API did not say how many there are, or where more
 * have come than it said.
 */
export function remainingRows(walk: ListCursor, walks: readonly ListCursor[]): number | null {
  const ofPart = walks.filter((other) => isSameSlice(walk, other));
  const total = ofPart.reduce<number | null>((known, { totalRows }) => known ?? totalRows, null);
  const come = ofPart.reduce((sum, { newRows }) => sum + newRows, 0);
  return total === null || come > total ? null : total - come;
}
