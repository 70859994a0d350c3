import * as z from 'zod/mini';
import { type ListSlice, wholeList } from '../../creator-audit/video-page.ts';

/** The position in one slice of a list, read from one end. */
export const listCursorSchema = z.readonly(
  z.object({
    list: z.enum(['account-videos', 'videos']),
    accountId: z.nullable(z.string()),
    platform: z.nullable(z.string()),
    order: z.enum(['own', 'latest-first', 'earliest-first']),
    /** The API's cursor of the next page; `null` before the first page. */
    cursor: z.nullable(z.string()),
    pages: z.number(),
    /** Rows that no other cursor had read before. */
    newRows: z.number(),
    /** Rows of the slice by the API's own count, which may be wrong: for progress only. */
    totalRows: z.nullable(z.number()),
    /** The first and the last post that were read from this end; `null` before there was one. */
    firstId: z.nullable(z.string()),
    lastId: z.nullable(z.string()),
    /** The last post was new when it was read. */
    isLastNew: z.boolean(),
    /**
     * The last post, when it is also the last one read from the other end, and was reached through
     * a new one.
     */
    meetsAt: z.nullable(z.string()),
    /** The first post read from the other end was read from this end too. */
    sawOtherStart: z.boolean(),
    /** Pages in a row without a new post. */
    emptyPages: z.number(),
    /** Pages read before the cursor was refused and reading began again. */
    formerPages: z.number(),
    /** Reading began again once; a second refusal is a problem. */
    wasRestarted: z.boolean(),
    isDone: z.boolean(),
  }),
);

export type ListCursor = z.infer<typeof listCursorSchema>;

/** Creates the cursor before the first page of a slice. */
export function newListCursor(slice: Pick<ListSlice, 'list'> & Partial<ListSlice>): ListCursor {
  const { list, accountId, platform, order } = { ...wholeList(slice.list), ...slice };
  return {
    ...{ list, accountId, platform, order, cursor: null, pages: 0, newRows: 0, totalRows: null },
    ...{
      firstId: null,
      lastId: null,
      isLastNew: false,
      meetsAt: null,
      sawOtherStart: false,
      emptyPages: 0,
    },
    ...{ formerPages: 0, wasRestarted: false, isDone: false },
  };
}

/** Returns the cursor back at its start; what was read stays. */
export function restarted(cursor: ListCursor): ListCursor {
  const { newRows, totalRows, pages } = cursor;
  return { ...newListCursor(cursor), newRows, totalRows, formerPages: pages, wasRestarted: true };
}

/** Returns true for two cursors of the same slice, from whichever end. */
export function isSameSlice(one: ListSlice, other: ListSlice): boolean {
  return (
    one.list === other.list && one.accountId === other.accountId && one.platform === other.platform
  );
}

/** Returns true for two states of the same cursor. */
export function isSameCursor(one: ListSlice, other: ListSlice): boolean {
  return isSameSlice(one, other) && one.order === other.order;
}
