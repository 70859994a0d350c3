import type { AccountTracking } from '../../utils/breakouts/rule/missing-reason.ts';
import { type LibraryPosts, readPosts, readProfiles } from '../../utils/library/read-library.ts';
import type { AccountProfile, LibraryHead } from '../../utils/sync/library-manifest.ts';

/** Posts that can be ranked, with what is needed of their accounts. */
export interface RankableLibrary {
  readonly posts: LibraryPosts;
  /** The way CreatorAudit refreshes each account, by key; missing: it is not known. */
  readonly trackingOf: ReadonlyMap<string, AccountTracking>;
  /** Reads the descriptions of accounts, by key. */
  readonly profilesOf: (
    accountKeys: ReadonlySet<string>,
  ) => Promise<ReadonlyMap<string, AccountProfile>>;
  readonly rowsWithoutId: number;
}

/**
 * Reads the posts of the library, and the little of each account that ranking takes: a list of
 * 100,000 accounts takes about 27 MB.
 *
 * @throws StorageError when the database fails
 */
export async function libraryOf(head: LibraryHead): Promise<RankableLibrary> {
  const trackingOf = new Map<string, AccountTracking>();
  const shared = new Map<string, AccountTracking>();
  const posts = await readPosts(head, (id, { profile }) => {
    if (profile === null) return;
    const { isActive, isUnavailable, postLookbackDays, maxRecentPosts } = profile;
    const tracking = { isActive, isUnavailable, postLookbackDays, maxRecentPosts };
    const facts = JSON.stringify(tracking);
    const kept = shared.get(facts) ?? tracking;
    shared.set(facts, kept);
    trackingOf.set(id, kept);
  });
  return { posts, trackingOf, profilesOf: readProfiles, rowsWithoutId: head.rowsWithoutId };
}
