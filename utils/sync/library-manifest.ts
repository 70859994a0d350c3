import * as z from 'zod/mini';
import type { TrackedAccount } from '../creator-audit/accounts.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { RunStats } from './run-stats.ts';

/** The version of the shapes below. Raise it when they change: everything is then listed again. */
const HEAD_VERSION = 1;

const text = z.nullable(z.string());
const number = z.nullable(z.number());

/** The description of a tracked account: everything but its id and its refresh. */
export type AccountProfile = Readonly<Omit<TrackedAccount, 'id' | 'refreshedAt'>>;

const profileFields = {
  platform: text,
  username: text,
  creatorName: text,
  category: text,
  // Accounts stored before tags were kept have none until the API's answer changes.
  tags: z.catch(z.readonly(z.array(z.string())), []),
  followerCount: number,
  isActive: z.boolean(),
  isUnavailable: z.boolean(),
  postLookbackDays: number,
  maxRecentPosts: number,
} satisfies Record<keyof AccountProfile, z.ZodMiniType>;

/** A tracked account as the API described it. */
export const trackedAccountSchema = z.object({
  id: z.string(),
  refreshedAt: number,
  ...profileFields,
}) satisfies z.ZodMiniType<TrackedAccount>;

/** The state of an account whose posts are in the library. */
export const listedAccountSchema = z.readonly(
  z.object({
    listedAt: z.number(),
    posts: z.number(),
    /** The account's last refresh as the API reported it just before its posts were listed. */
    seenRefresh: number,
    /** The latest refresh of any of its posts. */
    newestRefresh: number,
    /** The API names it among the tracked accounts. */
    isTracked: z.boolean(),
    /** The account as the API described it last; `null`: never. */
    profile: z.nullable(z.readonly(z.object(profileFields))),
  }),
);

/** The part of the manifest that is stored as one record. Times are ms since epoch. */
export const libraryHeadSchema = z.object({
  version: z.literal(HEAD_VERSION),
  /** The scope of the library (`libraryScopeOf`). */
  scope: z.string(),
  /** The last run that changed the library. */
  run: z.string(),
  /** The run that fetched the pages of tracked accounts; `null`: the API does not list them. */
  accountsRun: z.nullable(z.string()),
  /** The last listing of all account videos. */
  fullListing: z.nullable(
    z.readonly(
      z.object({
        listedAt: z.number(),
        /** Posts that name no account of the API: only full listings bring them. */
        postsWithoutAccount: z.number(),
      }),
    ),
  ),
  /** The posts tracked one by one. */
  videos: z.nullable(
    z.readonly(
      z.object({
        listedAt: z.number(),
        posts: z.number(),
        /** The time when the next of them should be refreshed; `null`: none will be. */
        dueAt: number,
      }),
    ),
  ),
  /** The number of rows without an id in the last listing. */
  rowsWithoutId: z.number(),
});

export type LibraryHead = z.infer<typeof libraryHeadSchema>;
export type ListedAccount = z.infer<typeof listedAccountSchema>;

/** The contents of the library, and their age. */
export interface LibraryManifest extends Readonly<LibraryHead> {
  readonly accounts: Readonly<Record<string, ListedAccount>>;
}

/** Returns the manifest if it is of `scope`; else `null`: then everything has to be listed. */
export function usableManifest(
  stored: LibraryManifest | null,
  scope: string,
): LibraryManifest | null {
  return stored?.scope === scope ? stored : null;
}

/** The number of posts in the library; one that is in both lists counts twice. */
export function postCount({ accounts, fullListing, videos }: LibraryManifest): number {
  const ofAccounts = Object.values(accounts).reduce((sum, { posts }) => sum + posts, 0);
  return ofAccounts + (fullListing?.postsWithoutAccount ?? 0) + (videos?.posts ?? 0);
}

/**
 * The manifest after `run` has completed.
 *
 * @param accountPages the tracked accounts, page by page; `null`: the API does not list them
 */
export async function updateManifest(
  former: LibraryManifest | null,
  run: Checkpoint,
  stats: RunStats,
  accountPages: AsyncIterable<{ readonly accounts: readonly TrackedAccount[] }> | null,
): Promise<LibraryManifest> {
  const listedAt = run.startedAt;
  const accounts = new Map<string, ListedAccount>();
  const listed = (id: string): ListedAccount => ({
    listedAt,
    posts: stats.accounts.get(id)?.posts ?? 0,
    newestRefresh: stats.accounts.get(id)?.newestRefresh ?? null,
    seenRefresh: null,
    isTracked: false,
    profile: former?.accounts[id]?.profile ?? null,
  });
  if (!run.isFullListing) {
    for (const [id, account] of Object.entries(former?.accounts ?? {})) {
      // Only the pages of accounts show that an account is no longer tracked.
      accounts.set(id, accountPages === null ? account : { ...account, isTracked: false });
    }
  }
  const relisted = new Set(run.isFullListing ? stats.accounts.keys() : run.accountIds);
  for (const id of relisted) accounts.set(id, listed(id));
  for await (const page of accountPages ?? []) {
    for (const { id, refreshedAt, ...profile } of page.accounts) {
      const account = accounts.get(id);
      if (run.isFullListing || relisted.has(id)) {
        accounts.set(id, {
          ...(account ?? listed(id)),
          ...{ seenRefresh: refreshedAt, isTracked: true, profile },
        });
      } else if (account !== undefined) {
        accounts.set(id, { ...account, isTracked: true, profile });
      }
    }
  }
  for (const [id, { isTracked, posts }] of accounts) {
    if (!isTracked && posts === 0) accounts.delete(id);
  }
  return {
    version: HEAD_VERSION,
    scope: run.libraryScope,
    run: hasChanges(run) || former === null ? run.run : former.run,
    accountsRun: accountPages === null ? null : run.run,
    fullListing: run.isFullListing
      ? { listedAt, postsWithoutAccount: stats.postsWithoutAccount }
      : (former?.fullListing ?? null),
    videos: run.listsVideos
      ? { listedAt, posts: stats.videos, dueAt: stats.videosDueAt }
      : (former?.videos ?? null),
    accounts: Object.fromEntries(accounts),
    rowsWithoutId: run.isFullListing
      ? run.rowsWithoutId
      : Math.max(former?.rowsWithoutId ?? 0, run.rowsWithoutId),
  };
}

/** Returns true if the run has listed anything. */
export function hasChanges({ isFullListing, accountIds, listsVideos }: Checkpoint): boolean {
  return isFullListing || accountIds.length > 0 || listsVideos;
}
