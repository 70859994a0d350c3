import { IDBFactory, IDBObjectStore } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Post } from '../../../utils/breakouts/model/post.ts';
import { type LibraryManifest, updateManifest } from '../../../utils/library/library-manifest.ts';
import { postsRecord } from '../../../utils/library/posts-record.ts';
import type { Checkpoint, PendingPost, StoredCheckpoint } from '../../../utils/sync/checkpoint.ts';
import { aCheckpoint, pendingPosts } from '../../builders/checkpoint.ts';
import { HOUR, NOW } from '../../builders/moments.ts';
import { aPost, plainPost, postsNamed } from '../../builders/post.ts';
import { aTrackedAccount } from '../../builders/tracked-account.ts';

type PostLibrary = typeof import('../../../utils/library/post-store.ts');
let library: PostLibrary;

/** The module as a new worker has it: nothing open, nothing remembered. */
async function newWorker(): Promise<PostLibrary> {
  vi.resetModules();
  return import('../../../utils/library/post-store.ts');
}

beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory();
  library = await newWorker();
});

const CHECKPOINT = aCheckpoint({ run: 'run-1' });
const gained = (views: number) => ({ 7: { views, engagement: null }, 14: { views: 2 * views, engagement: 3 } });
const REFRESHED = aPost().lastRefreshedAt;

/** The ids of the posts that a run has fetched. */
async function idsOf(run: string): Promise<string[]> {
  const ids: string[] = [];
  for await (const { posts } of library.postsFetchedBy(run)) ids.push(...posts.map(({ id }) => id));
  return ids;
}

/** A page of posts as it has come. */
function pageOf(
  record: number,
  posts: readonly Post[],
  pending: readonly PendingPost[] = [],
  listing = 'account-videos',
) {
  return { kind: 'page' as const, record, listing, posts, pending };
}

/** The checkpoint as the next worker finds it. */
async function loadCheckpoint(): Promise<unknown> {
  const stored = await library.runStore.loadCheckpoint();
  return { ...(stored as StoredCheckpoint), pending: await library.runStore.pendingOf('run-1') };
}

/** Stores pages of a run, one post each unless said otherwise. */
async function storePages(run: string, ...pages: readonly (readonly Post[])[]): Promise<void> {
  for (const [record, posts] of pages.entries()) await storePage(run, record, 'account-videos', posts);
}

async function storePage(run: string, record: number, listing: string, posts: readonly Post[]): Promise<void> {
  const checkpoint = { ...CHECKPOINT, run, nextRecord: record + 1 };
  await library.runStore.store(checkpoint, [pageOf(record, posts, [], listing)]);
}

/** Stores deltas of one post. */
async function storeDeltas(run: string, record: number, id: string, views: number, refreshedAt = REFRESHED) {
  const answer = { byPost: new Map([[id, gained(views)]]), notFound: [] };
  await library.runStore.store({ ...CHECKPOINT, run }, [
    { kind: 'deltas', record, asked: [[id, refreshedAt]], answer },
  ]);
}

/** What a post gained over 7 days as the library knows it. */
async function viewsGained(id: string): Promise<number | null> {
  const { deltas } = await library.deltasOf([aPost({ id })], [7]);
  return deltas.gained(id, 7, 'views');
}

/** Finishes a run that has listed all account videos, or those of some accounts. */
async function finish(run: string, accountIds?: readonly string[], videos = false): Promise<LibraryManifest> {
  const former = await library.readManifest();
  const fetched = { ...CHECKPOINT, run, baseRun: former?.run ?? null, posts: (await idsOf(run)).length };
  const checkpoint: Checkpoint = {
    ...fetched,
    listsVideos: videos,
    isFullListing: accountIds === undefined,
    accountIds: accountIds ?? [],
  };
  const ledger = updateManifest(former, checkpoint, await library.computeRunStats(checkpoint), []);
  await library.commitRun(run, ledger, former === null);
  return ledger;
}

