import { syncGate } from '../../utils/sync/single-flight.ts';
import { askForRetirement } from './check-api-deprecation.ts';
import { repaintBadge } from './update-badge.ts';

/** The syncs of this worker; the lock keeps them apart from those of another, should there ever be two. */
export const { syncNow, cancelSync } = syncGate(async (trigger, cancel) => {
  const { syncOnce } = await import('./sync-engine.ts');
  const result = await navigator.locks.request('sync', () => syncOnce(trigger, cancel));
  await repaintBadge();
  // Nobody waits for it, and a next sync does not either.
  if (result === 'done' && !cancel.aborted) void askForRetirement();
  return result;
});
