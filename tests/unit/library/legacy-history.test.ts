import { IDBDatabase, IDBObjectStore } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { packSeries } from '../../../utils/history/packed-series.ts';
import type { Series } from '../../../utils/history/point.ts';
import { type LibraryWorker, mergeFetched, newEmptyLibrary } from '../../builders/library-runs.ts';
import { aPost } from '../../builders/post.ts';
import { DAY, NOW } from '../../builders/time.ts';

let library: LibraryWorker;

beforeEach(async () => {
  library = await newEmptyLibrary();
});
afterEach(() => vi.restoreAllMocks());

/**
 * The places of two accounts and of a post without one among the 256 records of version 0.1.0,
 * as that version had them (FNV-1a of the account, or of the post).
 */
const BUCKETS = { one: 239, other: 245, x: 135 } as const;

/** A year of counts, thinned as version 0.1.0 has thinned them. */
const yearOf = (views: number): Series =>
  [364, 300, 200, 120, 89, 60, 30, 14, 13, 7, 3, 2, 1].map((daysAgo) => ({
    at: NOW - daysAgo * DAY,
    ...{ views: views - daysAgo, likes: 10, comments: null, shares: 1, saves: null },
  }));

async function storeVersion010(buckets: Readonly<Record<number, ReadonlyMap<string, Series>>>) {
  const database = await openDB('count-history', 1, {
    upgrade: (upgraded) => void upgraded.createObjectStore('buckets'),
  });
  for (const [bucket, series] of Object.entries(buckets)) {
    await database.put('buckets', packSeries(series), Number(bucket));
  }
  database.close();
}

async function mergeListing(run: string, baseRun: string | null, posts: [string, string | null][]) {
  const listed = posts.map(([id, accountKey]) =>
    aPost({ id, accountKey, views: 5000, lastRefreshedAt: NOW, firstRefreshedAt: NOW - 400 * DAY }),
  );
  const pages = [['account-videos', listed]] as const;
  await mergeFetched(library, { run, baseRun, pages });
}

async function viewsOf(id: string, account: string) {
  for await (const series of library.historyOf(new Set([account]), {})) {
    return (series.get(id) ?? []).map(({ views }) => views);
  }
  return [];
}

const legacyDatabase = async () => {
  const names = (await indexedDB.databases()).map(({ name }) => name);
  return names.includes('count-history');
};

const expected = (views: number) => [...yearOf(views).map((point) => point.views), 5000];

