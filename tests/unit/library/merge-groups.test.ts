import { IDBObjectStore } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { gainsRecordSchema } from '../../../utils/library/gains-record.ts';
import {
  type FetchedRun,
  type LibraryWorker,
  mergeFetched,
  newEmptyLibrary,
  stageRun,
} from '../../builders/library-runs.ts';
import { aPost } from '../../builders/post.ts';
import { HOUR, NOW } from '../../builders/time.ts';

let library: LibraryWorker;

beforeEach(async () => {
  library = await newEmptyLibrary();
});
afterEach(() => vi.restoreAllMocks());

const postOf = (id: string, account: string | null, lastRefreshedAt = NOW) =>
  aPost({ id, accountKey: account, lastRefreshedAt });
const merge = (fetched: FetchedRun) => mergeFetched(library, fetched);

/** A transaction of fake-indexeddb, which the browser can abort. */
interface AbortableByBrowser {
  _abort(errorName: string): void;
}

const keysOf = (name: 'posts' | 'texts' | 'gains' | 'history' | 'accounts') =>
  library.withLibrary((database) => database.getAllKeys(name));

describe('mergeGroups', () => {
  it('keeps the gains that a record with too few rows has', async () => {
    const posts = [postOf('one', 'a'), postOf('two', 'a')];
    const pages = [['account-videos', posts]] as const;
    await merge({ run: 'run-1', baseRun: null, pages, gains: { one: 5, two: 6 } });
    const key = ['account-videos', 'a', 0] as [string, string, number];
    await library.withLibrary(async (database) => {
      const stored = await database.get('gains', key);
      const { numbers, windows } = gainsRecordSchema.parse(stored);
      const half = numbers.slice(0, numbers.length / 2);
      await database.put('gains', { windows, numbers: half }, key);
    });
    const { head } = await merge({ run: 'run-2', baseRun: 'run-1', pages });
    const { posts: read, deltasOf } = await library.readPosts(head);
    const { deltas, damaged } = await deltasOf([7]);
    expect(damaged).toEqual([]);
    expect(read.map(({ id }) => deltas.gained(id, 7, 'views'))).toEqual([5, null]);
  });
  it('reports a full disk, and tries nothing else', async () => {
    const pages = [['account-videos', [postOf('p', 'a')]]] as const;
    const checkpoint = await stageRun(library.syncStore, { run: 'run-1', baseRun: null, pages });
    const { put } = IDBObjectStore.prototype;
    let failures = 0;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
      this: IDBObjectStore,
      ...[record, key]
    ) {
      // The other writes would succeed.
      if (failures++ === 0) throw new DOMException('', 'QuotaExceededError');
      return put.call(this, record, key);
    });
    const merging = library.mergeRun(checkpoint, NOW);
    await expect(merging).rejects.toMatchObject({ kind: 'storage-full', store: 'library' });
    expect(await keysOf('posts')).toEqual([]);
  });

  it('reports a full disk that the browser notices with writes under way', async () => {
    const pages = [['account-videos', [postOf('p', 'a')]]] as const;
    const checkpoint = await stageRun(library.syncStore, { run: 'run-1', baseRun: null, pages });
    const { put } = IDBObjectStore.prototype;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
      this: IDBObjectStore,
      ...[record, key]
    ) {
      const request = put.call(this, record, key);
      // The writes under way fail for no reason but this.
      const { transaction } = this as unknown as { transaction: AbortableByBrowser };
      transaction._abort('QuotaExceededError');
      return request;
    });
    const merging = library.mergeRun(checkpoint, NOW);
    await expect(merging).rejects.toMatchObject({ kind: 'storage-full', store: 'library' });
    expect(await keysOf('posts')).toEqual([]);
  });

  it('merges the other accounts as they are beside one that cannot be read', async () => {
    const listed = (at: number) => ['a', 'b', 'c'].map((id) => postOf(`of ${id}`, id, at));
    await merge({ run: 'run-1', baseRun: null, pages: [['account-videos', listed(NOW - HOUR)]] });
    const { get, getAll } = IDBObjectStore.prototype;
    const fails = (name: string, isIn: boolean) => {
      if (name === 'posts' && isIn) throw new DOMException('', 'DataError');
    };
    const key = ['account-videos', 'b', 0];
    vi.spyOn(IDBObjectStore.prototype, 'get').mockImplementation(function (
      this: IDBObjectStore,
      wanted,
    ) {
      fails(this.name, String(wanted) === String(key));
      return get.call(this, wanted);
    });
    vi.spyOn(IDBObjectStore.prototype, 'getAll').mockImplementation(function (
      this: IDBObjectStore,
      range,
      count,
    ) {
      fails(this.name, (range as IDBKeyRange).includes(key));
      return getAll.call(this, range, count);
    });
    const deleted = vi.spyOn(IDBObjectStore.prototype, 'delete');
    const { damage } = await merge({
      ...{ run: 'run-2', baseRun: 'run-1', pages: [['account-videos', listed(NOW)]] },
    });
    expect(damage).toEqual({ groups: 1, histories: 0 });
    const ofPosts = (deleted.mock.contexts as IDBObjectStore[]).flatMap(({ name }, call) =>
      name === 'posts' ? [deleted.mock.calls[call]?.[0] as IDBKeyRange] : [],
    );
    const isDeleted = (account: string) =>
      ofPosts.some((range) => range.includes(['account-videos', account, 0]));
    expect(['a', 'b', 'c'].map(isDeleted)).toEqual([false, true, false]);
    vi.restoreAllMocks();
    expect(await keysOf('history')).toEqual(['a', 'b', 'c'].map((id) => [id, 0]));
    for await (const series of library.historyOf(new Set(['a', 'b', 'c']), {})) {
      expect([...series.values()].map(({ length }) => length)).toEqual([2]);
    }
  });

  it('keeps the posts of an account that both lists name apart', async () => {
    const lists = ['account-videos', 'videos'] as const;
    const pages = [
      ['account-videos', [postOf('one', 'a'), postOf('two', null)]],
      ['videos', [postOf('three', 'a'), postOf('four', null)]],
    ] as const;
    await merge({ run: 'run-1', baseRun: null, lists, pages });
    const groups = [
      ['account-videos', '', 0],
      ['account-videos', 'a', 0],
      ['videos', '', 0],
      ['videos', 'a', 0],
    ];
    for (const name of ['posts', 'texts', 'gains'] as const) {
      expect(await keysOf(name)).toEqual(groups);
    }
    // The entry of an account tells of its own list.
    expect(await keysOf('accounts')).toEqual(['a']);
    await merge({ run: 'run-2', baseRun: 'run-1', lists: ['videos'], pages: [pages[1]] });
    expect(await keysOf('accounts')).toEqual(['a']);
  });

  it('deletes all records of an account whose posts are gone', async () => {
    const pages = [['account-videos', [postOf('one', 'a'), postOf('two', 'b')]]] as const;
    await merge({ run: 'run-1', baseRun: null, pages });
    await merge({ run: 'run-2', baseRun: 'run-1', accountIds: ['a'], pages: [] });
    for (const name of ['posts', 'texts', 'gains'] as const) {
      expect(await keysOf(name)).toEqual([['account-videos', 'b', 0]]);
    }
    expect(await keysOf('accounts')).toEqual(['b']);
    expect(await keysOf('history')).toEqual([
      ['a', 0],
      ['b', 0],
    ]);
  });

  it('merges at most 500 accounts in one transaction', async () => {
    const accounts = Array.from({ length: 501 }, (_, index) => `account ${index}`);
    const pages = [['account-videos', accounts.map((id) => postOf(`of ${id}`, id))]] as const;
    const checkpoint = await stageRun(library.syncStore, { run: 'run-1', baseRun: null, pages });
    const put = vi.spyOn(IDBObjectStore.prototype, 'put');
    await library.mergeRun(checkpoint, NOW);
    const entries = (put.mock.contexts as IDBObjectStore[]).filter(
      ({ name }) => name === 'accounts',
    );
    const batches = Map.groupBy(entries, ({ transaction }) => transaction);
    expect([...batches.values()].map(({ length }) => length)).toEqual([500, 1]);
  });
});
