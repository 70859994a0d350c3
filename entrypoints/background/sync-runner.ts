import { singleFlight } from '../../utils/sync/single-flight.ts';
import { checkApiDeprecation } from './check-api-deprecation.ts';
import { syncWithRecovery } from './sync-with-recovery.ts';
import { updateBadge } from './update-badge.ts';

/** The syncs of this worker; the lock keeps them apart from those of another, should there ever be two. */
export const { syncNow, withSyncStopped } = singleFlight(async (trigger, cancel) => {
  const result = await navigator.locks.request('sync', () => syncWithRecovery(trigger, cancel));
  await updateBadge();
  // Nobody waits for it, and a next sync does not either.
  if (result === 'done' && !cancel.aborted) void checkApiDeprecation();
  return result;
});

/** Aborts the running sync. Resolves when it has stopped. */
export function cancelSync(): Promise<void> {
  return withSyncStopped(async () => {});
}
