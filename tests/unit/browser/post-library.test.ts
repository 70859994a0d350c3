import { IDBFactory, IDBObjectStore } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { DeltasByPost } from '../../../utils/breakouts/delta.ts';
import type { Post } from '../../../utils/breakouts/post.ts';
import { aCheckpoint } from '../../builders/checkpoint.ts';
import { postsNamed } from '../../builders/post.ts';

type PostLibrary = typeof import('../../../utils/browser/post-library.ts');
let library: PostLibrary;

/** The module as a new worker has it: nothing open, nothing remembered. */
async function newWorker(): Promise<PostLibrary> {
  vi.resetModules();
  return import('../../../utils/browser/post-library.ts');
}

beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory();
  library = await newWorker();
});

const CHECKPOINT = aCheckpoint({ run: 'run-1' });
const deltas = (id: string, views: number): DeltasByPost =>
  new Map([[id, { 7: { views, engagement: null }, 14: { views: 2 * views, engagement: 3 } }]]);

async function idsOf(run: string): Promise<string[]> {
  const ids: string[] = [];
  for await (const posts of library.postsOf(run)) ids.push(...posts.map(({ id }) => id));
  return ids;
}

/** Stores pages of a run, one post each unless said otherwise. */
async function storePages(run: string, ...pages: readonly (readonly Post[])[]): Promise<void> {
  for (const [record, posts] of pages.entries()) {
    await library.runLibrary.storePage({ ...CHECKPOINT, run, nextRecord: record + 1 }, record, posts);
  }
}

/** Puts a record into the database behind the library's back. */
async function put(store: 'posts' | 'deltas', key: [string, number], value: unknown): Promise<void> {
  const database = await openDB('post-library');
  await database.put(store, value, key);
  database.close();
}

describe('the library of posts', () => {
  it('is empty for a new user', async () => {
    expect(await library.runLibrary.loadCheckpoint()).toBeUndefined();
    expect(await idsOf('run-1')).toEqual([]);
    expect(await library.deltasOf('run-1', [7])).toEqual(new Map());
  });

  it('gives posts back as they were stored, in the order of the lists', async () => {
    const posts = postsNamed('b', 'a');
    await storePages('run-1', posts, postsNamed('c'));
    const read: Post[] = [];
    for await (const page of library.postsOf('run-1')) read.push(...page);
    expect(read).toEqual([...posts, ...postsNamed('c')]);
  });

  it('gives the ids of all posts of a run, however many records they fill', async () => {
    const ids = Array.from({ length: 65 }, (_, index) => `p${index}`);
    await storePages('run-1', ...ids.map((id) => postsNamed(id)));
    expect(await library.runLibrary.idsOf('run-1')).toEqual(new Set(ids));
    expect(await idsOf('run-1')).toEqual(ids);
  });

  it('gives deltas back over the windows asked for, and no others', async () => {
    await library.runLibrary.storeDeltas(CHECKPOINT, 0, deltas('a', 5));
    await library.runLibrary.storeDeltas(CHECKPOINT, 1, deltas('b', -2));
    expect(await library.deltasOf('run-1', [7, 30])).toEqual(
      new Map([
        ['a', { 7: { views: 5, engagement: null } }],
        ['b', { 7: { views: -2, engagement: null } }],
      ]),
    );
  });

  it('keeps runs apart whose names begin alike', async () => {
    await storePages('run-1', postsNamed('a'));
    await storePages('run-10', postsNamed('b'));
    expect([await idsOf('run-1'), await idsOf('run-10')]).toEqual([['a'], ['b']]);
  });

  it('outlives the worker', async () => {
    await storePages('run-1', postsNamed('a'));
    library = await newWorker();
    expect(await library.runLibrary.loadCheckpoint()).toEqual({ ...CHECKPOINT, nextRecord: 1 });
    expect(await idsOf('run-1')).toEqual(['a']);
  });
});

describe('a step of a sync', () => {
  it('is stored with the checkpoint that it led to', async () => {
    const reached = { ...CHECKPOINT, posts: 1, nextRecord: 1 };
    await library.runLibrary.storePage(reached, 0, postsNamed('a'));
    expect(await library.runLibrary.loadCheckpoint()).toEqual(reached);
    await library.runLibrary.storeCheckpoint({ ...reached, deltasByGet: true });
    expect(await library.runLibrary.loadCheckpoint()).toEqual({ ...reached, deltasByGet: true });
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
    await expect(library.runLibrary.storePage(CHECKPOINT, 1, postsNamed('b'))).rejects.toThrow();
    failing.mockRestore();
    expect(await idsOf('run-1')).toEqual(['a']);
    expect(await library.runLibrary.loadCheckpoint()).toEqual({ ...CHECKPOINT, nextRecord: 1 });
  });

  it('that is repeated takes the place of what it repeats', async () => {
    await library.runLibrary.storePage(CHECKPOINT, 0, postsNamed('a'));
    await library.runLibrary.storePage(CHECKPOINT, 0, postsNamed('a'));
    expect(await idsOf('run-1')).toEqual(['a']);
  });
});

describe('what earlier runs have fetched', () => {
  beforeEach(async () => {
    for (const run of ['a-former', 'm-current', 'z-former']) {
      await storePages(run, postsNamed(`${run} post`), postsNamed(`${run} post 2`));
      await library.runLibrary.storeDeltas({ ...CHECKPOINT, run }, 2, deltas(`${run} post`, 1));
    }
    await library.runLibrary.storeCheckpoint({ ...CHECKPOINT, run: 'm-current' });
  });

  const left = async () =>
    Promise.all(
      ['a-former', 'm-current', 'z-former'].map(
        async (run) => (await idsOf(run)).length + (await library.deltasOf(run, [7])).size,
      ),
    );

  it('goes when a run is finished, and its checkpoint with it', async () => {
    await library.keepOnly('m-current');
    expect(await left()).toEqual([0, 3, 0]);
    expect(await library.runLibrary.loadCheckpoint()).toBeUndefined();
  });

  it('goes to make room, and the run under way stays', async () => {
    await library.dropFormerRuns();
    expect(await left()).toEqual([0, 3, 0]);
    expect(await library.runLibrary.loadCheckpoint()).toMatchObject({ run: 'm-current' });
  });

  it('goes with everything when there is no run under way', async () => {
    await library.keepOnly('m-current');
    await library.dropFormerRuns();
    expect(await left()).toEqual([0, 0, 0]);
  });

  it('goes with everything when the key is removed', async () => {
    await library.clearLibrary();
    expect(await left()).toEqual([0, 0, 0]);
    expect(await library.runLibrary.loadCheckpoint()).toBeUndefined();
  });
});

describe('a damaged library', () => {
  it.each([
    ['posts', [{ id: 7 }]],
    ['posts', 'posts'],
    ['posts', null],
  ] as const)('is told apart from an empty one: %s that are %j', async (store, value) => {
    await storePages('run-1', postsNamed('a'));
    await put(store, ['run-1', 1], value);
    await expect(idsOf('run-1')).rejects.toMatchObject({ name: 'StorageFault', kind: 'storage-damaged' });
  });

  it.each([[[['a', { 7: { views: 'many' } }]]], [{ a: 1 }]])('is told of deltas that are %j too', async (value) => {
    await library.runLibrary.storeDeltas(CHECKPOINT, 0, deltas('a', 1));
    await put('deltas', ['run-1', 1], value);
    await expect(library.deltasOf('run-1', [7])).rejects.toMatchObject({ kind: 'storage-damaged' });
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
