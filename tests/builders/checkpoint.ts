import { type Checkpoint, newCheckpoint } from '../../utils/sync/checkpoint.ts';
import { type ListCursor, newListCursor } from '../../utils/sync/list-cursor.ts';
import { aKeyHolder } from './key-holder.ts';
import { NOW } from './moments.ts';
import { postsNamed } from './post.ts';
import { settingsWith } from './settings.ts';

/** The checkpoint of a run that is to walk all account videos and is about to ask for their first page: 7 days. */
export function aCheckpoint(changes: Partial<Checkpoint> = {}): Checkpoint {
  const planned = { accountScan: null, isPlanned: true, isFullListing: true, walks: [aWalk()] };
  return { ...aNewCheckpoint(), ...planned, ...changes };
}

/** The checkpoint of a run that is about to make its very first request. */
export function aNewCheckpoint(changes: Partial<Checkpoint> = {}): Checkpoint {
  return { ...newCheckpoint(aKeyHolder(), settingsWith(), false, NOW, 0.5), ...changes };
}

/** A walk through account videos, in the API's own order, that has not begun. */
export function aWalk(changes: Partial<ListCursor> = {}): ListCursor {
  return { ...newListCursor({ list: 'account-videos' }), ...changes };
}

/** The posts of those names (`postsNamed`) as they wait for their deltas. */
export function pendingPosts(ids: readonly string[]): Checkpoint['pending'] {
  return postsNamed(...ids).map(({ id, lastRefreshedAt }) => [id, lastRefreshedAt]);
}
