import type { TrackedAccount } from '../creator-audit/accounts.ts';
import { PAGE_LIMIT, type VideoList } from '../creator-audit/video-page.ts';
import { type LibraryManifest, type ListedAccount, liveRowCount } from '../library/library-manifest.ts';

/** What has not been listed for so long is listed anyway, ms: so nothing that a survey cannot show is missed for longer. */
const MAX_LISTING_AGE_MS = 24 * 60 * 60 * 1000;

/**
 * For so long after an account was refreshed its posts may still be without the new counts, ms; while none of them shows the refresh, the
 * account is listed at each poll.
 */
const POSTS_FOLLOW_WITHIN_MS = 2 * 60 * 60 * 1000;

/** What a sweep asks for beside its pages: a look at the list before it is walked by platform. */
const REQUESTS_OF_SWEEP = 1;

/** What a run lists. */
export interface ListingPlan {
  /** All account videos. */
  readonly isSweep: boolean;
  /** Without a sweep: the accounts whose posts are listed. */
  readonly accountIds: readonly string[];
  /** The posts tracked one by one. */
  readonly videos: boolean;
}

/**
 * Decides what has to be listed so that every post is known as it was last refreshed: the accounts that the API says were refreshed since
 * they were last listed, what is new or gone, and what was not listed for a day; or everything, where that takes fewer requests.
 *
 * @param ledger what the library holds; `null`: nothing
 * @param surveyed the tracked accounts; `null` where the API does not tell
 * @param now ms since epoch
 */
export function planListing(
  ledger: LibraryManifest | null,
  surveyed: readonly TrackedAccount[] | null,
  lists: readonly VideoList[],
  now: number,
): ListingPlan {
  const videos = lists.includes('videos') && (ledger === null || areVideosDue(ledger, now));
  if (!lists.includes('account-videos')) return { isSweep: false, accountIds: [], videos };
  const sweep = { isSweep: true, accountIds: [], videos };
  if (ledger?.sweep == null || surveyed === null) return sweep;
  // Posts that name no account come with sweeps alone.
  if (ledger.sweep.orphans > 0 && isOld(ledger.sweep.listedAt, now)) return sweep;
  const accountIds = accountsToList(ledger, surveyed, now);
  const requests = accountIds.reduce((sum, id) => sum + pagesOf(ledger.accounts[id]?.posts ?? 0), 0);
  return requests > pagesOf(liveRowCount(ledger)) + REQUESTS_OF_SWEEP ? sweep : { isSweep: false, accountIds, videos };
}

function accountsToList({ accounts }: LibraryManifest, surveyed: readonly TrackedAccount[], now: number): string[] {
  const tracked = new Map(surveyed.map((account) => [account.id, account]));
  const known = Object.entries(accounts).filter(([id, account]) => {
    const told = tracked.get(id);
    return isOld(account.listedAt, now) || (told === undefined ? account.isTracked : wasRefreshed(account, told));
  });
  return [...known.map(([id]) => id), ...[...tracked.keys()].filter((id) => accounts[id] === undefined)];
}

function wasRefreshed(account: ListedAccount, { refreshedAt }: TrackedAccount): boolean {
  const { seenRefresh, newestRefresh, listedAt } = account;
  // An API that does not tell when accounts are refreshed leaves nothing but to look.
  if (refreshedAt === null) return newestRefresh !== null;
  if (refreshedAt !== seenRefresh) return true;
  const isBehind = account.posts > 0 && (newestRefresh === null || newestRefresh < refreshedAt);
  return isBehind && listedAt - refreshedAt < POSTS_FOLLOW_WITHIN_MS;
}

function areVideosDue({ videos }: LibraryManifest, now: number): boolean {
  return videos === null || isOld(videos.listedAt, now) || (videos.dueAt !== null && videos.dueAt <= now);
}

/** A time ahead of the clock means that the clock was set back: how long ago it was cannot be known. */
function isOld(listedAt: number, now: number): boolean {
  return now - listedAt > MAX_LISTING_AGE_MS || listedAt > now;
}

function pagesOf(posts: number): number {
  return Math.max(1, Math.ceil(posts / PAGE_LIMIT));
}
