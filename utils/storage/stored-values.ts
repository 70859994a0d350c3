import * as declared from './registry.ts';
import { type ReadableValue, readValues, storedValue, writeEntries } from './stored-value.ts';
import type { StorageEntry } from './value-declaration.ts';
import { workerStorage } from './worker-storage.ts';

/*
 * The persisted values as the worker reads and writes them. Pages use `page-values.ts`. The API key
 * is read by `api-key-store.ts` alone, the addresses of webhooks by `webhook-store.ts`.
 */

export const keyOwnerStore = storedValue(declared.keyOwner, workerStorage);
export const settingsStore = storedValue(declared.settings, workerStorage);
export const settingTimesStore = storedValue(declared.settingTimes, workerStorage);
export const settingsSharingStore = storedValue(declared.settingsSharing, workerStorage);
export const marksStore = storedValue(declared.marks, workerStorage);
export const flagsStore = storedValue(declared.flags, workerStorage);
export const evidenceLogStore = storedValue(declared.evidenceLog, workerStorage);
export const sensitivityPreviewStore = storedValue(declared.sensitivityPreviews, workerStorage);
export const publicationStore = storedValue(declared.publication, workerStorage);
export const syncStatusStore = storedValue(declared.syncStatus, workerStorage);
export const apiCapabilitiesStore = storedValue(declared.apiCapabilities, workerStorage);
export const hiddenColumnsStore = storedValue(declared.hiddenColumns, workerStorage);
export const noticesStore = storedValue(declared.notices, workerStorage);
export const apiDeprecationStore = storedValue(declared.apiDeprecation, workerStorage);
export const channelsStore = storedValue(declared.channels, workerStorage);
export const alertMemoryStore = storedValue(declared.alertMemory, workerStorage);
export const alertPauseStore = storedValue(declared.alertPause, workerStorage);
export const desktopNoticesStore = storedValue(declared.desktopNotices, workerStorage);
export const outboxStore = storedValue(declared.outbox, workerStorage);
export const savedFiltersStore = storedValue(declared.savedFilters, workerStorage);
export const overviewStore = storedValue(declared.overview, workerStorage);
export const eventsStore = storedValue(declared.events, workerStorage);
export const dueJobsStore = storedValue(declared.dueJobs, workerStorage);
export const pendingRemovalStore = storedValue(declared.pendingRemoval, workerStorage);

/** Reads several values of one area in one call. */
export function readBatch<T extends readonly ReadableValue<unknown>[]>(...values: T) {
  return readValues(workerStorage, values);
}

/** Writes several values of one area in one atomic call. */
export function writeBatch(entries: readonly StorageEntry[]): Promise<void> {
  return writeEntries(workerStorage, entries);
}
