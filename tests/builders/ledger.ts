import type { LibraryManifest, ListedAccount } from '../../utils/library/library-manifest.ts';
import { HOUR, NOW } from './moments.ts';

/** What a library holds after a sweep an hour ago that found nothing. */
export function aLedger(changes: Partial<LibraryManifest> = {}): LibraryManifest {
  return {
    version: 1,
    scope: 'scope',
    run: 'run-1',
    surveyRun: 'run-1',
    sweep: { run: 'run-1', listedAt: NOW - HOUR, rows: 0, orphans: 0 },
    videos: null,
    accounts: {},
    deltaRows: 0,
    rowsWithoutId: 0,
    ...changes,
  };
}

/** An account of 100 posts, listed an hour ago. */
export function aListedAccount(changes: Partial<ListedAccount> = {}): ListedAccount {
  return {
    run: 'run-1',
    listedAt: NOW - HOUR,
    posts: 100,
    seenRefresh: NOW - 6 * HOUR,
    newestRefresh: NOW - 6 * HOUR,
    isTracked: true,
    ...changes,
  };
}
