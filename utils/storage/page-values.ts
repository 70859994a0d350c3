import { pageStorage } from './page-storage.ts';
import * as declared from './registry.ts';
import { type ReadableValue, readableValue, readValues } from './stored-value.ts';

/* The persisted values as pages read them: pages write nothing. */

export const settingsValue = readableValue(declared.settings, pageStorage);
export const settingsSharingValue = readableValue(declared.settingsSharing, pageStorage);
export const keyOwnerValue = readableValue(declared.keyOwner, pageStorage);
export const syncStatusValue = readableValue(declared.syncStatus, pageStorage);
export const noticesValue = readableValue(declared.notices, pageStorage);
export const apiDeprecationValue = readableValue(declared.apiDeprecation, pageStorage);
export const sensitivityPreviewValue = readableValue(declared.sensitivityPreviews, pageStorage);
export const channelsValue = readableValue(declared.channels, pageStorage);
export const outboxValue = readableValue(declared.outbox, pageStorage);
export const hiddenColumnsValue = readableValue(declared.hiddenColumns, pageStorage);
export const flagsValue = readableValue(declared.flags, pageStorage);
export const savedFiltersValue = readableValue(declared.savedFilters, pageStorage);
export const eventsValue = readableValue(declared.events, pageStorage);

/** Reads several values of one area in one call. */
export function readPageValues<T extends readonly ReadableValue<unknown>[]>(...values: T) {
  return readValues(pageStorage, values);
}
