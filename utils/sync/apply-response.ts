import type { Post } from '../breakouts/model/post.ts';
import type { AccountsPage } from '../creator-audit/accounts.ts';
import { guardPaging } from '../creator-audit/paging-guard.ts';
import type { Problem } from '../creator-audit/problem/problem.ts';
import type { VideoPage } from '../creator-audit/video-page.ts';
import type { Checkpoint, PendingPost } from './checkpoint.ts';
import { isSameListCursor, isSameSlice, type ListCursor, newListCursor, remainingRows } from './list-cursor.ts';
import type { ListingPlan } from './plan-listing.ts';

/** A list of more rows is walked by platform and from both ends; one of fewer is soon walked as it is. */
const LARGE_LIST_ROWS = 1000;

/** So many platforms are walked beside each other, at most: each from both ends, with room left for deltas. */
const MOST_PLATFORMS = 3;

/** Returns the checkpoint after a page of the tracked accounts has come. */
export function applyAccountsPage(checkpoint: Checkpoint, { accounts, nextCursor }: AccountsPage): Checkpoint {
  const { accountScan } = checkpoint;
  return {
    ...checkpoint,
    accountScan:
      nextCursor === null || accountScan === null
        ? null
        : { cursor: nextCursor, pages: accountScan.pages + 1, parseFailures: 0 },
    nextRecord: checkpoint.nextRecord + 1,
    accounts: checkpoint.accounts + accounts.length,
  };
}

/** Returns the checkpoint with what to list decided. */
export function planned(checkpoint: Checkpoint, plan: ListingPlan): Checkpoint {
  const order = checkpoint.useFilters ? 'latest-first' : 'own';
  return {
    ...checkpoint,
    isPlanned: true,
    isFullListing: plan.isFullListing,
    listsVideos: plan.listsVideos,
    platforms: plan.platforms,
    accountIds: plan.accountIds,
    accountsToBegin: plan.accountIds,
    walks: [
      ...(plan.isFullListing ? [newListCursor({ list: 'account-videos', order })] : []),
      ...(plan.listsVideos ? [newListCursor({ list: 'videos', order })] : []),
    ],
  };
}

/** What a page led to. */
export type PageAbsorbed =
  | {
      readonly kind: 'kept';
      readonly checkpoint: Checkpoint;
      readonly newPosts: readonly Post[];
      /** Those of them whose deltas have to be asked for. */
      readonly pending: readonly PendingPost[];
    }
  /** The list is large: its posts will come by platform, and this page was but a look at it. */
  | { readonly kind: 'parted'; readonly checkpoint: Checkpoint }
  /** The parts that the API gives of its lists are not what was asked for. */
  | { readonly kind: 'no-parts' }
  | { readonly kind: 'problem'; readonly problem: Problem };

/**
 * The checkpoint after a page of `walk` has come, and the posts that are new with it: a list that changes while it is walked shows some
 * posts twice. A list that leads nowhere is a problem.
 *
 * A part that is walked from both ends is complete when as many rows have come as its first page said there are, or when one of the two
 * walks has come to the other end.
 *
 * @param knownIds the ids of all posts of the list so far
 * @param needDeltas those of the page whose deltas have to be asked for
 */
export function applyPage(
  checkpoint: Checkpoint,
  walk: ListCursor,
  page: VideoPage,
  knownIds: ReadonlySet<string>,
  needDeltas: (id: string) => boolean,
): PageAbsorbed {
  if (!page.isFiltered) return { kind: 'no-parts' };
  const parted = byPlatform(checkpoint, walk, page);
  if (parted !== null) return { kind: 'parted', checkpoint: parted };

  const newPosts = page.posts.filter(({ id }) => !knownIds.has(id));
  const moved: ListCursor = {
    ...walk,
    cursor: page.nextCursor,
    pages: walk.pages + 1,
    newRows: walk.newRows + newPosts.length + page.rowsWithoutId,
    totalRows: page.totalCount ?? walk.totalRows,
    isDone: page.nextCursor === null,
  };
  // What the walk from the other end, or the first walk of this one, has brought may fill many pages and says nothing of where they lead.
  const mayBeKnown = walk.wasRestarted || checkpoint.walks.filter((other) => isSameSlice(walk, other)).length > 1;
  const newRows = mayBeKnown ? page.rowCount : newPosts.length;
  const guarded = page.nextCursor === null ? null : guardPaging(walk.guard, page.nextCursor, newRows);
  if (guarded?.ok === false) return { kind: 'problem', problem: guarded.problem };
  const settled = withWalk(checkpoint, guarded === null ? moved : { ...moved, guard: guarded.guard });
  const otherEnd = newListCursor({ list: walk.list, order: 'earliest-first' });
  const pending = newPosts
    .filter(({ id }) => needDeltas(id))
    .map(({ id, lastRefreshedAt }): PendingPost => [id, lastRefreshedAt]);
  const absorbed: Checkpoint = {
    ...checkpoint,
    ...settled,
    walks: isLargeAtFirstSight(checkpoint, walk, page) ? [...settled.walks, otherEnd] : settled.walks,
    pending: [...checkpoint.pending, ...pending],
    nextRecord: checkpoint.nextRecord + 1,
    pages: checkpoint.pages + 1,
    posts: checkpoint.posts + newPosts.length,
    rowsWithoutId: checkpoint.rowsWithoutId + page.rowsWithoutId,
  };
  return arePartsWhole(absorbed) ? { kind: 'kept', checkpoint: absorbed, newPosts, pending } : { kind: 'no-parts' };
}

