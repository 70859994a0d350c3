import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { openDB, unwrap } from 'idb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { LibraryTransaction } from '../../../utils/library/library-database.ts';
import { recordWriter } from '../../../utils/library/record-writer.ts';

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

describe('recordWriter', () => {
  it('knows the cause of a failed write before anything else learns of it', async () => {
    const database = await openDB('any', 1, {
      upgrade: (opened) => void opened.createObjectStore('posts'),
    });
    await database.put('posts', 'record', 'key');
    const transaction = database.transaction('posts', 'readwrite');
    const { causeOf } = recordWriter(transaction as unknown as LibraryTransaction);
    const request = unwrap(transaction).objectStore('posts').add('record', 'key');
    const aborted = new DOMException('', 'AbortError');
    expect(causeOf(aborted)).toBe(aborted);
    // Browsers settle promises between two listeners, when the transaction has no error yet.
    const cause = new Promise((resolve) => {
      request.addEventListener('error', () => resolve(causeOf(aborted)));
    });
    await expect(transaction.done).rejects.toThrow();
    expect(await cause).toMatchObject({ name: 'ConstraintError' });
  });
});
