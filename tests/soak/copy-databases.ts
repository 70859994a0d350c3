import { IDBFactory } from 'fake-indexeddb';

/** Copies all databases of a browser. @throws Error if a store has more than keys and values */
export async function copyDatabases(original: IDBFactory): Promise<IDBFactory> {
  const copy = new IDBFactory();
  for (const { name, version } of await original.databases()) {
    if (name === undefined || version === undefined) continue;
    const from = await resultOf(original.open(name));
    const records = new Map<string, { keys: readonly IDBValidKey[]; values: readonly unknown[] }>();
    for (const storeName of from.objectStoreNames) {
      const store = from.transaction(storeName).objectStore(storeName);
      if (store.keyPath !== null || store.autoIncrement || store.indexNames.length > 0)
        throw new Error(`Of the store "${storeName}" not only the records have to be copied.`);
      const keys = await resultOf(store.getAllKeys());
      records.set(storeName, { keys, values: await resultOf(store.getAll()) });
    }
    from.close();
    const opening = copy.open(name, version);
    opening.addEventListener('upgradeneeded', () => {
      for (const [storeName, { keys, values }] of records) {
        const store = opening.result.createObjectStore(storeName);
        for (const [index, key] of keys.entries()) store.put(values[index], key);
      }
    });
    (await resultOf(opening)).close();
  }
  return copy;
}

/** Returns the result of a request to a database. */
export function resultOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error));
  });
}
