import { logEvent } from '../../utils/storage/event-log.ts';
import { repairStorage } from '../../utils/storage/repair-storage.ts';
import { restrictStorageAccess } from '../../utils/storage/restrict-storage-access.ts';
import { setStorageAdapter } from '../../utils/storage/storage-adapter.ts';
import { noticesStore } from '../../utils/storage/stored-values.ts';
import { workerStorage } from '../../utils/storage/worker-storage.ts';

/** What comes before everything else that the worker does: storage is closed to others, looked over, and mended. Never throws. */
export async function initializeStorage(): Promise<void> {
  setStorageAdapter(workerStorage);
  try {
    await restrictStorageAccess();
    const found = await repairStorage();
    await logEvent({ what: 'worker-started' });
    if (found.length === 0) return;
    await noticesStore.write([...new Set([...(await noticesStore.read()), ...found])]);
    for (const notice of found) await logEvent({ what: 'storage-healed', outcome: notice });
  } catch {
    // Storage that cannot even be given up: whoever reads it next says so.
  }
}
