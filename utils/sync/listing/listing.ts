import * as z from 'zod/mini';
import type { Post } from '../../breakouts/model/post.ts';
import { PAGE_LIMIT } from '../../creator-audit/list-envelope.ts';
import type { VideoPage } from '../../creator-audit/video-page.ts';
import {
  isSameCursor,
  isSameSlice,
  type ListCursor,
  listCursorSchema,
  newListCursor,
  restarted,
} from './list-cursor.ts';
import { readFromEnds } from './read-from-ends.ts';

/*
 * Decides which pages of lists to ask for, from what has come so far. docs/listing.md explains how.
 */

/** A list of more rows is split, by platform and from both ends. */
const LARGE_LIST_ROWS = 1000;
/** Each platform is read from both ends; more of them would leave no room for other requests. */
const MAX_PLATFORMS = 3;
/** Pages in a row without a new post after which a list is taken to be endless. */
export const MAX_EMPTY_PAGES = 10;
/** A million posts: more than any library holds. */
export const MAX_PAGES = 5000;

/** The state of a listing: a plain value, stored with every response. */
export const listingSchema = z.readonly(
  z.object({
    /** Slices that are being read; an account is dropped when it is done. */
    cursors: z.readonly(z.array(listCursorSchema)),
    /** Accounts that are to be listed and whose first page has not come. */
    pendingAccountIds: z.readonly(z.array(z.string())),
    /** Filters and orders may be asked for. */
    useFilters: z.boolean(),
    /** The platforms of all tracked accounts; empty where one is unknown. */
    platforms: z.readonly(z.array(z.string())),
    /** Rows of the list that was split by platform, by the API's own count; `null`: none was. */
    splitRows: z.nullable(z.number()),
  }),
);

export type Listing = z.infer<typeof listingSchema>;

/** The order for a listing. */
export interface ListingOrder {
  readonly isFullListing: boolean;
  readonly accountIds: readonly string[];
  readonly listsVideos: boolean;
  readonly platforms: readonly string[];
}

/** The effect of a page on a listing. */
export type ListingStep =
  /** `newPosts`: the posts of the page that are on no page before. */
  | { readonly kind: 'accepted'; readonly listing: Listing; readonly newPosts: readonly Post[] }
  /** The list is large: its posts will come in slices, and the page is not used. */
  | { readonly kind: 'split'; readonly listing: Listing }
  /** The API ignores the filters: everything has to be listed without them. */
  | { readonly kind: 'filters-unsupported' }
  | { readonly kind: 'endless' };

/** Starts a listing. */
export function startListing(order: ListingOrder, useFilters: boolean): Listing {
  const from = useFilters ? 'latest-first' : 'own';
  return {
    cursors: [
      ...(order.isFullListing ? [newListCursor({ list: 'account-videos', order: from })] : []),
      ...(order.listsVideos ? [newListCursor({ list: 'videos', order: from })] : []),
    ],
    pendingAccountIds: order.accountIds,
    useFilters,
    platforms: order.platforms,
    splitRows: null,
  };
}

/** Returns true when every page has come. */
export function isListed({ cursors, pendingAccountIds }: Listing): boolean {
  return pendingAccountIds.length === 0 && cursors.every(({ isDone }) => isDone);
}

/**
 * Returns the cursors whose next pages to ask for now, the longest slices first, because the run
 * waits for the last page of the longest one. Pages of one cursor follow one another.
 *
 * @param inFlight the cursors whose pages are under way
 * @param room the maximum number of cursors; those that are under way do not count
 */