describe('migration of the history of version 0.1.0', () => {
  it('moves all of it to the history of each account', async () => {
    await storeVersion010({
      [BUCKETS.one]: new Map([
        ['a1', yearOf(1000)],
        ['a2', yearOf(2000)],
      ]),
      [BUCKETS.other]: new Map([['b1', yearOf(3000)]]),
      [BUCKETS.x]: new Map([['x', yearOf(4000)]]),
    });
    await mergeListing('run-1', null, [
      ['a1', 'one'],
      ['a2', 'one'],
      ['b1', 'other'],
      ['x', null],
    ]);
    expect(await viewsOf('a1', 'one')).toEqual(expected(1000));
    expect(await viewsOf('a2', 'one')).toEqual(expected(2000));
    expect(await viewsOf('b1', 'other')).toEqual(expected(3000));
    expect(await viewsOf('x', '')).toEqual(expected(4000));
    expect(await legacyDatabase()).toBe(false);
  });

  it('keeps the history of posts that are not listed yet', async () => {
    await storeVersion010({
      [BUCKETS.one]: new Map([
        ['a1', yearOf(1000)],
        ['later', yearOf(2000)],
      ]),
    });
    await mergeListing('run-1', null, [['a1', 'one']]);
    expect(await legacyDatabase()).toBe(true);
    await mergeListing('run-2', 'run-1', [
      ['a1', 'one'],
      ['later', 'one'],
    ]);
    expect(await viewsOf('a1', 'one')).toEqual(expected(1000));
    expect(await viewsOf('later', 'one')).toEqual(expected(2000));
    expect(await legacyDatabase()).toBe(false);
  });

  it('runs once, even when the worker died before the old record was deleted', async () => {
    const bucket = new Map([['a1', yearOf(1000)]]);
    await storeVersion010({ [BUCKETS.one]: bucket });
    await mergeListing('run-1', null, [['a1', 'one']]);
    await storeVersion010({ [BUCKETS.one]: bucket });
    await mergeListing('run-2', 'run-1', [['a1', 'one']]);
    expect(await viewsOf('a1', 'one')).toEqual(expected(1000));
  });

  it('skips a damaged record and lets the sync continue', async () => {
    await storeVersion010({ [BUCKETS.other]: new Map([['b1', yearOf(3000)]]) });
    const database = await openDB('count-history');
    await database.put('buckets', 'junk', BUCKETS.one);
    database.close();
    await mergeListing('run-1', null, [
      ['a1', 'one'],
      ['b1', 'other'],
    ]);
    expect(await viewsOf('a1', 'one')).toEqual([5000]);
    expect(await viewsOf('b1', 'other')).toEqual(expected(3000));
    const left = await openDB('count-history');
    expect(await left.getAllKeys('buckets')).toEqual([BUCKETS.one]);
    left.close();
  });

  it('keeps what a merge could not move, for the next one', async () => {
    await storeVersion010({ [BUCKETS.one]: new Map([['a1', yearOf(1000)]]) });
    const { put } = IDBObjectStore.prototype;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
      this: IDBObjectStore,
      ...[record, key]
    ) {
      if (this.name === 'history') throw new DOMException('', 'UnknownError');
      return put.call(this, record, key);
    });
    await expect(mergeListing('run-1', null, [['a1', 'one']])).rejects.toThrow();
    vi.restoreAllMocks();
    await mergeListing('run-1', null, [['a1', 'one']]);
    expect(await viewsOf('a1', 'one')).toEqual(expected(1000));
    expect(await legacyDatabase()).toBe(false);
  });

  it('moves it to an account whose posts the browser cannot read', async () => {
    await mergeListing('run-1', null, [['a1', 'one']]);
    await storeVersion010({ [BUCKETS.one]: new Map([['a1', yearOf(1000)]]) });
    const { getAll } = IDBObjectStore.prototype;
    vi.spyOn(IDBObjectStore.prototype, 'getAll').mockImplementation(function (
      this: IDBObjectStore,
      ...[range, count]
    ) {
      if (this.name === 'texts') throw new DOMException('', 'DataError');
      return getAll.call(this, range, count);
    });
    await mergeListing('run-2', 'run-1', [['a1', 'one']]);
    vi.restoreAllMocks();
    expect(await viewsOf('a1', 'one')).toEqual(expected(1000));
  });

  it('drops what is too old to be kept, with the last of the database', async () => {
    const old = (daysAgo: number): Series => [
      { ...{ at: NOW - daysAgo * DAY, views: 1, likes: 2, comments: 3 }, shares: 4, saves: 5 },
    ];
    await storeVersion010({
      [BUCKETS.one]: new Map([
        ['a1', yearOf(1000)],
        ['old', old(366)],
        ['empty', []],
      ]),
    });
    await mergeListing('run-1', null, [['a1', 'one']]);
    expect(await legacyDatabase()).toBe(false);
    await storeVersion010({ [BUCKETS.one]: new Map([['young', old(364)]]) });
    await mergeListing('run-2', 'run-1', [['a1', 'one']]);
    expect(await legacyDatabase()).toBe(true);
  });

  it('writes a record again only when something was moved out of it', async () => {
    await storeVersion010({
      [BUCKETS.one]: new Map([
        ['a1', yearOf(1000)],
        ['later', yearOf(2000)],
      ]),
    });
    const put = vi.spyOn(IDBObjectStore.prototype, 'put');
    const written = () =>
      (put.mock.contexts as IDBObjectStore[]).filter(({ name }) => name === 'buckets').length;
    await mergeListing('run-1', null, [['a1', 'one']]);
    expect(written()).toBe(1);
    await mergeListing('run-2', 'run-1', [['a1', 'one']]);
    expect(written()).toBe(1);
    expect(await legacyDatabase()).toBe(true);
  });

  it('leaves a database of that name alone that is no history, and goes on', async () => {
    (await openDB('count-history', 3)).close();
    await mergeListing('run-1', null, [['a1', 'one']]);
    expect(await viewsOf('a1', 'one')).toEqual([5000]);
    // Nothing keeps it open: another version of the extension can upgrade it.
    (await openDB('count-history', 4)).close();
    expect(await legacyDatabase()).toBe(true);
  });

  it('creates no such database where there was none', async () => {
    await mergeListing('run-1', null, [['a1', 'one']]);
    expect(await legacyDatabase()).toBe(false);
  });

  it('keeps no connection to it after a merge', async () => {
    await storeVersion010({ [BUCKETS.other]: new Map([['b1', yearOf(3000)]]) });
    const closed = vi.spyOn(IDBDatabase.prototype, 'close');
    await mergeListing('run-1', null, [['a1', 'one']]);
    const names = (closed.mock.contexts as IDBDatabase[]).map(({ name }) => name);
    expect(names).toContain('count-history');
  });

  it.each(['get', 'delete'] as const)(
    'goes on when its %s fails, and moves it later',
    async (call) => {
      await storeVersion010({ [BUCKETS.one]: new Map([['a1', yearOf(1000)]]) });
      let failures = 0;
      const request = IDBObjectStore.prototype[call] as (key: IDBValidKey) => IDBRequest;
      vi.spyOn(IDBObjectStore.prototype, call).mockImplementation(function (
        this: IDBObjectStore,
        key: IDBValidKey | IDBKeyRange,
      ) {
        if (this.name === 'buckets' && failures++ === 0) throw new DOMException('', 'UnknownError');
        return request.call(this, key as IDBValidKey) as never;
      });
      await mergeListing('run-1', null, [['a1', 'one']]);
      expect(await viewsOf('a1', 'one')).toEqual(call === 'get' ? [5000] : expected(1000));
      expect(await legacyDatabase()).toBe(true);
      vi.restoreAllMocks();
      await mergeListing('run-2', 'run-1', [['a1', 'one']]);
      expect(await viewsOf('a1', 'one')).toEqual(expected(1000));
      expect(await legacyDatabase()).toBe(false);
    },
  );
});