/** The posts that count, in the order of their ids, with their words. */
async function counting(ledger: LibraryManifest): Promise<Post[]> {
  const { posts, wordsOf } = await library.readPosts(ledger);
  const words = await wordsOf(posts.keys());
  return posts
    .map((post, place) => ({ ...plainPost(post), ...words.get(place) }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}
const namesOf = async (ledger: LibraryManifest) => (await counting(ledger)).map(({ id }) => id);

/** Puts a record into the database behind the library's back. */
async function put(store: 'posts' | 'words' | 'deltas', key: IDBValidKey, value: unknown): Promise<void> {
  const database = await openDB('post-library');
  await database.put(store, value, key);
  database.close();
}

async function recordsIn(store: 'posts' | 'words' | 'deltas' | 'surveys'): Promise<number> {
  const database = await openDB('post-library');
  const count = await database.count(store);
  database.close();
  return count;
}

describe('the library of posts', () => {
  it('is empty for a new user', async () => {
    expect(await library.runStore.loadCheckpoint()).toBeUndefined();
    expect(await library.readManifest()).toBeNull();
    expect(await idsOf('run-1')).toEqual([]);
    expect((await library.deltasOf([aPost()], [7])).notFound).toBe(0);
    expect(await viewsGained(aPost().id)).toBeNull();
  });

  it('gives posts back as they were stored', async () => {
    const posts = postsNamed('a', 'b', 'c');
    await storePages('run-1', posts.slice(0, 2), posts.slice(2));
    const ledger = await finish('run-1');
    const read = await library.readPosts(ledger);
    expect(read.posts.map(plainPost)).toEqual(
      posts.map((post) => ({ ...post, caption: null, url: null, coverUrl: null })),
    );
    const { caption, url, coverUrl } = posts[2] as Post;
    expect(await read.wordsOf([2])).toEqual(new Map([[2, { caption, url, coverUrl }]]));
    expect(await counting(ledger)).toEqual(posts);
  });

  it('gives the ids of all posts of a run by list, however many records they fill', async () => {
    const ids = Array.from({ length: 65 }, (_, index) => `p${index}`);
    await storePages('run-1', ...ids.map((id) => postsNamed(id)));
    await storePage('run-1', 65, 'videos', postsNamed('v'));
    await storePage('run-1', 66, 'an-account', postsNamed('w'));
    expect(await library.runStore.idsOf('run-1')).toEqual(
      new Map([
        ['account-videos', new Set([...ids, 'w'])],
        ['videos', new Set(['v'])],
      ]),
    );
  });

  it('gives deltas back over the windows asked for, and no others', async () => {
    await storeDeltas('run-1', 0, 'a', 5);
    await storeDeltas('run-1', 1, 'b', -2);
    const { deltas } = await library.deltasOf(postsNamed('a', 'b'), [7, 365]);
    expect([deltas.gained('a', 7, 'views'), deltas.gained('b', 7, 'views')]).toEqual([5, -2]);
    expect([deltas.gained('a', 7, 'engagement'), deltas.gained('a', 365, 'views')]).toEqual([null, null]);
  });

  it('gives no deltas of before the post’s last refresh', async () => {
    await storeDeltas('run-1', 0, 'a', 5, NOW - 30 * HOUR);
    expect(await viewsGained('a')).toBeNull();
    await storeDeltas('run-2', 0, 'a', 6);
    expect(await viewsGained('a')).toBe(6);
    expect(await library.runStore.lastDeltaRequestTimes()).toEqual(new Map([['a', REFRESHED]]));
  });

  it('tells of how many posts the API knows no deltas', async () => {
    const answer = { byPost: new Map([['a', gained(1)]]), notFound: ['b'] };
    const asked = [['a', REFRESHED] as const, ['b', REFRESHED] as const];
    await library.runStore.store(CHECKPOINT, [{ kind: 'deltas', record: 0, asked, answer }]);
    expect((await library.deltasOf(postsNamed('a', 'b'), [7])).notFound).toBe(1);
    expect([await viewsGained('a'), await viewsGained('b')]).toEqual([1, null]);
  });

  it('keeps runs apart whose names begin alike', async () => {
    await storePages('run-1', postsNamed('a'));
    await storePages('run-10', postsNamed('b'));
    expect([await idsOf('run-1'), await idsOf('run-10')]).toEqual([['a'], ['b']]);
  });

  it('outlives the worker', async () => {
    await storePages('run-1', postsNamed('a'));
    library = await newWorker();
    expect(await loadCheckpoint()).toEqual({ ...CHECKPOINT, nextRecord: 1 });
    expect(await idsOf('run-1')).toEqual(['a']);
  });

  it('keeps the survey of the accounts, page by page', async () => {
    const page = {
      cursor: null,
      nextCursor: 'c1',
      etag: '"e"',
      accounts: [aTrackedAccount({ id: 'x', refreshedAt: 1 })],
    };
    await library.runStore.store(CHECKPOINT, [{ kind: 'accounts', record: 0, page: page }]);
    await library.runStore.store(CHECKPOINT, [
      { kind: 'accounts', record: 1, page: { ...page, cursor: 'c1', nextCursor: null } },
    ]);
    expect(await Array.fromAsync(library.runStore.accountPagesOf('run-1'))).toEqual([
      page,
      { ...page, cursor: 'c1', nextCursor: null },
    ]);
  });
});

describe('a run that lists some accounts', () => {
  const of = (accountKey: string, ...ids: readonly string[]) =>
    ids.map((id) => aPost({ id, accountKey, caption: `About ${id}` }));

  beforeEach(async () => {
    await storePages('run-1', [...of('x', 'x1', 'x2'), ...of('y', 'y1'), ...of('z', 'z1')]);
    await finish('run-1');
  });

  it('takes the place of what was known of them, once it is finished', async () => {
    await storePage('run-2', 0, 'x', of('x', 'x2', 'x3'));
    const before = await library.readManifest();
    expect(before && (await namesOf(before))).toEqual(['x1', 'x2', 'y1', 'z1']);
    const after = await finish('run-2', ['x', 'y']);
    expect(await namesOf(after)).toEqual(['x2', 'x3', 'z1']);
    expect(await library.readManifest()).toEqual(after);
    expect(await library.runStore.loadCheckpoint()).toBeUndefined();
  });

  it('leaves nothing of its records behind when a later run lists the accounts again', async () => {
    await storePage('run-2', 0, 'x', of('x', 'x1'));
    await finish('run-2', ['x']);
    await storePage('run-3', 0, 'x', of('x', 'x1'));
    await finish('run-3', ['x']);
    expect([await recordsIn('posts'), await recordsIn('words')]).toEqual([2, 2]);
  });

  it('and a sweep drops all that was known before', async () => {
    await storePages('run-2', of('y', 'y1', 'y2'));
    expect(await namesOf(await finish('run-2'))).toEqual(['y1', 'y2']);
    expect([await recordsIn('posts'), await recordsIn('words')]).toEqual([1, 1]);
  });

  it('shows a post once that is tracked by itself as well, as it was refreshed later', async () => {
    const later = aPost({ id: 'x1', accountKey: 'x', lastRefreshedAt: NOW, views: 5000, caption: 'As it is now' });
    await storePage('run-2', 0, 'videos', [later, ...postsNamed('v')]);
    const read = await counting(await finish('run-2', [], true));
    expect(read.map(({ id }) => id)).toEqual(['v', 'x1', 'x2', 'y1', 'z1']);
    expect(read.find(({ id }) => id === 'x1')).toEqual(later);
  });

  it('writes records anew once most of their rows count no more, and what counts stays', async () => {
    const many = (key: string) => of(key, ...Array.from({ length: 3000 }, (_, index) => `${key}${index}`));
    await storePages('run-2', [...many('x'), ...of('y', 'y1')], many('z'));
    await storeDeltas('run-2', 2, 'y1', 1);
    await finish('run-2');
    await storePage('run-3', 0, 'x', of('x', 'x1'));
    await storePage('run-3', 1, 'z', of('z', 'z1'));
    await finish('run-3', ['x', 'z']);
    const ledger = (await library.readManifest()) as LibraryManifest;
    expect(ledger.sweep?.rows).toBe(1);
    expect(await namesOf(ledger)).toEqual(['x1', 'y1', 'z1']);
    expect(await idsOf('run-2')).toEqual(['y1']);
    expect((await counting(ledger)).map(({ caption }) => caption)).toEqual(['About x1', 'About y1', 'About z1']);
  });

  it('does not take words that are damaged for none when it writes records anew', async () => {
    const many = of('x', ...Array.from({ length: 3000 }, (_, index) => `x${index}`));
    await storePages('run-2', [...many, ...of('y', 'y1')]);
    await finish('run-2');
    await put('words', ['run-2', 0, 'account-videos'], { captions: ['About x0'], urls: [null] });
    await storePage('run-3', 0, 'x', of('x', 'x1'));
    await expect(finish('run-3', ['x'])).rejects.toMatchObject({ kind: 'storage-damaged' });
  });

  it('drops deltas of which there are later ones, once they are many', async () => {
    const ids = Array.from({ length: 1200 }, (_, index) => `x${index}`);
    const deltasAt = (run: string, refreshedAt: number) =>
      library.runStore.store({ ...CHECKPOINT, run }, [
        {
          kind: 'deltas',
          record: 9,
          asked: ids.map((id) => [id, refreshedAt]),
          answer: { byPost: new Map(ids.map((id) => [id, gained(refreshedAt)])), notFound: [] },
        },
      ]);
    for (const [index, run] of ['run-2', 'run-3', 'run-4'].entries()) {
      await deltasAt(run, index + 1);
      await storePage(run, 0, 'x', of('x', 'x1'));
      await finish(run, ['x']);
    }
    expect(await recordsIn('deltas')).toBe(1);
    expect((await library.readManifest())?.deltaRows).toBe(1200);
    expect(await library.runStore.lastDeltaRequestTimes()).toEqual(new Map(ids.map((id) => [id, 3])));
  });

  it('is told of rows that have vanished', async () => {
    const ledger = (await library.readManifest()) as LibraryManifest;
    await put('posts', ['run-1', 0, 'account-videos'], postsRecord(of('x', 'x1')));
    await expect(counting(ledger)).rejects.toMatchObject({ kind: 'storage-damaged' });
  });
});

describe('a step of a sync', () => {
  it('is stored with the checkpoint that it led to', async () => {
    const reached = { ...CHECKPOINT, posts: 1, nextRecord: 1 };
    await library.runStore.store(reached, [pageOf(0, postsNamed('a'))]);
    expect(await loadCheckpoint()).toEqual(reached);
    await library.runStore.store({ ...reached, deltasByGet: true }, []);
    expect(await loadCheckpoint()).toEqual({ ...reached, deltasByGet: true });
  });

  it('leaves it to the records which posts wait for their deltas', async () => {
    const [first, second] = [pendingPosts(['a', 'b']), [...pendingPosts(['c']), ['never', null] as const]];
    const pages = [
      pageOf(0, postsNamed('a', 'known', 'b'), first),
      pageOf(1, [...postsNamed('c'), aPost({ id: 'never', lastRefreshedAt: null })], second),
    ];
    const pending = [...first, ...second];
    await library.runStore.store({ ...CHECKPOINT, pending }, pages);
    expect(await library.runStore.loadCheckpoint()).not.toHaveProperty('pending');
    expect(await library.runStore.pendingOf('run-1')).toEqual(pending);
    await storeDeltas('run-1', 2, 'b', 1);
    await storeDeltas('run-1', 3, 'never', 1);
    expect(await (await newWorker()).runStore.pendingOf('run-1')).toEqual(pendingPosts(['a', 'c']));
    expect(await library.runStore.pendingOf('run-2')).toEqual([]);
  });

  it('that cannot be stored as a whole is not stored at all', async () => {
    await storePages('run-1', postsNamed('a'));
    // The second of the two writes fails as a full disk would make it: its request ends in an error.
    const { put } = IDBObjectStore.prototype;
    const failing = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
      this: IDBObjectStore,
      ...row
    ) {
      return this.name === 'checkpoint' ? this.add(...row) : put.apply(this, row);
    });
    await expect(library.runStore.store(CHECKPOINT, [pageOf(1, postsNamed('b'))])).rejects.toThrow();
    failing.mockRestore();
    expect(await idsOf('run-1')).toEqual(['a']);
    expect(await loadCheckpoint()).toEqual({ ...CHECKPOINT, nextRecord: 1 });
  });

  it('that is repeated takes the place of what it repeats', async () => {
    await library.runStore.store(CHECKPOINT, [pageOf(0, postsNamed('a'))]);
    await library.runStore.store(CHECKPOINT, [pageOf(0, postsNamed('a'))]);
    expect(await idsOf('run-1')).toEqual(['a']);
  });
});

