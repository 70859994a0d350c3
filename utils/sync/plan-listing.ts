import type { TrackedAccount } from '../creator-audit/accounts.ts';
import { PAGE_LIMIT } from '../creator-audit/list-envelope.ts';
import type { VideoList } from '../creator-audit/video-page.ts';
import { DAY_MS, HOUR_MS } from '../time/units.ts';
import { type LibraryManifest, type ListedAccount, postCount } from './library-manifest.ts';

/** The age at which a listing is repeated although no refresh was reported, ms. */
const MAX_LISTING_AGE_MS = DAY_MS;

/**
 * The time after an account's refresh in which its posts may still lack the new counts, ms. As long
 * as none of them shows the refresh, the account is listed at each poll.
 */
const POSTS_FOLLOW_WITHIN_MS = 2 * HOUR_MS;

/** Requests of a full listing beside its pages: the first look at a list that is then split. */
const REQUESTS_OF_FULL_LISTING = 1;

/** The work of a run. */
export interface ListingPlan {
  /** All account videos are listed. */
  readonly isFullListing: boolean;
  /** The accounts whose posts are listed; empty for a full listing. */
  readonly accountIds: readonly string[];
  /** The posts tracked one by one are listed. */
  readonly listsVideos: boolean;
  /** The platforms of the tracked accounts, sorted; empty unless every account's is known. */
  readonly platforms: readonly string[];
}

/**
 * Decides what to list so that every post is known as it was last refreshed: accounts that were
 * refreshed, added or removed since their last listing, or not listed for a day; or everything,
 * where that takes fewer requests.
 *
 * @param manifest the state of the library; `null` when it is empty
 * @param accountPages the tracked accounts, read page by page; `null` where the API does not list
 *   them
 * @param now ms since epoch
 */
export async function planListing(
  manifest: LibraryManifest | null,
  accountPages: AsyncIterable<{ readonly accounts: readonly TrackedAccount[] }> | null,
  lists: readonly VideoList[],
  now: number,
): Promise<ListingPlan> {
  const listsVideos =
    lists.includes('videos') && (manifest === null || areVideosDue(manifest, now));
  if (!lists.includes('account-videos')) {
    return { isFullListing: false, accountIds: [], listsVideos, platforms: [] };
  }
  const { platforms, accountIds } = await scanAccounts(manifest, accountPages, now);
  return accountIds === null || isFullListingCheaper(manifest, accountIds, now)
    ? { isFullListing: true, accountIds: [], listsVideos, platforms }
    : { isFullListing: false, accountIds, listsVideos, platforms };
}

/** @returns `accountIds`: the accounts to list; `null` when they are unknown */
async function scanAccounts(
  manifest: LibraryManifest | null,
  accountPages: AsyncIterable<{ readonly accounts: readonly TrackedAccount[] }> | null,
  now: number,
): Promise<{
  readonly platforms: readonly string[];
  readonly accountIds: readonly string[] | null;
}> {
  const listed = manifest?.accounts ?? {};
  const platforms = new Set<string>();
  const tracked = new Set<string>();
  const refreshed = new Set<string>();
  const added = new Set<string>();
  let isKnown = false;
  for await (const { accounts } of accountPages ?? []) {
    isKnown = true;
    for (const account of accounts) {
      const known = listed[account.id];
      platforms.add(account.platform ?? '');
      tracked.add(account.id);
      if (known === undefined) added.add(account.id);
      else if (wasRefreshed(known, account)) refreshed.add(account.id);
    }
  }
  const known = Object.entries(listed).filter(
    ([id, account]) =>
      refreshed.has(id) || isOld(account.listedAt, now) || (account.isTracked && !tracked.has(id)),
  );
  return {
    platforms: platforms.has('') ? [] : [...platforms].sort(),
    accountIds: isKnown ? [...known.map(([id]) => id), ...added] : null,
  };
}

function isFullListingCheaper(
  manifest: LibraryManifest | null,
  accountIds: readonly string[],
  now: number,
): boolean {
  if (manifest?.fullListing == null) return true;
  // Posts that name no account come with full listings only.
  if (manifest.fullListing.postsWithoutAccount > 0 && isOld(manifest.fullListing.listedAt, now))
    return true;
  const requests = accountIds.reduce(
    (sum, id) => sum + pageCount(manifest.accounts[id]?.posts ?? 0),
    0,
  );
  return requests > pageCount(postCount(manifest)) + REQUESTS_OF_FULL_LISTING;
}

function wasRefreshed(account: ListedAccount, { refreshedAt }: TrackedAccount): boolean {
  const { seenRefresh, newestRefresh, listedAt } = account;
  // Without a time of refresh, listing is the only way to find out.
  if (refreshedAt === null) return newestRefresh !== null;
  if (refreshedAt !== seenRefresh) return true;
  const isBehind = account.posts > 0 && (newestRefresh === null || newestRefresh < refreshedAt);
  return isBehind && listedAt - refreshedAt < POSTS_FOLLOW_WITHIN_MS;
}

function areVideosDue({ videos }: LibraryManifest, now: number): boolean {
  return (
    videos === null || isOld(videos.listedAt, now) || (videos.dueAt !== null && videos.dueAt <= now)
  );
}

/** A time ahead of the clock counts as old: the clock was set back, so the age is unknown. */
function isOld(listedAt: number, now: number): boolean {
  return now - listedAt > MAX_LISTING_AGE_MS || listedAt > now;
}

function pageCount(posts: number): number {
  return Math.max(1, Math.ceil(posts / PAGE_LIMIT));
}
