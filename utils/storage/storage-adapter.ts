import { browser } from '../browser/browser.ts';

/**
 * A storage area: `local` survives a restart of the browser, `session` does not and is never on a
 * disk.
 */
export type StorageArea = 'local' | 'session';

/** Stored items by key. */
export type StoredItems = Readonly<Record<string, unknown>>;

/** Reads extension storage. */
export interface ReadableStorage {
  get(area: StorageArea, keys: readonly string[]): Promise<StoredItems>;
}

/** Reads and writes extension storage. */
export interface StorageAdapter extends ReadableStorage {
  /** Stores all of `items` or none. */
  set(area: StorageArea, items: StoredItems): Promise<void>;
  remove(area: StorageArea, keys: readonly string[]): Promise<void>;
}

/**
 * `getKeys` where the browser has it (Chrome 130, Firefox 143), which spares reading the values.
 */
interface KeyedArea {
  getKeys?(): Promise<string[]>;
  get(keys: null): Promise<StoredItems>;
}

const get: ReadableStorage['get'] = (area, keys) => browser.storage[area].get([...keys]);

/** The browser's storage to read from: all that a page needs for its first frame. */
export const readableStorage: ReadableStorage = { get };

/** The browser's storage without any precaution. */
export const browserStorage: StorageAdapter & {
  keys(area: StorageArea): Promise<readonly string[]>;
} = {
  async keys(name) {
    const area: KeyedArea = browser.storage[name];
    try {
      if (area.getKeys !== undefined) return await area.getKeys();
    } catch {
      // The values are read instead.
    }
    return Object.keys(await area.get(null));
  },
  get,
  set: (area, items) => browser.storage[area].set(items),
  remove: (area, keys) => browser.storage[area].remove([...keys]),
};