describe('where room is short', () => {
  beforeEach(async () => {
    await storePages('former', postsNamed('a'));
    await storeDeltas('former', 1, 'a', 1);
    await finish('former');
    await storePages('now', postsNamed('b'));
  });
  const left = async () => [await idsOf('former'), await idsOf('now'), (await library.readManifest())?.run ?? null];

  it('what a sweep under way has fetched stays, and the sweep goes on as the first of its library', async () => {
    await library.runStore.store({ ...CHECKPOINT, run: 'now', baseRun: 'former', isFullListing: true }, []);
    await library.freeSpace();
    expect(await left()).toEqual([[], ['b'], null]);
    expect([await recordsIn('words'), await recordsIn('deltas')]).toEqual([1, 0]);
    expect(await library.runStore.loadCheckpoint()).toMatchObject({ run: 'now', baseRun: null });
  });

  it('everything goes when the run under way lists but a part of the library', async () => {
    await library.runStore.store({ ...CHECKPOINT, run: 'now', baseRun: 'former', isFullListing: false }, []);
    await library.freeSpace();
    expect(await left()).toEqual([[], [], null]);
    expect(await library.runStore.loadCheckpoint()).toBeUndefined();
  });

  it('everything goes when the key is removed', async () => {
    await library.clearLibrary();
    expect(await left()).toEqual([[], [], null]);
  });
});

