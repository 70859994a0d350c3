import type { VideoPage } from '../../creator-audit/video-page.ts';
import type { ListCursor } from './list-cursor.ts';

/**
 * Returns the cursors of a slice after a page from one of its ends has come. The slice is complete
 * when the ends have met, or when one of them has read all of it (`has_next` is false). The API's
 * own count of rows is never proof.
 *
 * @param asked the cursor before the page
 * @param cursor the cursor after it
 * @param other the cursor from the other end; `null`: there is none
 * @param knownIds the ids of the list before the page
 * @returns `'one-end'` when the API ignores the order that was asked for; `'gap'` when both ends
 *   have ended without meeting, because the API cuts the slice short
 */
export function readFromEnds(
  asked: ListCursor,
  cursor: ListCursor,
  other: ListCursor | null,
  page: VideoPage,
  knownIds: ReadonlySet<string>,
): readonly ListCursor[] | 'one-end' | 'gap' {
  if (other === null) return [cursor];
  const firstId = page.posts[0]?.id;
  const startsKnown = firstId !== undefined && knownIds.has(firstId);
  const isFirstPage = asked.pages === 0 && !asked.wasRestarted && other.pages > 0;
  // It starts with a post that the other end came by, and that is not at its end: the API ignores
  // the order.
  if (isFirstPage && startsKnown && !other.isDone) return 'one-end';

  const meeting = meetingOf(asked, other, page, knownIds);
  const seen = {
    ...cursor,
    sawOtherStart: cursor.sawOtherStart || hasPost(page, other.firstId),
    meetsAt: meeting === 'at-end' ? other.lastId : null,
  };
  const hasReadAll =
    (seen.isDone && seen.sawOtherStart) ||
    (other.isDone && (other.sawOtherStart || (isFirstPage && startsKnown))) ||
    // An end without any post proves nothing of the slice; the other one has ended where the API
    // says so.
    (seen.isDone && other.isDone && (seen.firstId === null || other.firstId === null));
  const isOnlyPage = seen.isDone && seen.pages === 1 && other.pages === 0;
  if (meeting === 'met' || isOnlyPage || (hasReadAll && !isShort(seen, other))) {
    return [
      { ...seen, isDone: true },
      { ...other, isDone: true },
    ];
  }
  return seen.isDone && other.isDone ? 'gap' : [seen, other];
}

/**
 * Decides if the page meets the rows read from the other end: its last post comes after a new one
 * and before a known one. Posts of equal time may come in the same order from both ends; between
 * them the post before is known or the one after is new, and both ends continue.
 *
 * @returns `'at-end'` when the next page is needed to decide
 */
function meetingOf(
  asked: ListCursor,
  other: ListCursor,
  { posts }: VideoPage,
  knownIds: ReadonlySet<string>,
): 'met' | 'at-end' | null {
  const isAtMeeting =
    asked.meetsAt !== null || (other.meetsAt !== null && other.meetsAt === asked.lastId);
  // A page may repeat the end of the one before.
  const start = posts.findIndex(({ id }) => id === asked.lastId) + 1;
  const next = posts[start];
  if (isAtMeeting && next !== undefined && knownIds.has(next.id)) return 'met';
  const place = other.lastId === null ? -1 : posts.findIndex(({ id }) => id === other.lastId);
  if (place < start) return null;
  const before = posts[place - 1]?.id ?? asked.lastId;
  const isBeforeNew =
    before === asked.lastId ? asked.isLastNew : before !== null && !knownIds.has(before);
  if (!isBeforeNew) return null;
  const after = posts[place + 1]?.id;
  if (after === undefined) return 'at-end';
  return knownIds.has(after) ? 'met' : null;
}

/**
 * Returns true when fewer rows have come than the API counts. The count may be wrong: it proves
 * nothing else.
 */
function isShort(cursor: ListCursor, other: ListCursor): boolean {
  return cursor.newRows + other.newRows < (cursor.totalRows ?? other.totalRows ?? 0);
}

function hasPost({ posts }: VideoPage, id: string | null): boolean {
  return id !== null && posts.some((post) => post.id === id);
}
