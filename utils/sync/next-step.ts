import { batchesOf, MOST_IDS } from '../creator-audit/deltas.ts';
import type { Checkpoint, Walk } from './checkpoint.ts';

/** Requests under way at the same time, at most. */
export const MOST_IN_FLIGHT = 6;

/** Asks for the next page of a list. */
export interface PageStep {
  readonly kind: 'page';
  readonly walk: Walk;
}

/** Asks for the deltas of some posts. */
export interface DeltasStep {
  readonly kind: 'deltas';
  readonly ids: readonly string[];
  readonly byGet: boolean;
}

/** A request that the sync can make now. */
export type Step = PageStep | DeltasStep;

/**
 * The requests that `checkpoint` calls for and that are not under way yet. Pages of one list follow one another; different lists,
 * and the deltas of what was listed, go beside them. Deltas are asked for by full batches, the last of them when every list has
 * ended.
 *
 * @param inFlight the steps under way
 */
export function nextSteps(checkpoint: Checkpoint, inFlight: readonly Step[]): Step[] {
  const walked = new Set(inFlight.map((step) => (step.kind === 'page' ? step.walk.list : null)));
  const steps: Step[] = checkpoint.walks
    .filter(({ isDone, list }) => !isDone && !walked.has(list))
    .map((walk) => ({ kind: 'page', walk }));

  const size = MOST_IDS[checkpoint.deltasByGet ? 'GET' : 'POST'];
  const asked = new Set(inFlight.flatMap((step) => (step.kind === 'deltas' ? step.ids : [])));
  const unasked = checkpoint.pendingIds.filter((id) => !asked.has(id));
  const listsEnded = checkpoint.walks.every(({ isDone }) => isDone);
  for (const ids of batchesOf(unasked, size)) {
    if (ids.length === size || listsEnded) steps.push({ kind: 'deltas', ids, byGet: checkpoint.deltasByGet });
  }
  return steps.slice(0, Math.max(0, MOST_IN_FLIGHT - inFlight.length));
}
