import { IDBDatabase, IDBObjectStore } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { packSeries } from '../../../utils/history/packed-series.ts';
import { connectionUsedBy, loseConnection } from '../../builders/database-connection.ts';
import {
  type LibraryWorker,
  newEmptyLibrary,
  newLibraryWorker,
} from '../../builders/library-runs.ts';
import { pointAt } from '../history/history-builders.ts';

let library: LibraryWorker;

beforeEach(async () => {
  library = await newEmptyLibrary();
});
afterEach(() => vi.restoreAllMocks());

/**
 * Opening the database named fails in the next worker, as browsers fail: with one name for
 * everything.
 */
function failToOpen(name: string): void {
  const { open } = IDBFactory.prototype;
  vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(function (this: IDBFactory, ...args) {
    if (args[0] === name) throw new DOMException('Internal error', 'UnknownError');
    return open.apply(this, args);
  });
}

const databaseNames = async () => (await indexedDB.databases()).map(({ name }) => name).sort();

const historyOf = (...daysAgo: number[]) =>
  packSeries(new Map([['p', daysAgo.map((days) => pointAt(days, { views: 100 - days }))]]));

const storeHistory = (account: string, ...daysAgo: number[]) =>
  library.withLibrary((database) => database.put('history', historyOf(...daysAgo), [account, 0]));

/** The days at which the post of an account was counted. */
async function countedDays(account: string): Promise<number> {
  for await (const series of library.historyOf(new Set([account]), {}))
    return series.get('p')?.length ?? 0;
  return 0;
}

describe('withLibrary', () => {
  it('reports a library that cannot be opened as unavailable, and deletes nothing', async () => {
    await storeHistory('a', 1);
    library = await newLibraryWorker();
    failToOpen('library-1');
    const reading = library.withLibrary((database) => database.count('history'));
    await expect(reading).rejects.toMatchObject({ kind: 'storage-unavailable', store: 'library' });
    vi.restoreAllMocks();
    // The next call opens it again.
    expect(await countedDays('a')).toBe(1);
  });

  it('reports a full disk as storage-full', async () => {
    vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(() => {
      throw new DOMException('', 'QuotaExceededError');
    });
    await expect(library.withLibrary(async () => 0)).rejects.toMatchObject({
      ...{ kind: 'storage-full', store: 'library' },
    });
  });

  it.each(['InvalidStateError', 'AbortError'])('reopens the database after an %s', async (name) => {
    await storeHistory('a', 1);
    const { transaction } = IDBDatabase.prototype;
    const used = new Set<IDBDatabase>();
    vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (
      this: IDBDatabase,
      ...args
    ) {
      used.add(this);
      if (used.size === 1) throw new DOMException('', name);
      return transaction.apply(this, args);
    });
    await expect(countedDays('a')).rejects.toMatchObject({ kind: 'storage-unavailable' });
    expect(await countedDays('a')).toBe(1);
  });
});

describe.each(['eraseLibrary', 'rebuildLibrary', 'salvageOlder'] as const)('%s', (name) => {
  it('names the library when the databases cannot be listed', async () => {
    vi.spyOn(IDBFactory.prototype, 'databases').mockRejectedValue(
      new DOMException('', 'UnknownError'),
    );
    const failed = { kind: 'storage-damaged', store: 'library' };
    await expect(library[name]()).rejects.toMatchObject(failed);
  });
});

describe('connection to the library', () => {
  it('stays open when only the work has failed', async () => {
    await storeHistory('a', 1);
    const open = vi.spyOn(IDBFactory.prototype, 'open');
    for (const error of [new TypeError('a bug'), new DOMException('', 'DataError')]) {
      const failing = library.withLibrary(() => Promise.reject(error));
      await expect(failing).rejects.toThrow();
    }
    expect(await countedDays('a')).toBe(1);
    expect(open).not.toHaveBeenCalled();
  });

  it('is to a database of its own, whichever others there are', async () => {
    (await openDB('critical-copies', 1)).close();
    await storeHistory('a', 1);
    expect(await databaseNames()).toEqual(['critical-copies', 'library-1']);
    await library.eraseLibrary();
    expect(await databaseNames()).toEqual(['critical-copies']);
  });

  it('is opened again once the browser has closed it', async () => {
    await loseConnection(await connectionUsedBy(() => storeHistory('a', 1)));
    expect(await countedDays('a')).toBe(1);
  });

  it('is opened again once another worker has erased the library', async () => {
    await storeHistory('a', 1);
    const former = library;
    library = await newLibraryWorker();
    await library.eraseLibrary();
    expect(await former.withLibrary((database) => database.count('history'))).toBe(0);
  });
});

