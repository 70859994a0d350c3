import { deleteDB, type IDBPDatabase, openDB } from 'idb';
import type { StoredItems } from './storage-adapter.ts';
import { StorageError, toStorageError } from './storage-error.ts';

/*
 * Copies of the few values that cannot be had again, in an IndexedDB database of their own: damage
 * to `storage.local` (LevelDB in Chromium, a separate database in Firefox) seldom affects both. For
 * the worker alone.
 */

const NAME = 'critical-copies';
const STORE = 'copies';

let opened: Promise<IDBPDatabase> | undefined;

async function connect(): Promise<IDBPDatabase> {
  return openDB(NAME, 1, {
    upgrade(database) {
      database.createObjectStore(STORE);
    },
    terminated() {
      opened = undefined;
    },
  });
}

/** Opens the database once per life of the worker. A damaged one is deleted and created again. */
function open(): Promise<IDBPDatabase> {
  opened ??= connect()
    .catch(connect)
    .catch(async (error) => {
      const failure = toStorageError('backups', error);
      if (!(failure instanceof StorageError) || failure.kind !== 'storage-damaged') throw failure;
      await deleteDatabase();
      return connect();
    });
  opened.catch(() => {
    opened = undefined;
  });
  return opened;
}

/** Deletes the database. Rejects, rather than wait, when another connection holds it. */
function deleteDatabase(): Promise<void> {
  return new Promise((resolve, reject) => {
    const blocked = () => reject(new StorageError('storage-unavailable', 'backups'));
    deleteDB(NAME, { blocked }).then(resolve, reject);
  });
}

/** Reads all copies by storage key, each as it was stored; none when they cannot be read. */
export async function readBackups(): Promise<StoredItems> {
  try {
    const { store } = (await open()).transaction(STORE);
    const [keys, values] = await Promise.all([store.getAllKeys(), store.getAll()]);
    return Object.fromEntries(keys.map((key, index) => [String(key), values[index]]));
  } catch {
    return {};
  }
}

/**
 * Stores copies of `items`. Never throws: without IndexedDB the extension works without backups.
 */
export async function writeBackups(items: StoredItems): Promise<void> {
  try {
    const transaction = (await open()).transaction(STORE, 'readwrite');
    for (const [key, stored] of Object.entries(items))
      void transaction.store.put(stored, key).catch(() => undefined);
    await transaction.done;
  } catch {
    // The value itself was written.
  }
}

/**
 * Deletes copies, so that removed values do not come back.
 *
 * @throws when neither the copies nor the whole database can be deleted
 */
export async function deleteBackups(keys: readonly string[]): Promise<void> {
  const database = await open().catch(() => null);
  if (database === null) return;
  try {
    const transaction = database.transaction(STORE, 'readwrite');
    for (const key of keys) void transaction.store.delete(key).catch(() => undefined);
    await transaction.done;
  } catch {
    database.close();
    opened = undefined;
    await deleteDatabase();
  }
}
