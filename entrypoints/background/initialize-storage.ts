import { logEvent } from '../../utils/storage/event-log.ts';
import { healStorage } from '../../utils/storage/repair-storage.ts';
import { closeToUntrusted } from '../../utils/storage/restrict-storage-access.ts';
import { accessStorageBy } from '../../utils/storage/storage-adapter.ts';
import { noticesStore } from '../../utils/storage/stored-values.ts';
import { workerStorage } from '../../utils/storage/worker-storage.ts';

/** What comes before everything else that the worker does: storage is closed to others, looked over, and mended. Never throws. */
export async function startUp(): Promise<void> {
  accessStorageBy(workerStorage);
  try {
    await closeToUntrusted();
    const found = await healStorage();
    await logEvent({ what: 'worker-started' });
    if (found.length === 0) return;
    await noticesStore.write([...new Set([...(await noticesStore.read()), ...found])]);
    for (const notice of found) await logEvent({ what: 'storage-healed', outcome: notice });
  } catch {
    // Storage that cannot even be given up: whoever reads it next says so.
  }
}
