import { logEvent } from '../../utils/storage/event-log.ts';
import { restrictStorageAccess } from '../../utils/storage/restrict-storage-access.ts';
import { openStorage } from '../../utils/storage/worker-storage.ts';
import { reconcileKeyPlace } from './reconcile-settings.ts';
import { finishPendingRemoval } from './remove-organization.ts';
import { withSettingsLock } from './settings-lock.ts';

/**
 * Runs before all other work of the worker: restricts access to storage, repairs it when that is
 * due, and finishes an interrupted removal or move of the API key. Never throws: the next reader
 * reports a failure, and the next start tries again.
 */
export async function initializeStorage(): Promise<void> {
  await restrictStorageAccess();
  await openStorage().catch(() => undefined);
  await logEvent({ type: 'worker-started' });
  await withSettingsLock(finishPendingRemoval).catch(() => undefined);
  await withSettingsLock(reconcileKeyPlace).catch(() => undefined);
}