describe('the name of the library', () => {
  it('has the highest number, whatever the names of other databases', async () => {
    for (const name of ['library-9', 'library-10', 'library-99-copy', 'my-library-98']) {
      (
        await openDB(name, 1, { upgrade: (made) => void made.createObjectStore('history') })
      ).close();
    }
    const other = await openDB('library-10', 1);
    await other.put('history', historyOf(3, 2), ['a', 0]);
    other.close();
    const stored = await library.withLibrary((database) => database.getAll('history'));
    expect(stored).toEqual([historyOf(3, 2)]);
    await library.eraseLibrary();
    expect(await databaseNames()).toEqual(['library-99-copy', 'my-library-98']);
  });
});

describe('rebuildLibrary', () => {
  it('keeps the history, drops the posts, and deletes the old database', async () => {
    await storeHistory('a', 2, 1);
    await library.withLibrary((database) => database.put('posts', 'junk', ['videos', 'a', 0]));
    expect(await library.rebuildLibrary()).toEqual({ copied: 1, lost: 0, isMovedAside: false });
    expect(await databaseNames()).toEqual(['library-2']);
    expect(await countedDays('a')).toBe(2);
    expect(await library.withLibrary((database) => database.count('posts'))).toBe(0);
    library = await newLibraryWorker();
    expect(await countedDays('a')).toBe(2);
  });

  it('saves every readable record and counts the others', async () => {
    for (const account of ['a', 'b', 'c']) await storeHistory(account, 1);
    await library.withLibrary((database) => database.put('history', { version: 1 }, ['c', 0]));
    const { get } = IDBObjectStore.prototype;
    vi.spyOn(IDBObjectStore.prototype, 'get').mockImplementation(function (
      this: IDBObjectStore,
      key,
    ) {
      if (this.transaction.db.name === 'library-1' && String(key) === 'b,0')
        throw new DOMException('', 'DataError');
      return get.call(this, key);
    });
    expect(await library.rebuildLibrary()).toEqual({ copied: 1, lost: 2, isMovedAside: false });
    vi.restoreAllMocks();
    expect([await countedDays('a'), await countedDays('b')]).toEqual([1, 0]);
  });

  it('keeps a database that fails to open, so a later worker can recover its history', async () => {
    await storeHistory('a', 3, 2);
    library = await newLibraryWorker();
    failToOpen('library-1');
    expect(await library.rebuildLibrary()).toEqual({ copied: 0, lost: 0, isMovedAside: true });
    await storeHistory('a', 1);
    await storeHistory('b', 1);
    expect(await library.salvageOlder()).toMatchObject({ isMovedAside: true });
    expect(await databaseNames()).toEqual(['library-1', 'library-2']);
    vi.restoreAllMocks();
    library = await newLibraryWorker();
    expect(await library.salvageOlder()).toEqual({ copied: 1, lost: 0, isMovedAside: false });
    expect(await databaseNames()).toEqual(['library-2']);
    expect([await countedDays('a'), await countedDays('b')]).toEqual([3, 1]);
  });
});

describe('salvageOlder', () => {
  it('counts a store whose keys cannot be read, and saves the other', async () => {
    await storeHistory('a', 2, 1);
    await library.withLibrary((database) => database.put('archive', historyOf(9), ['a', 0]));
    const { getAllKeys } = IDBObjectStore.prototype;
    vi.spyOn(IDBObjectStore.prototype, 'getAllKeys').mockImplementation(function (
      this: IDBObjectStore,
      ...args
    ) {
      if (this.name === 'history') throw new DOMException('', 'DataError');
      return getAllKeys.apply(this, args);
    });
    expect(await library.rebuildLibrary()).toEqual({ copied: 1, lost: 1, isMovedAside: false });
    expect(await countedDays('a')).toBe(1);
  });

  it('replaces a damaged record by the one that was set aside', async () => {
    await storeHistory('a', 2, 1);
    library = await newLibraryWorker();
    failToOpen('library-1');
    await library.rebuildLibrary();
    vi.restoreAllMocks();
    await library.withLibrary((database) => database.put('history', 'junk', ['a', 0]));
    expect(await library.salvageOlder()).toEqual({ copied: 1, lost: 0, isMovedAside: false });
    expect(await countedDays('a')).toBe(2);
  });

  it('does nothing when no database was set aside', async () => {
    await storeHistory('a', 1);
    expect(await library.salvageOlder()).toEqual({ copied: 0, lost: 0, isMovedAside: false });
    expect(await countedDays('a')).toBe(1);
  });
});

describe('eraseLibrary', () => {
  it('deletes every database of any version or damage', async () => {
    await storeHistory('a', 1);
    library = await newLibraryWorker();
    failToOpen('library-1');
    await library.rebuildLibrary();
    vi.restoreAllMocks();
    for (const name of ['post-library', 'count-history']) (await openDB(name, 1)).close();
    await library.eraseLibrary();
    expect(await databaseNames()).toEqual([]);
    expect(await countedDays('a')).toBe(0);
  });
});

describe('deleteObsoletePosts', () => {
  it('deletes the posts of version 0.1.0 only', async () => {
    await storeHistory('a', 1);
    (await openDB('post-library', 5)).close();
    await library.deleteObsoletePosts();
    expect(await databaseNames()).toEqual(['library-1']);
  });
});
