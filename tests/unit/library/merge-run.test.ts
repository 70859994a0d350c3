import { IDBDatabase, IDBFactory, IDBObjectStore } from 'fake-indexeddb';
import fc from 'fast-check';
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Post } from '../../../utils/breakouts/model/post.ts';
import type { TrackedAccount } from '../../../utils/creator-audit/accounts.ts';
import { gainsRecordSchema } from '../../../utils/library/gains-record.ts';
import type { GroupKey } from '../../../utils/library/library-database.ts';
import { postsRecordSchema } from '../../../utils/library/posts-record.ts';
import type { StorageError } from '../../../utils/storage/storage-error.ts';
import { transactionsOf } from '../../builders/database-connection.ts';
import { formerGainsRecord, formerPostsRecord } from '../../builders/former-records.ts';
import {
  type FetchedRun,
  type LibraryWorker,
  mergeFetched,
  newEmptyLibrary,
  newLibraryWorker,
  stageRun,
} from '../../builders/library-runs.ts';
import { aPost, plainPost } from '../../builders/post.ts';
import { DAY, HOUR, NOW } from '../../builders/time.ts';
import { aTrackedAccount } from '../../builders/tracked-account.ts';

let library: LibraryWorker;

beforeEach(async () => {
  library = await newEmptyLibrary();
});
afterEach(() => vi.restoreAllMocks());

/** The arguments of `put` and `add`. */
type Written = [record: unknown, key?: IDBValidKey];

const postOf = (id: string, accountKey: string | null, changes: Partial<Post> = {}) =>
  aPost({ id, accountKey, caption: `Caption of ${id}`, ...changes });

const merge = (fetched: FetchedRun, now = NOW) => mergeFetched(library, fetched, now);

async function manifestNow() {
  const manifest = await library.readManifest();
  if (manifest === null) throw new Error('the library is empty');
  return manifest;
}

