import { IDBFactory, IDBObjectStore } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Post } from '../../../utils/breakouts/model/post.ts';
import { bucketOf } from '../../../utils/history/bucket-of.ts';
import { DAY_MS, listedPost, NOW } from './history-builders.ts';

type HistoryStore = typeof import('../../../utils/history/history-store.ts');

let store: HistoryStore;

/** The module as a new worker has it: nothing open, nothing remembered. */
async function newWorker(): Promise<HistoryStore> {
  vi.resetModules();
  return import('../../../utils/history/history-store.ts');
}

beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory();
  store = await newWorker();
});

async function* pages(...listed: readonly (readonly Post[])[]) {
  yield* listed;
}

/** What the history holds of a post: day and views of each point. */
async function viewsOf(post: Post): Promise<(readonly [daysAgo: number, views: number | null])[]> {
  for await (const bucket of store.historyOf(new Set([bucketOf(post)]), { isWanted: (id) => id === post.id })) {
    return (bucket.get(post.id) ?? []).map(({ at, views }) => [(NOW - at) / DAY_MS, views] as const);
  }
  return [];
}

/** Two accounts whose posts stand in different records. */
const ONE = { accountKey: 'one' };
const OTHER = { accountKey: 'other' };

/** Looks at the database behind the store's back. */
async function withDatabase<T>(use: (database: Awaited<ReturnType<typeof openDB>>) => Promise<T>): Promise<T> {
  const database = await openDB('count-history');
  try {
    return await use(database);
  } finally {
    database.close();
  }
}

/** The keys of the records written until the returned function is called. */
function watchWrites(): () => IDBValidKey[] {
  const put = vi.spyOn(IDBObjectStore.prototype, 'put');
  return () => {
    const keys = put.mock.calls.map(([, key]) => key as IDBValidKey);
    put.mockRestore();
    return keys;
  };
}

