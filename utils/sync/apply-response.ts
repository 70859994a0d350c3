import type { AccountsPage } from '../creator-audit/accounts.ts';
import type { DeltasResponse } from '../creator-audit/deltas.ts';
import type { VideoPage } from '../creator-audit/video-page.ts';
import type { Checkpoint, PendingPost } from './checkpoint.ts';
import { applyPage as applyListedPage, type ListingStep, startListing } from './listing/listing.ts';
import type { DeltasRequest, PageRequest } from './next-requests.ts';
import type { ListingPlan } from './plan-listing.ts';

/** Returns the checkpoint after a page of the tracked accounts. */
export function applyAccountsPage(
  checkpoint: Checkpoint,
  { accounts, nextCursor }: AccountsPage,
): Checkpoint {
  const pages = (checkpoint.accountScan?.pages ?? 0) + 1;
  return {
    ...checkpoint,
    accountScan: nextCursor === null ? null : { cursor: nextCursor, pages, parseFailures: 0 },
    nextRecord: checkpoint.nextRecord + 1,
    accounts: checkpoint.accounts + accounts.length,
  };
}

/** Returns the checkpoint with a plan, and its listing started. */
export function applyPlan(checkpoint: Checkpoint, plan: ListingPlan): Checkpoint {
  const { isFullListing, accountIds, listsVideos } = plan;
  const listing = startListing(plan, checkpoint.useFilters);
  return { ...checkpoint, isFullListing, accountIds, listsVideos, listing };
}

/** The effect of a page of posts. */
export type AppliedPage =
  | {
      readonly kind: 'accepted';
      readonly checkpoint: Checkpoint;
      readonly newPosts: VideoPage['posts'];
      /** The posts whose gains have to be requested. */
      readonly pending: readonly PendingPost[];
    }
  | { readonly kind: 'split'; readonly checkpoint: Checkpoint }
  | Exclude<ListingStep, { listing: unknown }>;

/**
 * Returns the checkpoint after a page of posts, and the posts that are new with it.
 *
 * @param knownIds the ids of the page's list so far
 * @param needDeltas the ids of the page's posts whose gains have to be asked for
 */
export function applyPage(
  checkpoint: Checkpoint,
  { listCursor }: PageRequest,
  page: VideoPage,
  knownIds: ReadonlySet<string>,
  needDeltas: ReadonlySet<string>,
): AppliedPage {
  if (checkpoint.listing === null) throw new Error('a page came before anything was planned');
  const step = applyListedPage(checkpoint.listing, listCursor, page, knownIds);
  if (step.kind === 'split')
    return { kind: 'split', checkpoint: { ...checkpoint, listing: step.listing } };
  if (step.kind !== 'accepted') return step;
  const { listing, newPosts } = step;
  const pending = newPosts
    .filter(({ id }) => needDeltas.has(id))
    .map(({ id, lastRefreshedAt }): PendingPost => [id, lastRefreshedAt, checkpoint.windows]);
  return {
    kind: 'accepted',
    newPosts,
    pending,
    checkpoint: {
      ...checkpoint,
      listing,
      pending: [...checkpoint.pending, ...pending],
      nextRecord: checkpoint.nextRecord + 1,
      pages: checkpoint.pages + 1,
      posts: checkpoint.posts + newPosts.length,
      rowsWithoutId: checkpoint.rowsWithoutId + page.rowsWithoutId,
    },
  };
}

/** The effect of a response with gains. */
export interface AppliedDeltas {
  readonly checkpoint: Checkpoint;
  /** The posts that were asked for, and the windows that count as answered for them, days. */
  readonly asked: readonly PendingPost[];
  readonly windows: readonly number[];
}

/**
 * Returns the checkpoint after a response with gains. A window that it lacks is asked for once more
 * on its own; one that is lacking then too stays unknown, and is not asked for alone again.
 */
export function applyDeltas(
  checkpoint: Checkpoint,
  { ids, windows }: DeltasRequest,
  { missingWindows }: Pick<DeltasResponse, 'missingWindows'>,
): AppliedDeltas {
  const isAlone = windows.length === 1;
  const lacking = missingWindows.filter((days) => !checkpoint.unansweredWindows.includes(days));
  const answered = isAlone ? windows : windows.filter((days) => !lacking.includes(days));
  const askedIds = new Set(ids);
  const asked = checkpoint.pending.filter(([id]) => askedIds.has(id));
  // Posts with the same windows left share one list of them.
  const leftOf = new Map<readonly number[], readonly number[]>();
  const pending = checkpoint.pending.flatMap((post): PendingPost[] => {
    const [id, refreshedAt, remaining] = post;
    if (!askedIds.has(id)) return [post];
    const left = leftOf.get(remaining) ?? remaining.filter((days) => !answered.includes(days));
    leftOf.set(remaining, left);
    return left.length === 0 ? [] : [[id, refreshedAt, left]];
  });
  return {
    asked,
    windows: answered,
    checkpoint: {
      ...checkpoint,
      ...(isAlone ? withoutAnswer(checkpoint, lacking) : askedAlone(checkpoint, lacking)),
      pending,
      nextRecord: checkpoint.nextRecord + 1,
    },
  };
}

type WindowLists = Pick<Checkpoint, 'separateWindows' | 'unansweredWindows'>;

function askedAlone(
  { separateWindows, unansweredWindows }: WindowLists,
  days: readonly number[],
): WindowLists {
  return { separateWindows: [...new Set([...separateWindows, ...days])], unansweredWindows };
}

function withoutAnswer(
  { separateWindows, unansweredWindows }: WindowLists,
  days: readonly number[],
): WindowLists {
  return {
    separateWindows: separateWindows.filter((other) => !days.includes(other)),
    unansweredWindows: [...new Set([...unansweredWindows, ...days])],
  };
}