/** The posts of the library in the order of their ids, with their texts. */
async function postsNow(): Promise<Post[]> {
  const { posts, textsOf, damaged } = await library.readPosts(await manifestNow());
  expect(damaged).toEqual([]);
  const texts = await textsOf(posts.keys());
  return posts
    .map((post, row) => ({ ...plainPost(post), ...texts.get(row) }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}
const idsNow = async () => (await postsNow()).map(({ id }) => id);

async function gainsNow(): Promise<Record<string, number | null>> {
  const { posts, deltasOf } = await library.readPosts(await manifestNow());
  const { deltas } = await deltasOf([7]);
  return Object.fromEntries(posts.map(({ id }) => [id, deltas.gained(id, 7, 'views')]));
}

/** The days before {@link NOW} at which a post was counted, and its views then. */
async function historyNow(id: string, account: string) {
  for await (const series of library.historyOf(new Set([account]), {})) {
    return (series.get(id) ?? []).map(({ at, views }) => [(NOW - at) / DAY, views]);
  }
  return [];
}

/** Everything that is stored, by store and key. */
async function everything(): Promise<Record<string, unknown>> {
  const stored: Record<string, unknown> = {};
  await library.withLibrary(async (database) => {
    for (const name of database.objectStoreNames) {
      const [keys, values] = [await database.getAllKeys(name), await database.getAll(name)];
      for (const [index, key] of keys.entries()) stored[`${name} ${String(key)}`] = values[index];
    }
  });
  return stored;
}

describe('mergeRun', () => {
  it('replaces the library by what a run has listed, with texts and gains', async () => {
    const posts = [postOf('a1', 'a'), postOf('b1', 'b'), postOf('a2', 'a'), postOf('x', null)];
    await merge({
      run: 'run-1',
      baseRun: null,
      pages: [
        ['account-videos', posts.slice(0, 2)],
        ['account-videos', posts.slice(2)],
      ],
      gains: { a1: 10, b1: 20 },
    });
    expect(await postsNow()).toEqual([...posts].sort((a, b) => (a.id < b.id ? -1 : 1)));
    expect(await gainsNow()).toEqual({ a1: 10, b1: 20, a2: null, x: null });
    expect(await manifestNow()).toMatchObject({
      run: 'run-1',
      fullListing: { listedAt: NOW, postsWithoutAccount: 1 },
      accounts: { a: { posts: 2 }, b: { posts: 1 } },
    });
  });

  it('replaces the posts of a listed account, deletes the rest, keeps other accounts', async () => {
    await merge({
      run: 'run-1',
      baseRun: null,
      pages: [
        ['account-videos', ['a1', 'a2'].map((id) => postOf(id, 'a')).concat(postOf('b1', 'b'))],
      ],
      gains: { a1: 10, a2: 11, b1: 12 },
    });
    const later = postOf('a2', 'a', { views: 5000, lastRefreshedAt: NOW });
    await merge({
      run: 'run-2',
      baseRun: 'run-1',
      accountIds: ['a'],
      pages: [['a', [later, postOf('a3', 'a')]]],
      gains: { a2: 30 },
    });
    expect(await idsNow()).toEqual(['a2', 'a3', 'b1']);
    expect((await postsNow())[0]).toEqual(later);
    expect(await gainsNow()).toEqual({ a2: 30, a3: null, b1: 12 });
  });

  it('keeps the gains of a listed post whose deltas were not requested again', async () => {
    await merge({
      run: 'run-1',
      baseRun: null,
      pages: [['account-videos', [postOf('a1', 'a'), postOf('a2', 'a')]]],
      gains: { a1: 10, a2: 20 },
    });
    await merge({
      run: 'run-2',
      baseRun: 'run-1',
      accountIds: ['a'],
      pages: [['a', [postOf('a1', 'a'), postOf('a2', 'a', { lastRefreshedAt: NOW })]]],
    });
    // The deltas of a2 are older than its last refresh, so they do not count.
    expect(await gainsNow()).toEqual({ a1: 10, a2: null });
    const { lastDeltaRequestTimes } = library.syncStore;
    const { lastRefreshedAt } = aPost();
    const times = new Map([
      ['a1', lastRefreshedAt],
      ['a2', lastRefreshedAt],
    ]);
    expect(await lastDeltaRequestTimes(null)).toEqual(times);
    expect(await lastDeltaRequestTimes('a')).toEqual(times);
    expect(await lastDeltaRequestTimes('b')).toEqual(new Map());
  });

  it('empties an account that has no posts any more', async () => {
    await merge({ run: 'run-1', baseRun: null, pages: [['account-videos', [postOf('a1', 'a')]]] });
    await merge({ run: 'run-2', baseRun: 'run-1', accountIds: ['a'], pages: [] });
    expect(await idsNow()).toEqual([]);
    expect((await manifestNow()).accounts).toEqual({});
  });

  it('deletes accounts missing from a full listing, and a list no longer followed', async () => {
    await merge({
      run: 'run-1',
      baseRun: null,
      lists: ['account-videos', 'videos'],
      pages: [
        ['account-videos', [postOf('a1', 'a'), postOf('b1', 'b')]],
        ['videos', [postOf('v1', 'a')]],
      ],
    });
    expect(await idsNow()).toEqual(['a1', 'b1', 'v1']);
    await merge({
      run: 'run-2',
      baseRun: 'run-1',
      pages: [['account-videos', [postOf('a1', 'a')]]],
    });
    expect(await library.withLibrary((database) => database.getAllKeys('posts'))).toEqual([
      ['account-videos', 'a', 0],
    ]);
  });

  it('keeps what a run of both lists has not listed', async () => {
    const lists = ['account-videos', 'videos'] as const;
    const [a, b, v] = [postOf('a1', 'a'), postOf('b1', 'b'), postOf('v1', 'a')];
    const all = [
      ['account-videos', [a, b]],
      ['videos', [v]],
    ] as const;
    await merge({ run: 'run-1', baseRun: null, lists, pages: all });
    const ofA = ['a', [a]] as const;
    await merge({ run: 'run-2', baseRun: 'run-1', lists, accountIds: ['a'], pages: [ofA] });
    expect(await idsNow()).toEqual(['a1', 'b1', 'v1']);
    await merge({ run: 'run-3', baseRun: 'run-2', lists, pages: [['account-videos', [a]]] });
    expect(await idsNow()).toEqual(['a1', 'v1']);
    const pages = [ofA, ['videos', []]] as const;
    await merge({ run: 'run-4', baseRun: 'run-3', lists, accountIds: ['a'], pages });
    expect(await idsNow()).toEqual(['a1']);
  });

  it('forgets an account together with its posts', async () => {
    const pages = [['account-videos', [postOf('a1', 'a'), postOf('b1', 'b')]]] as const;
    await merge({ run: 'run-1', baseRun: null, pages });
    const later = [['account-videos', [postOf('a1', 'a')]]] as const;
    const checkpoint = await stageRun(library.syncStore, {
      ...{ run: 'run-2', baseRun: 'run-1', pages: later },
    });
    // The worker dies before the run is complete.
    await library.mergeRun(checkpoint, NOW);
    expect(await library.withLibrary((database) => database.getAllKeys('accounts'))).toEqual(['a']);
    expect(await idsNow()).toEqual(['a1']);
  });

  it('keeps a post of both lists once, as last refreshed', async () => {
    const older = postOf('p', 'a', { views: 1 });
    const newer = postOf('p', 'a', { views: 2, lastRefreshedAt: NOW });
    const lists = ['account-videos', 'videos'] as const;
    await merge({
      ...{ run: 'run-1', baseRun: null, lists, gains: { p: 9 } },
      pages: [
        ['videos', [older]],
        ['account-videos', [newer]],
      ],
    });
    expect((await postsNow()).map(({ views }) => views)).toEqual([2]);
    expect(await gainsNow()).toEqual({ p: 9 });
  });

  it('splits the posts of a large account into several records', async () => {
    const posts = Array.from({ length: 4001 }, (_, index) => postOf(`p${index}`, 'a'));
    await merge({ run: 'run-1', baseRun: null, pages: [['account-videos', posts]] });
    expect(await library.withLibrary((database) => database.getAllKeys('posts'))).toEqual(
      [0, 1, 2].map((chunk) => ['account-videos', 'a', chunk]),
    );
    expect(await library.withLibrary((database) => database.getAllKeys('history'))).toEqual([
      ['a', 0],
      ['a', 1],
      ['a', 2],
    ]);
    expect(await idsNow()).toHaveLength(4001);
    const gone = await merge({
      run: 'run-2',
      baseRun: 'run-1',
      accountIds: ['a'],
      pages: [['a', posts.slice(4000 - 50).map((post) => ({ ...post, lastRefreshedAt: NOW }))]],
    });
    expect(gone.damage).toEqual({ groups: 0, histories: 0 });
    expect(await idsNow()).toHaveLength(51);
    expect(await library.withLibrary((database) => database.getAllKeys('history'))).toHaveLength(3);
    expect(await historyNow('p1', 'a')).toHaveLength(1);
    expect(await historyNow('p4000', 'a')).toHaveLength(2);
    const put = vi.spyOn(IDBObjectStore.prototype, 'put');
    await merge({
      run: 'run-3',
      baseRun: 'run-2',
      accountIds: ['a'],
      pages: [['a', posts.slice(4000 - 50).map((post) => ({ ...post, lastRefreshedAt: NOW }))]],
    });
    const written = (put.mock.contexts as IDBObjectStore[]).map(({ name }) => name);
    expect(written).not.toContain('posts');
  });

  it('merges a run with more posts than fit in memory in passes', async () => {
    const posts = Array.from({ length: 12_499 }, (_, index) => postOf(`a${index}`, 'a'));
    const [b, c] = [postOf('b', 'b'), postOf('c', 'c')];
    const before = [['account-videos', [...posts.slice(0, 1), b]]] as const;
    await merge({ run: 'run-0', baseRun: null, pages: before });
    const pages = [
      ['account-videos', posts],
      ['account-videos', [c, b]],
    ] as const;
    const staged = { run: 'run-1', baseRun: 'run-0', pages, gains: { a0: 1, b: 2 } };
    const checkpoint = await stageRun(library.syncStore, staged);
    const read = vi.spyOn(IDBObjectStore.prototype, 'getAll');
    const merged = await library.mergeRun(checkpoint, NOW);
    const stores = read.mock.contexts as IDBObjectStore[];
    // The pages are read for the sizes of the accounts, and once for each pass.
    const reads = ['stagedGains', 'stagedPosts'].map(
      (wanted) => stores.filter(({ name }) => name === wanted).length,
    );
    expect(reads).toEqual([2, 3]);
    // The first pass is full: one transaction for the large account, one for the other.
    const merging = stores
      .filter(({ name }) => name === 'posts')
      .map(({ transaction }) => transaction);
    expect(new Set(merging).size).toBe(3);
    const { posts: all, damaged } = await library.readPosts(merged.head);
    expect([all.length, damaged]).toEqual([12_501, []]);
  });

  it('writes only what has changed', async () => {
    const [a, c] = [postOf('a1', 'a'), postOf('c1', 'c')];
    const run = {
      baseRun: null,
      pages: [['account-videos', [a, postOf('b1', 'b'), c]]],
    } as const;
    await merge({ run: 'run-1', ...run });
    const b = postOf('b1', 'b', { views: 2000, lastRefreshedAt: NOW });
    const checkpoint = await stageRun(library.syncStore, {
      ...{ run: 'run-2', baseRun: 'run-1' },
      pages: [['account-videos', [a, c, b]]],
      startedAt: NOW,
    });
    const put = vi.spyOn(IDBObjectStore.prototype, 'put');
    await library.mergeRun(checkpoint, NOW);
    const written = (put.mock.contexts as IDBObjectStore[]).map(({ name }, call) => [
      name,
      put.mock.calls[call]?.[1],
    ]);
    expect(written).toEqual([
      ['posts', ['account-videos', 'b', 0]],
      ['history', ['b', 0]],
      ['accounts', 'b'],
    ]);
  });

  it('keeps records of version 1.0 until they change, with their gains', async () => {
    const [a, b] = [postOf('a1', 'a'), postOf('b1', 'b')];
    const pages = [['account-videos', [a, b]]] as const;
    await merge({ run: 'run-1', baseRun: null, pages, gains: { a1: 70, b1: 7 } });
    for (const account of ['a', 'b']) {
      await library.withLibrary(async (database) => {
        const key: GroupKey = ['account-videos', account, 0];
        const posts = postsRecordSchema.parse(await database.get('posts', key));
        const gains = gainsRecordSchema.parse(await database.get('gains', key));
        await database.put('posts', formerPostsRecord(posts), key);
        await database.put('gains', formerGainsRecord(gains), key);
      });
    }
    const put = vi.spyOn(IDBObjectStore.prototype, 'put');
    const changed = { ...b, views: 2000 };
    const checkpoint = await stageRun(library.syncStore, {
      ...{ run: 'run-2', baseRun: 'run-1', startedAt: NOW },
      pages: [['account-videos', [a, changed]]],
    });
    put.mockClear();
    const merged = await library.mergeRun(checkpoint, NOW);
    expect(put.mock.calls.map(([, key]) => key)).toContainEqual(['account-videos', 'b', 0]);
    expect(put.mock.calls.map(([, key]) => key)).not.toContainEqual(['account-videos', 'a', 0]);
    await library.completeRun(checkpoint, merged);
    expect(merged.damage).toEqual({ groups: 0, histories: 0 });
    expect((await postsNow()).map(({ views }) => views)).toEqual([a.views, 2000]);
    expect(await gainsNow()).toEqual({ a1: 70, b1: 7 });
  });

  it('makes no request for each account of a full listing, but those that write it', async () => {
    const accounts = Array.from({ length: 600 }, (_, index) => `account-${index}`);
    const pages = [
      ['account-videos', accounts.map((account) => postOf(`post-of-${account}`, account))],
    ] as const;
    const requests = new Map<string, number>();
    for (const method of ['get', 'getAll', 'getAllKeys', 'put', 'delete'] as const) {
      const request = IDBObjectStore.prototype[method] as (...args: unknown[]) => unknown;
      vi.spyOn(IDBObjectStore.prototype, method).mockImplementation(function (
        this: IDBObjectStore,
        ...args: unknown[]
      ) {
        const kind = /^get/.test(method) ? 'reads' : method;
        requests.set(kind, (requests.get(kind) ?? 0) + 1);
        return request.apply(this, args) as never;
      });
    }
    for (const run of ['run-1', 'run-2']) {
      requests.clear();
      const baseRun = run === 'run-1' ? null : 'run-1';
      const checkpoint = await stageRun(library.syncStore, { run, baseRun, pages });
      const staged = requests.get('put') ?? 0;
      const merged = await library.mergeRun(checkpoint, NOW);
      // Posts, texts, gains, history and manifest entry, once.
      const written = run === 'run-1' ? 5 * accounts.length : 0;
      expect((requests.get('put') ?? 0) - staged).toBe(written);
      expect(requests.get('delete') ?? 0).toBe(0);
      expect(requests.get('reads')).toBeLessThan(60);
      await library.completeRun(checkpoint, merged);
    }
    expect(await idsNow()).toHaveLength(accounts.length);
  });

  it.each([
    ['ConstraintError', (store: IDBObjectStore, ...args: Written) => store.add(...args)],
    [
      'DataCloneError',
      () => {
        throw new DOMException('', 'DataCloneError');
      },
    ],
    [
      'DataError',
      () => {
        throw new DOMException('', 'DataError');
      },
    ],
  ])('names the cause of a failed write, %s, and merges nothing', async (name, write) => {
    const pages = [['account-videos', [postOf('a1', 'a'), postOf('b1', 'b')]]] as const;
    await merge({ run: 'run-1', baseRun: null, pages });
    const before = await postsNow();
    const refreshed = pages[0][1].map((post) => ({ ...post, lastRefreshedAt: NOW }));
    const checkpoint = await stageRun(library.syncStore, {
      ...{ run: 'run-2', baseRun: 'run-1' },
      pages: [['account-videos', refreshed]],
    });
    const { put } = IDBObjectStore.prototype;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
      this: IDBObjectStore,
      ...[record, key]
    ) {
      // A record that is there makes `add` fail a moment later; the other one fails at once.
      return this.name === 'history' ? write(this, record, key) : put.call(this, record, key);
    });
    const failed = await library.mergeRun(checkpoint, NOW).catch((error: StorageError) => error);
    vi.restoreAllMocks();
    expect(failed).toMatchObject({ store: 'library', cause: { name } });
    expect(await postsNow()).toEqual(before);
  });

  it('reads staged data once', async () => {
    const pages = [
      ['account-videos', [postOf('a1', 'a')]],
      ['account-videos', [postOf('b1', 'b')]],
    ] as const;
    const checkpoint = await stageRun(library.syncStore, {
      run: 'run-1',
      baseRun: null,
      pages,
      gains: { a1: 1 },
    });
    const read = vi.spyOn(IDBObjectStore.prototype, 'getAll');
    await library.mergeRun(checkpoint, NOW);
    const staged = (read.mock.contexts as IDBObjectStore[])
      .map(({ name }) => name)
      .filter((name) => /^staged/.test(name));
    expect(staged.sort()).toEqual(['stagedGains', 'stagedPosts']);
  });

  it('rejects a run with missing or damaged staged posts, or whose library was lost', async () => {
    const staged: FetchedRun = {
      run: 'r',
      baseRun: null,
      pages: [['account-videos', [postOf('a', 'a')]]],
    };
    const checkpoint = await stageRun(library.syncStore, staged);
    await expect(library.mergeRun({ ...checkpoint, posts: 2 }, NOW)).rejects.toThrow('library');
    await expect(library.mergeRun({ ...checkpoint, baseRun: 'r0' }, NOW)).rejects.toThrow(
      'library',
    );
    await library.withLibrary((database) =>
      database.put('stagedPosts', {}, ['r', 0, 'account-videos']),
    );
    await expect(library.mergeRun(checkpoint, NOW)).rejects.toMatchObject({ name: 'RunLost' });
    await library.discardRun();
    expect(await library.syncStore.loadCheckpoint()).toBeUndefined();
  });
});

