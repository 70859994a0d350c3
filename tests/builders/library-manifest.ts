import type { LibraryManifest, ListedAccount } from '../../utils/sync/library-manifest.ts';
import { HOUR, NOW } from './time.ts';

/** Creates the manifest of a library after an empty full listing an hour ago. */
export function aLibraryManifest(changes: Partial<LibraryManifest> = {}): LibraryManifest {
  return {
    version: 1,
    scope: 'scope',
    run: 'run-1',
    accountsRun: 'run-1',
    fullListing: { listedAt: NOW - HOUR, postsWithoutAccount: 0 },
    videos: null,
    accounts: {},
    rowsWithoutId: 0,
    ...changes,
  };
}

/** Creates the entry of an account with 100 posts, listed an hour ago. */
export function aListedAccount(changes: Partial<ListedAccount> = {}): ListedAccount {
  return {
    listedAt: NOW - HOUR,
    posts: 100,
    seenRefresh: NOW - 6 * HOUR,
    newestRefresh: NOW - 6 * HOUR,
    isTracked: true,
    profile: null,
    ...changes,
  };
}