export function nextPages(
  listing: Listing,
  inFlight: readonly ListCursor[],
  room: number,
): ListCursor[] {
  const { cursors, pendingAccountIds } = listing;
  const chosen: ListCursor[] = [];
  const rowsLeft = new Map(cursors.map((cursor) => [cursor, remainingRows(cursor, cursors) ?? 0]));
  // Of two ends the one that is behind, so that an end that has not begun meets the other with its
  // first page.
  const byUrgency = (a: ListCursor, b: ListCursor) =>
    (rowsLeft.get(b) ?? 0) - (rowsLeft.get(a) ?? 0) || a.pages - b.pages;
  for (const cursor of cursors.toSorted(byUrgency)) {
    if (cursor.isDone || inFlight.some((other) => isSameCursor(cursor, other))) continue;
    const beside = [...inFlight, ...chosen].filter((other) => isSameSlice(cursor, other));
    if (beside.length > 0 && beside.length * PAGE_LIMIT >= estimateRemainingRows(cursor, cursors))
      continue;
    chosen.push(cursor);
  }
  const begun = new Set(inFlight.map(({ accountId }) => accountId));
  for (const accountId of pendingAccountIds) {
    if (chosen.length >= room) break;
    if (!begun.has(accountId)) chosen.push(newListCursor({ list: 'account-videos', accountId }));
  }
  return chosen.slice(0, room);
}

/** Estimates the rows that justify a second request for a slice while another is under way. */
function estimateRemainingRows(cursor: ListCursor, cursors: readonly ListCursor[]): number {
  // The first page from one end decides if the other end is worth a request.
  const isUnknown = cursors.every((other) => !isSameSlice(cursor, other) || other.pages === 0);
  return remainingRows(cursor, cursors) ?? (isUnknown ? 0 : Number.POSITIVE_INFINITY);
}

/**
 * Applies a page. A list that changes while it is read shows some posts twice: only those that are
 * not in `knownIds`, the ids of the list so far, are new.
 */
export function applyPage(
  listing: Listing,
  asked: ListCursor,
  page: VideoPage,
  knownIds: ReadonlySet<string>,
): ListingStep {
  if (!page.isFiltered) return { kind: 'filters-unsupported' };
  if (isLargeAtFirstSight(listing, asked, page) && canSplitByPlatform(listing, asked)) {
    return { kind: 'split', listing: splitByPlatform(listing, asked, page) };
  }
  const newPosts = page.posts.filter(({ id }) => !knownIds.has(id));
  // Its slice may have been completed from the other end while the page was under way.
  const isDone = listing.cursors.some((known) => isSameCursor(asked, known) && known.isDone);
  const cursor = advance(asked, page, newPosts, knownIds, isDone);
  const other =
    listing.cursors.find((end) => isSameSlice(cursor, end) && !isSameCursor(cursor, end)) ?? null;
  if (page.nextCursor !== null && isEndless(cursor, other)) return { kind: 'endless' };

  const isLate = isDone && other !== null;
  const ends = isLate ? [cursor, other] : readFromEnds(asked, cursor, other, page, knownIds);
  if (ends === 'gap' || ends === 'one-end') return { kind: 'filters-unsupported' };
  const cursors = withEnds(listing, cursor, ends);
  if (isLargeAtFirstSight(listing, asked, page)) {
    cursors.push(newListCursor({ list: cursor.list, order: 'earliest-first' }));
  }
  const pendingAccountIds = listing.pendingAccountIds.filter((id) => id !== cursor.accountId);
  const reached = { ...listing, cursors, pendingAccountIds };
  return lacksRows(reached)
    ? { kind: 'filters-unsupported' }
    : { kind: 'accepted', listing: reached, newPosts };
}

/**
 * Returns the listing with a refused cursor back at its start; `null` where that was done before.
 */
export function restartCursor(listing: Listing, cursor: ListCursor): Listing | null {
  if (cursor.wasRestarted) return null;
  const cursors = listing.cursors.map((other) =>
    isSameCursor(cursor, other) ? restarted(cursor) : other,
  );
  return { ...listing, cursors };
}

/**
 * Returns the pages that are still to come, by the API's own counts; `null` where they are unknown.
 */
export function remainingPages({ cursors, pendingAccountIds }: Listing): number | null {
  let pages = pendingAccountIds.length;
  for (const [index, cursor] of cursors.entries()) {
    const isDuplicateSlice = cursors.findIndex((other) => isSameSlice(cursor, other)) < index;
    if (cursor.isDone || isDuplicateSlice) continue;
    const rows = cursor.accountId === null ? remainingRows(cursor, cursors) : 1;
    if (rows === null) return null;
    pages += Math.max(1, Math.ceil(rows / PAGE_LIMIT));
  }
  return pages;
}

/**
 * Returns the rows of the cursor's slice to come from both ends; `null` where the API's count is
 * missing or wrong.
 */