/** Makes the browser fail to read a record, alone or among others. */
function makeUnreadable(store: string, unreadable: (string | number)[], error: string) {
  const { get, getAll } = IDBObjectStore.prototype;
  vi.spyOn(IDBObjectStore.prototype, 'get').mockImplementation(function (
    this: IDBObjectStore,
    key,
  ) {
    if (this.name === store && String(key) === String(unreadable))
      throw new DOMException('', error);
    return get.call(this, key);
  });
  vi.spyOn(IDBObjectStore.prototype, 'getAll').mockImplementation(function (
    this: IDBObjectStore,
    range,
    count,
  ) {
    const isIn = range instanceof IDBKeyRange && range.includes(unreadable);
    if (this.name === store && isIn) throw new DOMException('', error);
    return getAll.call(this, range, count);
  });
}

describe('completeRun', () => {
  const account = (id: string, changes: Partial<TrackedAccount> = {}) =>
    aTrackedAccount({ id, ...changes });
  const pages = [['account-videos', [postOf('a1', 'a'), postOf('b1', 'b')]]] as const;
  const ofA = [['a', [postOf('a1', 'a')]]] as const;

  it('keeps what the API says of accounts that were not listed', async () => {
    const [a, gone] = [account('a'), account('gone')];
    const accounts = [a, account('b', { followerCount: 10 }), gone];
    await merge({ run: 'run-1', baseRun: null, pages, accounts });
    expect(Object.keys((await manifestNow()).accounts).sort()).toEqual(['a', 'b', 'gone']);
    await merge({
      ...{ run: 'run-2', baseRun: 'run-1', accountIds: ['a'], pages: ofA },
      accounts: [a, account('b', { followerCount: 20 })],
    });
    const after = (await manifestNow()).accounts;
    expect(Object.keys(after).sort()).toEqual(['a', 'b']);
    expect(after.b?.profile?.followerCount).toBe(20);
  });

  it('leaves no run to continue, and nothing of it', async () => {
    await merge({ run: 'run-1', baseRun: null, pages, gains: { a1: 1 } });
    expect(await library.syncStore.loadCheckpoint()).toBeUndefined();
    const left = Object.keys(await everything()).filter((key) => key.startsWith('staged'));
    expect(left).toEqual([]);
  });

  it('writes no entry that has not changed', async () => {
    const accounts = [account('a'), account('b')];
    await merge({ run: 'run-1', baseRun: null, pages, accounts });
    const next = { run: 'run-2', baseRun: 'run-1', accountIds: ['a'], pages: ofA, accounts };
    const checkpoint = await stageRun(library.syncStore, next);
    const put = vi.spyOn(IDBObjectStore.prototype, 'put');
    await library.completeRun(checkpoint, await library.mergeRun(checkpoint, NOW));
    const written = (put.mock.contexts as IDBObjectStore[]).map(({ name }) => name);
    expect(written).toEqual(['state']);
  });

  it('stores and deletes more accounts than one transaction takes', async () => {
    const accounts = Array.from({ length: 2100 }, (_, index) => account(`account ${index}`));
    await merge({ run: 'run-1', baseRun: null, pages: [], accounts });
    expect(Object.keys((await manifestNow()).accounts)).toHaveLength(2100);
    await merge({ run: 'run-2', baseRun: 'run-1', pages: [], accounts: accounts.slice(0, 1) });
    const stored = await library.withLibrary((database) => database.getAllKeys('accounts'));
    expect(stored).toEqual(['account 0']);
  });

  it('keeps the accounts as they were when a run does not ask for them', async () => {
    const accounts = [account('a'), account('b')];
    await merge({ run: 'run-1', baseRun: null, pages, accounts });
    expect((await manifestNow()).accountsRun).toBe('run-1');
    await merge({ run: 'run-2', baseRun: 'run-1', accountIds: ['a'], pages: ofA });
    const videos = [['videos', [postOf('v1', 'b')]]] as const;
    const lists = ['videos'] as const;
    await merge({ run: 'run-3', baseRun: 'run-2', lists, pages: videos, accounts: [] });
    const manifest = await manifestNow();
    expect(manifest.accountsRun).toBeNull();
    expect(manifest.accounts.b?.isTracked).toBe(true);
  });
});

