import { browser } from '../browser/browser.ts';

/** Where a value is kept: `local` survives a restart of the browser, `session` does not and is never on a disk. */
export type StorageArea = 'local' | 'session';

/** What stands in a storage area, by key. */
export type StoredItems = Readonly<Record<string, unknown>>;

/** The ways to extension storage. Pages and the worker each take precautions of their own against storage that is damaged. */
export interface StorageAdapter {
  get(area: StorageArea, keys: readonly string[]): Promise<StoredItems>;
  /** All of `items` or none. */
  set(area: StorageArea, items: StoredItems): Promise<void>;
  remove(area: StorageArea, keys: readonly string[]): Promise<void>;
}

/** The browser's storage as it is. */
export const browserStorage: StorageAdapter = {
  get: (area, keys) => browser.storage[area].get([...keys]),
  set: (area, items) => browser.storage[area].set(items),
  remove: (area, keys) => browser.storage[area].remove([...keys]),
};

/**
 * Stands in `session` when the browser can no longer use `local`: everything that belongs there then stands in `session`, under the
 * same keys, for as long as the browser stays open.
 */
export const SESSION_FALLBACK_FLAG = 'standsInForLocal';

let port = browserStorage;

/** The way to storage that this page, or the worker, has chosen. */
export function storage(): StorageAdapter {
  return port;
}

/** Chooses the way to storage. Called once, before anything is read. */
export function setStorageAdapter(chosen: StorageAdapter): void {
  port = chosen;
}
