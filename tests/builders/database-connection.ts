import { forceCloseDatabase, IDBDatabase, IDBObjectStore } from 'fake-indexeddb';
import { vi } from 'vitest';

/** Runs `work`, and returns the connection to a database that it used first. */
export async function connectionUsedBy(work: () => Promise<unknown>): Promise<IDBDatabase> {
  const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction');
  await work();
  const [connection] = transaction.mock.contexts;
  transaction.mockRestore();
  if (!(connection instanceof IDBDatabase)) throw new Error('no database was used');
  return connection;
}

/** Closes a connection as a browser does whose storage fails. */
export async function loseConnection(connection: IDBDatabase): Promise<void> {
  const closed = new Promise((resolve) => connection.addEventListener('close', resolve));
  // Its types name the class in place of an instance.
  forceCloseDatabase(connection as never);
  await closed;
}

/**
 * Runs `work`, and counts the transactions that it has begun for writing, and those of them that
 * are committed when it ends.
 */
export async function transactionsOf(
  work: () => Promise<unknown>,
): Promise<{ readonly begun: number; readonly committed: number }> {
  const counts = { begun: 0, committed: 0 };
  const { transaction: begin } = IDBDatabase.prototype;
  const spy = vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (
    this: IDBDatabase,
    ...parameters
  ) {
    const transaction = begin.apply(this, parameters);
    if (transaction.mode === 'readwrite') {
      counts.begun += 1;
      transaction.addEventListener('complete', () => {
        counts.committed += 1;
      });
    }
    return transaction;
  });
  await work();
  spy.mockRestore();
  return counts;
}

/** Aborts every transaction that deletes, as browsers do when they cannot commit it. */
export function abortDeletions(): void {
  const { delete: deleteRecord } = IDBObjectStore.prototype;
  const aborted = new Set<unknown>();
  vi.spyOn(IDBObjectStore.prototype, 'delete').mockImplementation(function (
    this: IDBObjectStore,
    key,
  ) {
    const { transaction } = this;
    if (!aborted.has(transaction)) queueMicrotask(() => transaction.abort());
    aborted.add(transaction);
    return deleteRecord.call(this, key);
  });
}
