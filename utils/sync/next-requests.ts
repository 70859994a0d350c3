import { MAX_IDS_PER_REQUEST } from '../creator-audit/deltas.ts';
import { type Checkpoint, hasListedAll } from './checkpoint.ts';
import type { ListCursor } from './listing/list-cursor.ts';
import { nextPages } from './listing/listing.ts';
import { MAX_IN_FLIGHT } from './rate-budget.ts';

/** Posts that may wait for their gains while lists are read: they are held in memory. */
const MAX_PENDING = 2000;

/** A request for the next page of the tracked accounts. */
export interface AccountsRequest {
  readonly kind: 'accounts';
  readonly cursor: string | null;
  /** The number of the page, from 0. */
  readonly page: number;
}

/** A request for the next page of a slice of a list. */
export interface PageRequest {
  readonly kind: 'page';
  readonly listCursor: ListCursor;
}

/** A request for the gains of some posts. */
export interface DeltasRequest {
  readonly kind: 'deltas';
  readonly ids: readonly string[];
  /** Days. */
  readonly windows: readonly number[];
  readonly byGet: boolean;
}

/** A request that the sync can make now. */
export type SyncRequest = AccountsRequest | PageRequest | DeltasRequest;

/**
 * Returns the requests that `checkpoint` needs and that are not under way. The tracked accounts
 * come first. Then pages of lists go before gains, because the run waits for the last page of the
 * longest list, until too many posts wait for their gains. Gains are asked for in full batches, the
 * rest once every list has ended.
 *
 * @param inFlight the requests under way
 */
export function nextRequests(
  checkpoint: Checkpoint,
  inFlight: readonly SyncRequest[],
): SyncRequest[] {
  const room = Math.max(0, MAX_IN_FLIGHT - inFlight.length);
  const { accountScan, listing } = checkpoint;
  if (accountScan !== null) {
    const request = {
      kind: 'accounts' as const,
      cursor: accountScan.cursor,
      page: accountScan.pages,
    };
    return inFlight.some(({ kind }) => kind === 'accounts') ? [] : [request].slice(0, room);
  }
  if (listing === null) return [];
  const listCursors = inFlight.flatMap((request) =>
    request.kind === 'page' ? [request.listCursor] : [],
  );
  const pages = nextPages(listing, listCursors, room).map((listCursor) => ({
    kind: 'page' as const,
    listCursor,
  }));
  if (checkpoint.pending.length < MAX_PENDING)
    return [...pages, ...deltasRequests(checkpoint, inFlight, room - pages.length)];
  return [...deltasRequests(checkpoint, inFlight, room), ...pages].slice(0, room);
}

function deltasRequests(
  checkpoint: Checkpoint,
  inFlight: readonly SyncRequest[],
  room: number,
): DeltasRequest[] {
  // Most often pages fill it: then the posts need not be looked at.
  if (room === 0) return [];
  const { pending, separateWindows, deltasByGet: byGet } = checkpoint;
  const size = MAX_IDS_PER_REQUEST[byGet ? 'GET' : 'POST'];
  const asked = new Set(
    inFlight.flatMap((request) => (request.kind === 'deltas' ? request.ids : [])),
  );
  /** Posts by the windows of their next request, until there are enough for one. */
  const batches = new Map<string, string[]>();
  const nextWindows = windowsOfNextRequest(separateWindows);
  const requests: DeltasRequest[] = [];
  for (const [id, , remaining] of pending) {
    if (asked.has(id)) continue;
    const { key, windows } = nextWindows(remaining);
    const ids = batches.get(key) ?? [];
    if (ids.push(id) === 1) batches.set(key, ids);
    if (ids.length < size) continue;
    requests.push({ kind: 'deltas', ids, windows, byGet });
    if (requests.length === room) return requests;
    batches.delete(key);
  }
  if (hasListedAll(checkpoint)) {
    for (const [key, ids] of batches)
      requests.push({ kind: 'deltas', ids, windows: key.split(',').map(Number), byGet });
  }
  return requests.slice(0, room);
}

/**
 * Returns the function that picks the windows of a post's next request from those that are left:
 * all that the API answers together, or one. Thousands of posts share their lists of windows.
 */
function windowsOfNextRequest(separateWindows: readonly number[]) {
  const known = new Map<
    readonly number[],
    { readonly key: string; readonly windows: readonly number[] }
  >();
  return (remaining: readonly number[]) => {
    const seen = known.get(remaining);
    if (seen !== undefined) return seen;
    const together = remaining.filter((days) => !separateWindows.includes(days));
    const windows = together.length > 0 ? together : remaining.slice(0, 1);
    const next = { key: windows.join(), windows };
    known.set(remaining, next);
    return next;
  };
}