/** The checkpoint with a walk back at its start; what it has brought stays. */
export function restartListCursor(checkpoint: Checkpoint, walk: ListCursor): Checkpoint {
  const { newRows, totalRows } = walk;
  return { ...checkpoint, ...withWalk(checkpoint, { ...newListCursor(walk), newRows, totalRows, wasRestarted: true }) };
}

/** The checkpoint after the deltas of `ids` have come. */
export function applyDeltas(checkpoint: Checkpoint, ids: readonly string[]): Checkpoint {
  const answered = new Set(ids);
  return {
    ...checkpoint,
    pending: checkpoint.pending.filter(([id]) => !answered.has(id)),
    nextRecord: checkpoint.nextRecord + 1,
  };
}

/** The checkpoint that walks a large list by platform and from both ends; `null` where its first page is no reason to. */
function byPlatform(checkpoint: Checkpoint, walk: ListCursor, page: VideoPage): Checkpoint | null {
  const { platforms, walks } = checkpoint;
  const canBe = walk.list === 'account-videos' && platforms.length > 1 && platforms.length <= MOST_PLATFORMS;
  if (!canBe || !isLargeAtFirstSight(checkpoint, walk, page)) return null;
  const parts = platforms.flatMap((platform) =>
    (['latest-first', 'earliest-first'] as const).map((order) => newListCursor({ list: walk.list, platform, order })),
  );
  return {
    ...checkpoint,
    sweepRows: page.totalCount,
    walks: [...walks.filter((other) => !isSameListCursor(walk, other)), ...parts],
  };
}

function isLargeAtFirstSight(
  { useFilters }: Checkpoint,
  walk: ListCursor,
  { totalCount, nextCursor }: VideoPage,
): boolean {
  const isWhole = walk.accountId === null && walk.platform === null;
  const isFirst = walk.pages === 0 && walk.order === 'latest-first' && nextCursor !== null;
  return useFilters && isWhole && isFirst && totalCount !== null && totalCount > LARGE_LIST_ROWS;
}

/** A post of no platform, or of one that no account has, is in no part: the parts together must have as many rows as the list. */
function arePartsWhole({ sweepRows, walks }: Checkpoint): boolean {
  const parts = walks.filter(({ platform }) => platform !== null);
  if (sweepRows === null || parts.some(({ isDone }) => !isDone)) return true;
  const total = parts.reduce((sum, { order, totalRows }) => sum + (order === 'latest-first' ? (totalRows ?? 0) : 0), 0);
  return total === sweepRows;
}

/**
 * The walks with one of them moved on. A part that is complete is so for the walk from its other end too; a walk that is alone ends where the API
 * says that it does, whatever it said of the number of rows.
 */
function withWalk(
  { walks, accountsToBegin }: Checkpoint,
  moved: ListCursor,
): Pick<Checkpoint, 'walks' | 'accountsToBegin'> {
  const isKnown = walks.some((walk) => isSameListCursor(walk, moved));
  const all = isKnown ? walks.map((walk) => (isSameListCursor(walk, moved) ? moved : walk)) : [...walks, moved];
  const isPair = all.filter((walk) => isSameSlice(walk, moved)).length > 1;
  const isComplete = moved.isDone || (isPair && remainingRows(moved, all) === 0);
  const settled = isComplete ? all.map((walk) => (isSameSlice(walk, moved) ? { ...walk, isDone: true } : walk)) : all;
  return {
    walks: settled.filter(({ accountId, isDone }) => accountId === null || !isDone),
    accountsToBegin: accountsToBegin.filter((id) => id !== moved.accountId),
  };
}