describe('a damaged library', () => {
  it.each([
    ['posts', [{ id: 7 }]],
    ['posts', { ...postsRecord(postsNamed('x1')), ids: ['x1', 'x2'] }],
    ['posts', 'posts'],
    ['posts', null],
  ] as const)('is told apart from an empty one: %s that are %j', async (store, value) => {
    await storePages('run-1', postsNamed('a'));
    await put(store, ['run-1', 1, 'account-videos'], value);
    await expect(idsOf('run-1')).rejects.toMatchObject({ name: 'StorageError', kind: 'storage-damaged' });
  });

  it.each([undefined, null, { captions: [7], urls: [null] }, { captions: [], urls: [] }])(
    'is told apart from posts of which nothing is said: words that are %j',
    async (words) => {
      await storePages('run-1', postsNamed('a'));
      const { wordsOf } = await library.readPosts(await finish('run-1'));
      await put('words', ['run-1', 0, 'account-videos'], words);
      await expect(wordsOf([0])).rejects.toMatchObject({ kind: 'storage-damaged' });
    },
  );

  it.each([[[['a', 7]]], [{ ids: ['a'] }]])('is told of deltas that are %j too', async (value) => {
    await storeDeltas('run-1', 0, 'a', 1);
    await put('deltas', ['run-1', 1], value);
    await expect(library.deltasOf([aPost()], [7])).rejects.toMatchObject({ kind: 'storage-damaged' });
  });

  it('is made anew, empty, and can be used at once', async () => {
    await storePages('run-1', postsNamed('a'));
    await library.rebuildLibrary();
    expect(await idsOf('run-1')).toEqual([]);
    await storePages('run-1', postsNamed('b'));
    expect(await idsOf('run-1')).toEqual(['b']);
  });

  it('that cannot be opened is made anew', async () => {
    // A database of a later version cannot be opened by this one.
    const later = await openDB('post-library', 99, { upgrade: (database) => void database.createObjectStore('posts') });
    later.close();
    await storePages('run-1', postsNamed('a'));
    expect(await idsOf('run-1')).toEqual(['a']);
  });
});
