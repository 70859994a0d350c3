import { IDBFactory } from 'fake-indexeddb';

/** The records of a database: the keys and values of each store. */
export interface StoredDatabase {
  readonly name: string;
  readonly version: number;
  readonly stores: ReadonlyMap<string, StoredRecords>;
}

interface StoredRecords {
  readonly keys: readonly IDBValidKey[];
  readonly values: readonly unknown[];
}

/** Reads all databases of a browser. @throws Error if a store has more than keys and values */
export async function readDatabases(indexedDb: IDBFactory): Promise<readonly StoredDatabase[]> {
  const databases: StoredDatabase[] = [];
  for (const { name, version } of await indexedDb.databases()) {
    if (name === undefined || version === undefined) continue;
    const database = await resultOf(indexedDb.open(name));
    const stores = new Map<string, StoredRecords>();
    for (const storeName of database.objectStoreNames) {
      const store = database.transaction(storeName).objectStore(storeName);
      if (store.keyPath !== null || store.autoIncrement || store.indexNames.length > 0)
        throw new Error(`Of the store "${storeName}" not only the records have to be copied.`);
      const keys = await resultOf(store.getAllKeys());
      stores.set(storeName, { keys, values: await resultOf(store.getAll()) });
    }
    database.close();
    databases.push({ name, version, stores });
  }
  return databases;
}

/** Creates the databases of a browser with these records. */
export async function createDatabases(databases: readonly StoredDatabase[]): Promise<IDBFactory> {
  const indexedDb = new IDBFactory();
  for (const { name, version, stores } of databases) {
    const opening = indexedDb.open(name, version);
    opening.addEventListener('upgradeneeded', () => {
      for (const [storeName, { keys, values }] of stores) {
        const store = opening.result.createObjectStore(storeName);
        for (const [index, key] of keys.entries()) store.put(values[index], key);
      }
    });
    (await resultOf(opening)).close();
  }
  return indexedDb;
}

/** Returns the result of a request to a database. */
export function resultOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error));
  });
}
