import * as z from 'zod/mini';
import type { TrackedAccount } from '../creator-audit/accounts.ts';
import type { Checkpoint } from '../sync/checkpoint.ts';
import type { RunStats } from '../sync/run-stats.ts';

/** Raised when the shape below, or that of the library's records, changes: the library is then fetched anew. */
const LEDGER_VERSION = 1;

const time = z.nullable(z.number());

/** What is known of one account whose posts are in the library. */
const listedAccountSchema = z.readonly(
  z.object({
    /** The run whose records hold its posts. */
    run: z.string(),
    listedAt: z.number(),
    posts: z.number(),
    /** The account's refresh as the API told it just before its posts were listed. */
    seenRefresh: time,
    /** The latest refresh of any of its posts. */
    newestRefresh: time,
    /** The API names it among the tracked accounts. */
    isTracked: z.boolean(),
  }),
);

/**
 * What the library holds, and since when: which run's records are those of each account, and how each account stood when it was listed. A
 * plain value, replaced as a whole when a sync completes; records that it does not name do not count. Times are ms since epoch.
 */
export const manifestSchema = z.readonly(
  z.object({
    version: z.literal(LEDGER_VERSION),
    /** What the library is of (`libraryScopeOf`). */
    scope: z.string(),
    /** The last run that changed the library. */
    run: z.string(),
    /** The run whose records hold the tracked accounts as the API told them; `null`: it did not. */
    surveyRun: z.nullable(z.string()),
    /** The last sweep through all account videos; posts of accounts that were not listed since are in its records. */
    sweep: z.nullable(
      z.readonly(
        z.object({
          run: z.string(),
          listedAt: z.number(),
          /** Rows in its records, those that no longer count included. */
          rows: z.number(),
          /** Posts that name no account. */
          orphans: z.number(),
        }),
      ),
    ),
    /** The posts tracked one by one. */
    videos: z.nullable(
      z.readonly(
        z.object({
          run: z.string(),
          listedAt: z.number(),
          posts: z.number(),
          /** When the next of them should have been refreshed; `null`: none will. */
          dueAt: time,
        }),
      ),
    ),
    accounts: z.readonly(z.record(z.string(), listedAccountSchema)),
    /** Deltas in the library's records, those that no longer count included. */
    deltaRows: z.number(),
    /** Rows without an id in what was listed last. */
    rowsWithoutId: z.number(),
  }),
);

export type LibraryManifest = z.infer<typeof manifestSchema>;
export type ListedAccount = z.infer<typeof listedAccountSchema>;

/** The stored ledger if it is of `scope`; else `null`: then everything has to be listed. */
export function usableManifest(stored: unknown, scope: string): LibraryManifest | null {
  const parsed = manifestSchema.safeParse(stored);
  return parsed.success && parsed.data.scope === scope ? parsed.data : null;
}

/** How many rows of the library's records count; a post that is in both lists counts twice. */
export function liveRowCount({ accounts, sweep, videos }: LibraryManifest): number {
  const ofAccounts = Object.values(accounts).reduce((sum, { posts }) => sum + posts, 0);
  return ofAccounts + (sweep?.orphans ?? 0) + (videos?.posts ?? 0);
}

/** Whether the records of `listing` (an account's id, or a whole list) by `run` may hold posts that count. */
export function isLive({ accounts, sweep, videos }: LibraryManifest, run: string, listing: string): boolean {
  if (listing === 'videos') return videos?.run === run;
  return listing === 'account-videos' ? sweep?.run === run : accounts[listing]?.run === run;
}

/** The ledger after `run` has completed: what it has listed takes the place of what was known of it. */
export function updateManifest(
  former: LibraryManifest | null,
  run: Checkpoint,
  tally: RunStats,
  surveyed: readonly TrackedAccount[] | null,
): LibraryManifest {
  const listedAt = run.startedAt;
  const listed = (id: string): ListedAccount => ({
    run: run.run,
    listedAt,
    posts: tally.accounts.get(id)?.posts ?? 0,
    newestRefresh: tally.accounts.get(id)?.newestRefresh ?? null,
    seenRefresh: null,
    isTracked: false,
  });
  const accounts = new Map<string, ListedAccount>();
  if (!run.isFullListing) {
    for (const [id, account] of Object.entries(former?.accounts ?? {})) {
      // Only a survey tells that an account is tracked no longer.
      accounts.set(id, surveyed === null ? account : { ...account, isTracked: false });
    }
  }
  const relisted = new Set(run.isFullListing ? tally.accounts.keys() : run.accountIds);
  for (const id of relisted) accounts.set(id, listed(id));
  for (const { id, refreshedAt } of surveyed ?? []) {
    const wasListed = run.isFullListing || relisted.has(id);
    const known = accounts.get(id);
    if (wasListed) accounts.set(id, { ...(known ?? listed(id)), seenRefresh: refreshedAt, isTracked: true });
    else if (known !== undefined) accounts.set(id, { ...known, isTracked: true });
  }
  for (const [id, { isTracked, posts }] of accounts) if (!isTracked && posts === 0) accounts.delete(id);
  return {
    version: LEDGER_VERSION,
    scope: run.libraryScope,
    run: hasChanges(run) || former === null ? run.run : former.run,
    surveyRun: surveyed === null ? null : run.run,
    sweep: run.isFullListing
      ? { run: run.run, listedAt, rows: tally.sweepRows, orphans: tally.orphans }
      : (former?.sweep ?? null),
    videos: run.listsVideos
      ? { run: run.run, listedAt, posts: tally.videos, dueAt: tally.videosDueAt }
      : (former?.videos ?? null),
    accounts: Object.fromEntries(accounts),
    deltaRows: (former?.deltaRows ?? 0) + tally.deltaRows,
    rowsWithoutId: run.isFullListing ? run.rowsWithoutId : Math.max(former?.rowsWithoutId ?? 0, run.rowsWithoutId),
  };
}

/** Whether the run has listed anything at all. */
export function hasChanges({ isFullListing, accountIds, listsVideos }: Checkpoint): boolean {
  return isFullListing || accountIds.length > 0 || listsVideos;
}
