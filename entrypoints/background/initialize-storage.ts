import { closeToUntrusted } from '../../utils/browser/close-to-untrusted.ts';
import { logEvent } from '../../utils/browser/event-log.ts';
import { healStorage } from '../../utils/browser/heal-storage.ts';
import { accessStorageBy } from '../../utils/browser/storage-port.ts';
import { noticesStore } from '../../utils/browser/stores.ts';
import { workerStorage } from '../../utils/browser/worker-storage.ts';

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
