import { eraseLibrary } from '../../utils/library/library-database.ts';
import { deleteApiKey } from '../../utils/storage/api-key-store.ts';
import { unpublish } from '../../utils/storage/published-rankings.ts';
import {
  ORGANIZATION_KEYS,
  ORGANIZATION_VALUES,
  SESSION_ORGANIZATION_KEYS,
} from '../../utils/storage/registry.ts';
import {
  pendingRemovalStore,
  settingsSharingStore,
  settingsStore,
  settingTimesStore,
} from '../../utils/storage/stored-values.ts';
import { type StorageEntry, toEntry } from '../../utils/storage/value-declaration.ts';
import { workerStorage } from '../../utils/storage/worker-storage.ts';
import { scheduleResume } from './job-list.ts';
import { withOutboxLock } from './outbox-lock.ts';
import { withPublishLock } from './publish-lock.ts';
import { withdrawAllNotices } from './show-notices.ts';

/**
 * Removes the API key and everything of its organization, so that only the settings stay. Call it
 * while no sync runs. When the worker dies in the middle, the next start finishes it.
 */
export async function disconnect(): Promise<void> {
  await pendingRemovalStore.write('disconnect');
  await finishPendingRemoval();
}

/** Removes the settings, too. Call it while no sync runs; a next start finishes it. */
export async function eraseEverything(): Promise<void> {
  await pendingRemovalStore.write('everything');
  await finishPendingRemoval();
}

/**
 * Returns the entries that leave nothing of an organization in extension storage and mark the rest
 * for removal.
 */
export function resetEntries(): readonly StorageEntry[] {
  return [
    ...ORGANIZATION_VALUES.map((declaration) => toEntry(declaration, declaration.fallback)),
    pendingRemovalStore.toEntry('other-organization'),
  ];
}

/** Finishes a removal that was begun. May be repeated. */
export async function finishPendingRemoval(): Promise<void> {
  const removal = await pendingRemovalStore.read();
  if (removal === null) return;
  await withPublishLock(async () => {
    await withOutboxLock(async () => {
      if (removal !== 'other-organization') {
        await deleteApiKey();
        await workerStorage.remove('local', ORGANIZATION_KEYS);
      }
      await workerStorage.remove('session', SESSION_ORGANIZATION_KEYS);
    });
    if (removal === 'everything') {
      for (const { remove } of [settingsStore, settingTimesStore, settingsSharingStore])
        await remove();
    }
    await withdrawAllNotices();
    await unpublish();
    await eraseLibrary();
  });
  await scheduleResume(null);
  await pendingRemovalStore.remove();
}