describe('writes to the library', () => {
  const pages = [['account-videos', [postOf('a1', 'a')]]] as const;
  const fetched = { run: 'run-1', baseRun: null, pages };

  it('stage a response with its checkpoint, and end when both are on the disk', async () => {
    const checkpoint = await stageRun(library.syncStore, fetched);
    const record = { kind: 'page', record: 7, listing: 'videos', posts: [], pending: [] } as const;
    const staging = () => library.syncStore.store(checkpoint, [record]);
    expect(await transactionsOf(staging)).toEqual({ begun: 1, committed: 1 });
  });

  it.each<[string, () => Promise<unknown>]>([
    ['the end of a run', () => merge({ ...fetched, run: 'run-2', baseRun: 'run-1' })],
    ['the end of a run that is given up', () => library.discardRun()],
    ['accounts to be listed again', () => library.forgetGroups([{ list: 'videos', account: '' }])],
    ['room that was made', () => library.makeRoom(NOW)],
  ])('end when %s is on the disk', async (_, write) => {
    await merge(fetched);
    const { begun, committed } = await transactionsOf(write);
    expect(begun).toBeGreaterThan(0);
    expect(committed).toBe(begun);
  });
});

describe('mergeRun, damaged library', () => {
  const pages = [['account-videos', [postOf('a1', 'a'), postOf('b1', 'b')]]] as const;

  it.each(['posts', 'texts', 'gains'] as const)(
    'drops one account for a damaged record of %s until it is listed again',
    async (name) => {
      await merge({ run: 'run-1', baseRun: null, pages, gains: { a1: 1, b1: 2 } });
      await library.withLibrary((database) =>
        database.put(name, 'junk', ['account-videos', 'a', 0]),
      );
      expect(await gainsNow()).toMatchObject({ b1: 2 });
      const merged = await merge({
        ...{ run: 'run-2', baseRun: 'run-1', accountIds: ['a'], gains: { a1: 3 } },
        pages: [['a', [postOf('a1', 'a')]]],
      });
      expect(merged.damage).toEqual({ groups: 1, histories: 0 });
      expect(await postsNow()).toEqual(pages[0][1]);
      expect(await gainsNow()).toEqual({ a1: 3, b1: 2 });
    },
  );

  it('reports the accounts that lack posts, so that they are listed again', async () => {
    await merge({ run: 'run-1', baseRun: null, pages });
    await library.withLibrary((database) => database.delete('posts', ['account-videos', 'a', 0]));
    const { damaged } = await library.readPosts(await manifestNow());
    expect(damaged).toEqual([{ list: 'account-videos', account: 'a' }]);
    await library.forgetGroups(damaged);
    expect(Object.keys((await manifestNow()).accounts)).toEqual(['b']);
    expect(await idsNow()).toEqual(['b1']);
    expect(await historyNow('a1', 'a')).toHaveLength(1);
  });

  it('lists everything again when posts without an account are damaged', async () => {
    await merge({ run: 'run-1', baseRun: null, pages: [['account-videos', [postOf('x', null)]]] });
    await library.withLibrary((database) => database.put('posts', 0, ['account-videos', '', 0]));
    await library.forgetGroups((await library.readPosts(await manifestNow())).damaged);
    expect((await manifestNow()).fullListing).toBeNull();
  });

  it.each(['DataError', 'UnknownError'])(
    'rewrites an account whose posts the browser cannot read: %s',
    async (error) => {
      await merge({ run: 'run-1', baseRun: null, pages });
      makeUnreadable('texts', ['account-videos', 'a', 0], error);
      const merged = await merge({ run: 'run-2', baseRun: 'run-1', pages });
      vi.restoreAllMocks();
      expect(merged.damage).toEqual({ groups: 1, histories: 0 });
      expect(await postsNow()).toEqual(pages[0][1]);
      expect(await historyNow('a1', 'a')).toHaveLength(1);
    },
  );

  it.each([
    ['DataError', 1, null],
    ['NotReadableError', 1, null],
    ['NotFoundError', 1, null],
    ['UnknownError', 2, 'storage-damaged'],
  ] as const)(
    'gives up a history for a %s only when only its record is unreadable',
    async (name, points, kind) => {
      await merge({ run: 'run-1', baseRun: null, pages });
      const later = [['account-videos', [postOf('a1', 'a', { lastRefreshedAt: NOW })]]] as const;
      const checkpoint = await stageRun(library.syncStore, {
        run: 'run-2',
        baseRun: 'run-1',
        pages: later,
      });
      makeUnreadable('history', ['a', 0], name);
      const outcome = await library.mergeRun(checkpoint, NOW).then(
        ({ damage }) => damage.histories,
        (error) => error.kind,
      );
      vi.restoreAllMocks();
      expect(outcome).toBe(kind ?? 1);
      if (kind !== null) await library.mergeRun(checkpoint, NOW);
      expect(await historyNow('a1', 'a')).toHaveLength(points);
    },
  );
});

