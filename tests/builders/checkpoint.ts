import { type Checkpoint, newCheckpoint, type PendingPost } from '../../utils/sync/checkpoint.ts';
import { type ListCursor, newListCursor } from '../../utils/sync/listing/list-cursor.ts';
import type { Listing } from '../../utils/sync/listing/listing.ts';
import type { ApiCapabilities } from '../../utils/sync/sync-deps.ts';
import { aKeyHolder } from './key-holder.ts';
import { NOW } from './moments.ts';
import { postsNamed } from './post.ts';
import { settingsWith } from './settings.ts';

/** The checkpoint of a run that is to list all account videos and is about to ask for their first page: 7 days. */
export function aCheckpoint(changes: Partial<Checkpoint> = {}): Checkpoint {
  const planned = { accountScan: null, isFullListing: true, listing: aListing() };
  return { ...aNewCheckpoint(), ...planned, ...changes };
}

/** The checkpoint of a run that is about to make its very first request. */
export function aNewCheckpoint(changes: Partial<Checkpoint> = {}): Checkpoint {
  return { ...newCheckpoint(aKeyHolder(), settingsWith(), capabilities(), NOW, 0.5), ...changes };
}

/** The listing of all account videos, in the API's own order, that has not begun. */
export function aListing(changes: Partial<Listing> = {}): Listing {
  const nothing = { pendingAccountIds: [], useFilters: true, platforms: [], splitRows: null };
  return { cursors: [aListCursor()], ...nothing, ...changes };
}

/** A cursor through account videos, in the API's own order, that has not begun. */
export function aListCursor(changes: Partial<ListCursor> = {}): ListCursor {
  return { ...newListCursor({ list: 'account-videos' }), ...changes };
}

/** What is known of an API of which nothing was learned. */
export function capabilities(changes: Partial<ApiCapabilities> = {}): ApiCapabilities {
  return {
    deltasByGet: false,
    separateWindows: [],
    unansweredWindows: [],
    rateLimit: null,
    clockOffsetMs: 0,
    ...changes,
  };
}

/** The posts of those names (`postsNamed`) as they wait for their gains over all windows. */
export function pendingPosts(
  ids: readonly string[],
  windows: readonly number[] = aNewCheckpoint().windows,
): PendingPost[] {
  return postsNamed(...ids).map(({ id, lastRefreshedAt }) => [id, lastRefreshedAt, windows]);
}
