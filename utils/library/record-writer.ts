import { unwrap } from 'idb';
import type { LibrarySchema, LibraryStore, LibraryTransaction } from './library-database.ts';

/** Writes of a transaction that are not waited for one by one: a failed one aborts it. */
export interface RecordWriter {
  put<Name extends LibraryStore>(
    name: Name,
    record: LibrarySchema[Name]['value'],
    key: LibrarySchema[Name]['key'],
  ): void;
  delete<Name extends LibraryStore>(name: Name, key: LibrarySchema[Name]['key']): void;
  /** Returns the cause of an error that may only report that the transaction was aborted. */
  causeOf(error: unknown): unknown;
}

/**
 * Creates the writer of a transaction. A promise and two listeners for each of the hundreds of
 * thousands of records of a large run take more memory than the records, until they are collected.
 */
export function recordWriter(transaction: LibraryTransaction): RecordWriter {
  const opened = unwrap(transaction);
  let failed: DOMException | null = null;
  // In the capture phase, which comes before idb rejects `transaction.done` without the cause.
  opened.addEventListener(
    'error',
    ({ target }) => {
      failed ??= (target as IDBRequest).error;
    },
    { capture: true },
  );
  return {
    put: (name, record, key) => void opened.objectStore(name).put(record, key),
    delete: (name, key) => void opened.objectStore(name).delete(key),
    // The transaction knows why the browser has aborted it: requests under way fail with an
    // `AbortError` then, and new ones because it is inactive.
    causeOf: (error) => opened.error ?? failed ?? error,
  };
}
