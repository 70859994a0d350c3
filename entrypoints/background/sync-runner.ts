import { singleFlight } from '../../utils/sync/single-flight.ts';
import { checkApiDeprecation } from './check-api-deprecation.ts';
import { refreshOverview } from './refresh-overview.ts';
import { syncWithRecovery } from './sync-with-recovery.ts';

/**
 * The syncs of this worker. The lock keeps them apart from those of another worker, should there
 * ever be two.
 */
export const { syncNow, withSyncStopped } = singleFlight(async (trigger, cancel) => {
  const result = await navigator.locks.request('sync', () => syncWithRecovery(trigger, cancel));
  // Not awaited: neither the caller nor the next sync needs the result.
  if (result === 'done' && !cancel.aborted) {
    void checkApiDeprecation();
    void refreshOverview(cancel);
  }
  return result;
});