function remainingRows(cursor: ListCursor, cursors: readonly ListCursor[]): number | null {
  const ends = cursors.filter((other) => isSameSlice(cursor, other));
  const total = ends.find(({ totalRows }) => totalRows !== null)?.totalRows ?? null;
  const come = ends.reduce((sum, { newRows }) => sum + newRows, 0);
  return total === null || come > total ? null : total - come;
}

function advance(
  asked: ListCursor,
  page: VideoPage,
  newPosts: readonly Post[],
  knownIds: ReadonlySet<string>,
  isDone: boolean,
): ListCursor {
  const last = page.posts.at(-1);
  return {
    ...asked,
    cursor: page.nextCursor,
    pages: asked.pages + 1,
    newRows: asked.newRows + newPosts.length + page.rowsWithoutId,
    totalRows: page.totalCount ?? asked.totalRows,
    firstId: asked.firstId ?? page.posts[0]?.id ?? null,
    lastId: last?.id ?? asked.lastId,
    isLastNew: last === undefined ? asked.isLastNew : !knownIds.has(last.id),
    emptyPages: newPosts.length > 0 ? 0 : asked.emptyPages + 1,
    isDone: page.nextCursor === null || isDone,
  };
}

/** Returns the cursors with those of one slice replaced. An account that is done is dropped. */
function withEnds(
  { cursors }: Listing,
  cursor: ListCursor,
  ends: readonly ListCursor[],
): ListCursor[] {
  const isNew = !cursors.some((other) => isSameCursor(cursor, other));
  return [...cursors, ...(isNew ? [cursor] : [])].flatMap((other) => {
    if (!isSameSlice(cursor, other)) return [other];
    return ends.filter(
      (end) => isSameCursor(end, other) && (end.accountId === null || !end.isDone),
    );
  });
}

/**
 * Pages that the other end, or the cursor before it was refused, has read may come without a new
 * post.
 */
function isEndless(cursor: ListCursor, other: ListCursor | null): boolean {
  const known = cursor.formerPages + (other === null ? 0 : other.pages + other.formerPages);
  return cursor.pages >= MAX_PAGES || cursor.emptyPages >= MAX_EMPTY_PAGES + known;
}

function isLargeAtFirstSight(
  { useFilters }: Listing,
  asked: ListCursor,
  { totalCount, nextCursor }: VideoPage,
): boolean {
  const isWholeList = asked.accountId === null && asked.platform === null;
  const isFirst = asked.pages === 0 && asked.order === 'latest-first' && !asked.wasRestarted;
  const isLarge = nextCursor !== null && totalCount !== null && totalCount > LARGE_LIST_ROWS;
  return useFilters && isWholeList && isFirst && isLarge;
}

function canSplitByPlatform({ platforms }: Listing, { list }: ListCursor): boolean {
  return list === 'account-videos' && platforms.length > 1 && platforms.length <= MAX_PLATFORMS;
}

function splitByPlatform(listing: Listing, { list, order }: ListCursor, page: VideoPage): Listing {
  const whole = newListCursor({ list, order });
  const slices = listing.platforms.flatMap((platform) =>
    (['latest-first', 'earliest-first'] as const).map((end) =>
      newListCursor({ list, platform, order: end }),
    ),
  );
  const others = listing.cursors.filter((other) => !isSameCursor(whole, other));
  return { ...listing, splitRows: page.totalCount, cursors: [...others, ...slices] };
}

/**
 * Returns true when the platforms have been read and are not the whole list. A post of no platform
 * is in no slice, so the counts of the slices must add up to that of the list. Where more rows have
 * come than posts added meanwhile explain, the counts are wrong and prove nothing.
 */
function lacksRows({ splitRows, cursors }: Listing): boolean {
  const slices = cursors.filter(({ platform }) => platform !== null);
  if (splitRows === null || slices.some(({ isDone }) => !isDone)) return false;
  const counted = slices.reduce(
    (sum, { order, totalRows }) => sum + (order === 'latest-first' ? (totalRows ?? 0) : 0),
    0,
  );
  const come = slices.reduce((sum, { newRows }) => sum + newRows, 0);
  return counted !== splitRows || come > splitRows + PAGE_LIMIT;
}
