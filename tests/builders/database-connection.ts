import { forceCloseDatabase, IDBDatabase } from 'fake-indexeddb';
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
