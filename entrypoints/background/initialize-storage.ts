import { logEvent } from '../../utils/storage/event-log.ts';
import { restrictStorageAccess } from '../../utils/storage/restrict-storage-access.ts';
import { openStorage } from '../../utils/storage/worker-storage.ts';
import { reconcileKeyPlace } from './reconcile-settings.ts';
import { finishPendingRemoval } from './remove-organization.ts';
import { withSettingsLock } from './settings-lock.ts';

/**
 * Runs before everything else that the worker does: restricts access to storage, repairs it where that is due, and
 * finishes a removal or a move of the API key. Never throws: what fails here is reported by whoever needs it next,
 * and done by the next start.
 */
export async function initializeStorage(): Promise<void> {
  await restrictStorageAccess();
  await openStorage().catch(() => undefined);
  await logEvent({ what: 'worker-started' });
  await withSettingsLock(finishPendingRemoval).catch(() => undefined);
  await withSettingsLock(reconcileKeyPlace).catch(() => undefined);
}