describe('mergeRun, history', () => {
  const at = (daysAgo: number, views: number) =>
    postOf('a1', 'a', {
      views,
      lastRefreshedAt: NOW - daysAgo * DAY,
      firstRefreshedAt: NOW - 400 * DAY,
    });

  async function countOn(daysAgo: number, views: number) {
    const { run } = (await library.readManifest()) ?? { run: null };
    return merge(
      { run: `run-${daysAgo}`, baseRun: run, pages: [['account-videos', [at(daysAgo, views)]]] },
      NOW - daysAgo * DAY,
    );
  }

  it('stores one point per refresh', async () => {
    await countOn(2, 10);
    await countOn(2, 10);
    await countOn(1, 30);
    expect(await historyNow('a1', 'a')).toEqual([
      [2, 10],
      [1, 30],
    ]);
  });

  it('moves older points to the archive, and reads both', async () => {
    let lost = 0;
    for (let day = 60; day >= 0; day--) lost += (await countOn(day, 1000 - day)).damage.histories;
    expect(lost).toBe(0);
    const days = (await historyNow('a1', 'a')).map(([daysAgo]) => daysAgo);
    expect(days).toEqual(Array.from({ length: 61 }, (_, index) => 60 - index));
    const stored = await everything();
    expect((stored['archive a,0'] as { bytes: Uint8Array }).bytes.length).toBeGreaterThan(0);
  });

  it('counts a damaged archive once, when older points are moved there', async () => {
    let lost = 0;
    for (let day = 60; day >= 0; day--) {
      const { damage } = await countOn(day, 1000 - day);
      lost += damage.histories;
      if (day === 60) {
        await library.withLibrary((database) => database.put('archive', 'junk', ['a', 0]));
      }
    }
    expect(lost).toBe(1);
  });

  it('keeps the history of posts that vanish, and continues it when they return', async () => {
    await countOn(3, 10);
    await merge({ run: 'gone', baseRun: 'run-3', pages: [['account-videos', []]] });
    await merge({ run: 'back', baseRun: 'gone', pages: [['account-videos', [at(1, 20)]]] });
    expect(await historyNow('a1', 'a')).toEqual([
      [3, 10],
      [1, 20],
    ]);
  });

  it('restarts a damaged history and counts it', async () => {
    await countOn(2, 10);
    await library.withLibrary((database) => database.put('history', { version: 1 }, ['a', 0]));
    const { damage } = await merge({
      ...{ run: 'run-0', baseRun: 'run-2' },
      pages: [['account-videos', [at(0, 20)]]],
    });
    expect(damage.histories).toBe(1);
    expect(await historyNow('a1', 'a')).toEqual([[0, 20]]);
  });

  it('ignores points that are too old, and a clock that is a year ahead', async () => {
    const old = postOf('b1', 'a', { lastRefreshedAt: NOW - 366 * DAY });
    const pages = [['account-videos', [at(0, 10), old]]] as const;
    await merge({ run: 'run-1', baseRun: null, pages }, NOW + 400 * DAY);
    const put = vi.spyOn(IDBObjectStore.prototype, 'put');
    await merge({ run: 'run-2', baseRun: 'run-1', pages }, NOW + 400 * DAY);
    const written = (put.mock.contexts as IDBObjectStore[]).map(({ name }) => name);
    expect(written).not.toContain('history');
    expect(await historyNow('a1', 'a')).toHaveLength(1);
    expect(await historyNow('b1', 'a')).toEqual([]);
  });

  it('lists the posts whose gains the history covers', async () => {
    for (let day = 8; day >= 1; day--) await countOn(day, 1000 - 10 * day);
    const listed = [at(0, 1000), postOf('new', 'a')];
    expect(await library.findCovered(listed, [7])).toEqual(new Set(['a1']));
    expect(await library.findCovered(listed, [7, 30])).toEqual(new Set());
  });
});

