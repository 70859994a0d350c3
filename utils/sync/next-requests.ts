import { MAX_IDS_PER_REQUEST } from '../creator-audit/deltas.ts';
import { PAGE_LIMIT } from '../creator-audit/list-envelope.ts';
import type { Checkpoint } from './checkpoint.ts';
import { isSameListCursor, isSameSlice, type ListCursor, newListCursor, remainingRows } from './list-cursor.ts';

/** Requests under way at the same time, at most. */
export const MAX_IN_FLIGHT = 6;

/** So many posts may wait for their deltas while lists go on: the checkpoint names them, and is stored with every answer. */
const MOST_PENDING = 2000;

/** Asks for the next page of the tracked accounts. */
export interface AccountsRequest {
  readonly kind: 'accounts';
  readonly cursor: string | null;
  /** Its number, from 0. */
  readonly page: number;
}

/** Asks for the next page of a list, or of a part of one. */
export interface PageRequest {
  readonly kind: 'page';
  readonly walk: ListCursor;
}

/** Asks for the deltas of some posts. */
export interface DeltasRequest {
  readonly kind: 'deltas';
  readonly ids: readonly string[];
  readonly byGet: boolean;
}

/** A request that the sync can make now. */
export type SyncRequest = AccountsRequest | PageRequest | DeltasRequest;

/**
 * The requests that `checkpoint` calls for and that are not under way yet. The accountScan of the accounts comes first. Then pages of one walk
 * follow one another; other walks, and the deltas of what was listed, go beside them. Deltas are asked for by full batches, the last of
 * them when every walk has ended. Pages go first, those of the longest lists before others, for the last page of the longest walk is what the
 * run waits for; deltas fill the room that is left, until too many posts wait for theirs.
 *
 * @param inFlight the steps under way
 */
export function nextRequests(checkpoint: Checkpoint, inFlight: readonly SyncRequest[]): SyncRequest[] {
  const room = Math.max(0, MAX_IN_FLIGHT - inFlight.length);
  const { accountScan } = checkpoint;
  if (accountScan !== null) {
    const isAsked = inFlight.some(({ kind }) => kind === 'accounts');
    return isAsked
      ? []
      : [{ kind: 'accounts' as const, cursor: accountScan.cursor, page: accountScan.pages }].slice(0, room);
  }
  const deltas = deltasSteps(checkpoint, inFlight);
  const pages = pageSteps(checkpoint, inFlight, room);
  return (checkpoint.pending.length < MOST_PENDING ? [...pages, ...deltas] : [...deltas, ...pages]).slice(0, room);
}

function deltasSteps({ pending, walks, accountsToBegin, deltasByGet }: Checkpoint, inFlight: readonly SyncRequest[]) {
  const size = MAX_IDS_PER_REQUEST[deltasByGet ? 'GET' : 'POST'];
  const asked = new Set(inFlight.flatMap((step) => (step.kind === 'deltas' ? step.ids : [])));
  const unasked = pending.map(([id]) => id).filter((id) => !asked.has(id));
  const listsEnded = accountsToBegin.length === 0 && walks.every(({ isDone }) => isDone);
  const steps: DeltasRequest[] = [];
  for (let start = 0; start < unasked.length; start += size) {
    const ids = unasked.slice(start, start + size);
    if (ids.length === size || listsEnded) steps.push({ kind: 'deltas', ids, byGet: deltasByGet });
  }
  return steps;
}

function pageSteps(
  { walks, accountsToBegin }: Checkpoint,
  inFlight: readonly SyncRequest[],
  room: number,
): PageRequest[] {
  const underWay = inFlight.flatMap((step) => (step.kind === 'page' ? [step.walk] : []));
  const steps: PageRequest[] = [];
  const left = new Map(walks.map((walk) => [walk, remainingRows(walk, walks) ?? 0]));
  for (const walk of walks.toSorted((a, b) => (left.get(b) ?? 0) - (left.get(a) ?? 0))) {
    if (walk.isDone || underWay.some((other) => isSameListCursor(walk, other))) continue;
    const beside = [...underWay, ...steps.map((step) => step.walk)].filter((other) => isSameSlice(walk, other));
    // What is on its way from the other end may be all that is left; how much there is, its first page tells.
    const toCome = remainingRows(walk, walks) ?? (walk.pages === 0 && walk.order === 'earliest-first' ? 0 : Infinity);
    if (beside.length * PAGE_LIMIT >= toCome && beside.length > 0) continue;
    steps.push({ kind: 'page', walk });
  }
  // The walks of accounts begin as there is room for them.
  const begun = new Set(underWay.map(({ accountId }) => accountId));
  for (const accountId of accountsToBegin) {
    if (steps.length >= room) break;
    if (!begun.has(accountId)) steps.push({ kind: 'page', walk: newListCursor({ list: 'account-videos', accountId }) });
  }
  return steps;
}
