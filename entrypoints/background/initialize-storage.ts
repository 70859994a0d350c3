import { logEvent } from '../../utils/storage/event-log.ts';
import { restrictStorageAccess } from '../../utils/storage/restrict-storage-access.ts';
import { openStorage } from '../../utils/storage/worker-storage.ts';

/**
 * Runs before everything else that the worker does: restricts access to storage, and repairs it where that is
 * due. Never throws: when even the session fallback fails, the next read reports it.
 */
export async function initializeStorage(): Promise<void> {
  await restrictStorageAccess();
  await openStorage().catch(() => undefined);
  await logEvent({ what: 'worker-started' });
}