describe('mergeRun, worker killed', () => {
  const ACCOUNTS = ['a', 'b', 'c'];
  const anyPosts = fc.uniqueArray(
    fc.record({ id: fc.integer({ min: 0, max: 8 }), account: fc.nat(2), age: fc.nat(3) }),
    { selector: ({ id }) => id, maxLength: 8 },
  );
  const anyRuns = fc.array(
    fc.record({
      ...{ posts: anyPosts, isFull: fc.boolean() },
      ...{ accounts: fc.subarray(ACCOUNTS), tracked: fc.subarray(ACCOUNTS) },
    }),
    {
      minLength: 1,
      maxLength: 3,
    },
  );
  type Run = {
    posts: { id: number; account: number; age: number }[];
    isFull: boolean;
    accounts: string[];
    tracked: string[];
  };

  async function fetchedRun(
    { posts, isFull, accounts, tracked }: Run,
    index: number,
  ): Promise<FetchedRun> {
    const isFullListing = isFull || index === 0;
    const listed = posts.map(({ id, account, age }) => {
      const accountKey = ACCOUNTS[account] as string;
      const lastRefreshedAt = NOW - (age + 4 * (3 - index)) * HOUR;
      return postOf(`${accountKey}${id}`, accountKey, { lastRefreshedAt, views: 100 * index + id });
    });
    const ofAccount = (id: string) => listed.filter(({ accountKey }) => accountKey === id);
    const pages = isFullListing
      ? [['account-videos', listed] as const]
      : accounts.map((id) => [id, ofAccount(id)] as const);
    return {
      run: `run-${index}`,
      baseRun: (await library.readManifest())?.run ?? null,
      accountIds: isFullListing ? null : accounts,
      pages,
      gains: Object.fromEntries(pages.flatMap(([, page]) => page.map(({ id }) => [id, index]))),
      accounts: tracked.map((id) =>
        aTrackedAccount({ id, refreshedAt: NOW - index * HOUR, followerCount: index }),
      ),
    };
  }

  /** Ends the worker at its nth transaction that writes. @returns whether it got so far */
  async function dieAt(n: number, work: () => Promise<void>): Promise<boolean> {
    let left = n;
    const { transaction } = IDBDatabase.prototype;
    const spy = vi.spyOn(IDBDatabase.prototype, 'transaction');
    spy.mockImplementation(function (this: IDBDatabase, names, mode, ...rest) {
      if (mode === 'readwrite' && left-- <= 0) throw new Error('the worker died');
      return transaction.call(this, names, mode, ...rest);
    });
    const died = await work().then(
      () => false,
      () => true,
    );
    spy.mockRestore();
    return died;
  }

  it('ends with the same library after a death before any transaction', {
    timeout: 60_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(anyRuns, fc.nat(6), async (runs, deathAt) => {
        globalThis.indexedDB = new IDBFactory();
        library = await newLibraryWorker();
        for (const [index, run] of runs.entries()) await merge(await fetchedRun(run, index));
        const undisturbed = await everything();

        globalThis.indexedDB = new IDBFactory();
        library = await newLibraryWorker();
        for (const [index, run] of runs.entries()) {
          const checkpoint = await stageRun(library.syncStore, await fetchedRun(run, index));
          const work = async () =>
            library.completeRun(checkpoint, await library.mergeRun(checkpoint, NOW));
          if (await dieAt(deathAt, work)) {
            library = await newLibraryWorker();
            await work();
          }
        }
        expect(await everything()).toEqual(undisturbed);
      }),
      { numRuns: 40 },
    );
  });

  it('changes nothing when run again', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(anyRuns, async (runs) => {
        globalThis.indexedDB = new IDBFactory();
        library = await newLibraryWorker();
        for (const [index, run] of runs.entries()) {
          const checkpoint = await stageRun(library.syncStore, await fetchedRun(run, index));
          const merged = await library.mergeRun(checkpoint, NOW);
          const put = vi.spyOn(IDBObjectStore.prototype, 'put');
          const again = await library.mergeRun(checkpoint, NOW);
          expect(put).not.toHaveBeenCalled();
          put.mockRestore();
          expect(again).toEqual(merged);
          await library.completeRun(checkpoint, merged);
        }
      }),
      { numRuns: 30 },
    );
  });
});
