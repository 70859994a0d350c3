import { type ApiCapabilities, NOTHING_LEARNED } from '../../utils/sync/api-capabilities.ts';
import { type Checkpoint, newCheckpoint, type PendingPost } from '../../utils/sync/checkpoint.ts';
import { type ListCursor, newListCursor } from '../../utils/sync/listing/list-cursor.ts';
import type { Listing } from '../../utils/sync/listing/listing.ts';
import { aKeyOwner } from './key-owner.ts';
import { postsNamed } from './post.ts';
import { settingsWith } from './settings.ts';
import { NOW } from './time.ts';

/** Creates the checkpoint of a full listing over 7 days, before its first page. */
export function aCheckpoint(changes: Partial<Checkpoint> = {}): Checkpoint {
  const planned = { accountScan: null, isFullListing: true, listing: aListing() };
  return { ...aNewCheckpoint(), ...planned, ...changes };
}

/** Creates the checkpoint of a run before its first request. */
export function aNewCheckpoint(changes: Partial<Checkpoint> = {}): Checkpoint {
  return { ...newCheckpoint(aKeyOwner(), settingsWith(), capabilities(), NOW, 0.5), ...changes };
}

/** Creates a listing of all account videos in the API's own order, before its first page. */
export function aListing(changes: Partial<Listing> = {}): Listing {
  const nothing = { pendingAccountIds: [], useFilters: true, platforms: [], splitRows: null };
  return { cursors: [aListCursor()], ...nothing, ...changes };
}

/** Creates a cursor at the start of the account videos, in the API's own order. */
export function aListCursor(changes: Partial<ListCursor> = {}): ListCursor {
  return { ...newListCursor({ list: 'account-videos' }), ...changes };
}

/** Creates the capabilities of an API before any response. */
export function capabilities(changes: Partial<ApiCapabilities> = {}): ApiCapabilities {
  return { ...NOTHING_LEARNED, ...changes };
}

/** Creates pending entries of the posts with these ids (`postsNamed`) for all windows. */
export function pendingPosts(
  ids: readonly string[],
  windows: readonly number[] = aNewCheckpoint().windows,
): PendingPost[] {
  return postsNamed(...ids).map(({ id, lastRefreshedAt }) => [id, lastRefreshedAt, windows]);
}
