import { deleteDB, type IDBPDatabase, openDB } from 'idb';
import type { StoredItems } from './storage-adapter.ts';

/*
 * Copies of the few values that nothing can bring back, in an IndexedDB of their own: a disk that damages the one database seldom
 * damages the other (`storage.local` is LevelDB in Chromium, and another database in Firefox). For the worker alone.
 */

const NAME = 'critical-copies';
const STORE = 'copies';

let opened: Promise<IDBPDatabase> | undefined;

function connect(): Promise<IDBPDatabase> {
  return openDB(NAME, 1, {
    upgrade(database) {
      database.createObjectStore(STORE);
    },
    terminated() {
      opened = undefined;
    },
  });
}

/** Opens the database once for each life of the worker. One that cannot be opened twice in a row is made anew, without any copies. */
function open(): Promise<IDBPDatabase> {
  opened ??= connect()
    .catch(connect)
    .catch(async () => {
      await deleteDB(NAME);
      return connect();
    });
  opened.catch(() => {
    opened = undefined;
  });
  return opened;
}

/** All copies, by storage key, each as it stood in storage. None when they cannot be read. */
export async function readBackups(): Promise<StoredItems> {
  try {
    const { store } = (await open()).transaction(STORE);
    const [keys, values] = await Promise.all([store.getAllKeys(), store.getAll()]);
    return Object.fromEntries(keys.map((key, index) => [String(key), values[index]]));
  } catch {
    return {};
  }
}

/** Keeps copies of `items`. Where the browser gives no IndexedDB the extension has to do without: nothing is thrown. */
export async function writeBackups(items: StoredItems): Promise<void> {
  try {
    const transaction = (await open()).transaction(STORE, 'readwrite');
    for (const [key, stored] of Object.entries(items)) void transaction.store.put(stored, key).catch(() => undefined);
    await transaction.done;
  } catch {
    // The value itself was written.
  }
}

/**
 * Drops copies, so that what is removed does not come back.
 *
 * @throws when there is a database that gives up neither the copies nor itself
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
    await deleteDB(NAME);
  }
}