describe('recordHistory', () => {
  it('keeps one point for each refresh, sync after sync', async () => {
    await store.recordHistory(pages([listedPost('a', 2, { views: 10 })]), NOW - 2 * DAY_MS);
    await store.recordHistory(pages([listedPost('a', 2, { views: 10 })]), NOW - DAY_MS);
    const report = await store.recordHistory(pages([listedPost('a', 1, { views: 30 })]), NOW);
    expect(await viewsOf(listedPost('a', 0))).toEqual([
      [2, 10],
      [1, 30],
    ]);
    expect(report).toMatchObject({ points: 1, damagedBuckets: 0, wasBegunAnew: false, unwrittenBuckets: 0 });
  });

  it('may be repeated, by the next worker as well', async () => {
    const listed = [listedPost('a', 1), listedPost('b', 1, OTHER)];
    await store.recordHistory(pages(listed), NOW);
    store = await newWorker();
    const report = await store.recordHistory(pages(listed), NOW);
    expect(report.points).toBe(0);
    expect(await viewsOf(listedPost('a', 0))).toEqual([[1, 1000]]);
  });

  it('writes only the records in which something is new', async () => {
    expect(bucketOf({ id: 'a', ...ONE })).not.toBe(bucketOf({ id: 'b', ...OTHER }));
    await store.recordHistory(pages([listedPost('a', 2, ONE), listedPost('b', 2, OTHER)]), NOW);
    const written = watchWrites();
    await store.recordHistory(pages([listedPost('a', 2, ONE)], [listedPost('b', 1, OTHER)]), NOW);
    expect(written()).toEqual([bucketOf({ id: 'b', ...OTHER })]);
  });

  it('writes one record for an account, whatever the pages it is spread over', async () => {
    const written = watchWrites();
    await store.recordHistory(
      pages([listedPost('a', 1, ONE), listedPost('x', 1, OTHER)], [listedPost('b', 1, ONE)], [listedPost('c', 1, ONE)]),
      NOW,
    );
    expect(written()).toHaveLength(2);
    expect(await viewsOf(listedPost('c', 0, ONE))).toEqual([[1, 1000]]);
  });

  it('passes over posts that were never refreshed, and over what is too old to be kept', async () => {
    const written = watchWrites();
    const old = listedPost('b', 366, ONE);
    await store.recordHistory(
      pages([listedPost('a', 0, { lastRefreshedAt: null }), old, listedPost('c', 0, OTHER)]),
      NOW,
    );
    expect(written()).toEqual([bucketOf({ id: 'c', ...OTHER })]);
  });

  it('records what is listed while the clock is a year ahead', async () => {
    await store.recordHistory(pages([listedPost('a', 0, ONE)]), NOW + 400 * DAY_MS);
    expect(await viewsOf(listedPost('a', 0, ONE))).toHaveLength(1);
  });

  it('thins a record when it is written, and forgets posts that were not refreshed for 365 days', async () => {
    for (const daysAgo of [500, 499.9, 150, 149.9]) {
      await store.recordHistory(pages([listedPost(daysAgo > 400 ? 'gone' : 'a', daysAgo)]), NOW - daysAgo * DAY_MS);
    }
    await store.recordHistory(pages([listedPost('a', 0)]), NOW);
    expect((await viewsOf(listedPost('a', 0))).map(([daysAgo]) => Math.round(daysAgo))).toEqual([150, 0]);
    expect(await viewsOf(listedPost('gone', 0))).toEqual([]);
  });

  it('loses nothing to a clock that is set a year ahead', async () => {
    await store.recordHistory(pages([listedPost('a', 30), listedPost('b', 30)]), NOW);
    await store.recordHistory(pages([listedPost('a', 1)]), NOW + 364 * DAY_MS);
    expect((await viewsOf(listedPost('a', 0))).map(([daysAgo]) => daysAgo)).toEqual([30, 1]);
    expect(await viewsOf(listedPost('b', 0))).toHaveLength(1);
  });

  it.each([
    ['of another shape', { version: 1, ids: ['a'] }],
    ['of another version', { version: 2 }],
    [
      'whose bytes make no sense',
      {
        version: 1,
        ids: ['a'],
        lastAt: new Uint32Array(1),
        offsets: new Uint32Array(1),
        bytes: new Uint8Array([0xff]),
      },
    ],
  ])('drops a record %s, alone, and says so', async (_, damaged) => {
    await store.recordHistory(pages([listedPost('a', 2, ONE), listedPost('b', 2, OTHER)]), NOW);
    await withDatabase((database) => database.put('buckets', damaged, bucketOf({ id: 'a', ...ONE })));
    const report = await store.recordHistory(pages([listedPost('a', 1, ONE), listedPost('b', 1, OTHER)]), NOW);
    expect(report).toMatchObject({ damagedBuckets: 1, points: 2 });
    expect(await viewsOf(listedPost('a', 0, ONE))).toEqual([[1, 1000]]);
    expect(await viewsOf(listedPost('b', 0, OTHER))).toHaveLength(2);
  });

  it('drops a record that the browser cannot read', async () => {
    await store.recordHistory(pages([listedPost('a', 2)]), NOW);
    vi.spyOn(IDBObjectStore.prototype, 'get').mockImplementation(() => {
      throw new DOMException('Failed to read large IndexedDB value', 'DataError');
    });
    const report = await store.recordHistory(pages([listedPost('a', 1)]), NOW);
    vi.restoreAllMocks();
    expect(report.damagedBuckets).toBe(1);
    expect(await viewsOf(listedPost('a', 0))).toEqual([[1, 1000]]);
  });

  it('begins anew when the database cannot be opened, and says so once', async () => {
    await openDB('count-history', 99).then((newer) => newer.close());
    const report = await store.recordHistory(pages([listedPost('a', 1)]), NOW);
    expect(report).toMatchObject({ wasBegunAnew: true, points: 1 });
    expect(await store.recordHistory(pages([listedPost('a', 0)]), NOW)).toMatchObject({ wasBegunAnew: false });
  });

  it('thins the history, oldest first, when there is no room, and goes on', async () => {
    for (const daysAgo of [300, 100, 10]) {
      await store.recordHistory(pages([listedPost('b', daysAgo, OTHER)]), NOW - daysAgo * DAY_MS);
    }
    // For neither the records together nor the first of them alone.
    const noRoomFor = failWrites(2);
    const report = await store.recordHistory(pages([listedPost('a', 1, ONE)]), NOW);
    noRoomFor.stop();
    expect(report).toMatchObject({ thinnedToDays: 180, points: 1, unwrittenBuckets: 0 });
    expect((await viewsOf(listedPost('b', 0, OTHER))).map(([daysAgo]) => daysAgo)).toEqual([100, 10]);
    expect(await viewsOf(listedPost('a', 0, ONE))).toHaveLength(1);
  });

  it('writes records one by one where there is no room for all of them at once', async () => {
    const noRoomFor = failWrites(1);
    const report = await store.recordHistory(pages([listedPost('a', 1, ONE), listedPost('b', 1, OTHER)]), NOW);
    noRoomFor.stop();
    expect(report).toMatchObject({ thinnedToDays: null, points: 2, unwrittenBuckets: 0 });
    expect(await viewsOf(listedPost('a', 0, ONE))).toHaveLength(1);
    expect(await viewsOf(listedPost('b', 0, OTHER))).toHaveLength(1);
  });

  it('keeps what it has when there is no room at all, and says so', async () => {
    await store.recordHistory(pages([listedPost('a', 2)]), NOW);
    const noRoomFor = failWrites(Number.POSITIVE_INFINITY);
    const report = await store.recordHistory(pages([listedPost('a', 1)]), NOW);
    noRoomFor.stop();
    expect(report).toMatchObject({ points: 0, thinnedToDays: 14, unwrittenBuckets: 1 });
    expect(await viewsOf(listedPost('a', 0))).toEqual([[2, 1000]]);
  });
});

describe('thinOldest', () => {
  it('drops what is older than the days named from every record', async () => {
    for (const daysAgo of [200, 20, 5]) {
      const listed = [listedPost('a', daysAgo, ONE), listedPost('b', daysAgo, OTHER)];
      await store.recordHistory(pages(listed), NOW - daysAgo * DAY_MS);
    }
    await store.trimOlderThan(60, NOW);
    for (const post of [listedPost('a', 0, ONE), listedPost('b', 0, OTHER)]) {
      expect((await viewsOf(post)).map(([daysAgo]) => daysAgo)).toEqual([20, 5]);
    }
  });
});

it('clearHistory forgets everything', async () => {
  await store.recordHistory(pages([listedPost('a', 1, ONE), listedPost('b', 1, OTHER)]), NOW);
  await store.clearHistory();
  expect(await withDatabase((database) => database.count('buckets'))).toBe(0);
});

/** Fails the next so many writes for want of room, as browsers do: the transaction is aborted. */
function failWrites(times: number): { stop(): void } {
  let left = times;
  const original = IDBObjectStore.prototype.put;
  const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...args) {
    if (left > 0) {
      left -= 1;
      throw new DOMException('no room', 'QuotaExceededError');
    }
    return original.apply(this, args);
  });
  return { stop: () => put.mockRestore() };
}
