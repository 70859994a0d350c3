import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { mergeFetched, newLibraryWorker, stageRun } from '../../builders/library-runs.ts';
import { aPost, plainPost } from '../../builders/post.ts';
import { HOUR, NOW } from '../../builders/time.ts';
import { aTrackedAccount } from '../../builders/tracked-account.ts';

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

const lists = ['account-videos', 'videos'] as const;
const refreshed = (id: string, lastRefreshedAt: number | null, views: number) =>
  aPost({ id, lastRefreshedAt, views });

/** A library in which the same posts are tracked with their account and alone. */
async function posts(ofAccount: ReturnType<typeof aPost>[], alone: ReturnType<typeof aPost>[]) {
  const library = await newLibraryWorker();
  const checkpoint = await stageRun(library.syncStore, {
    ...{ run: 'first', baseRun: null, lists: [...lists] },
    pages: [
      ['account-videos', ofAccount],
      ['videos', alone],
    ],
  });
  const merged = await library.mergeRun(checkpoint, NOW);
  await library.completeRun(checkpoint, merged);
  return library.readPosts(merged.head);
}

describe('readPosts', () => {
  it('has a post of both lists once, as it was refreshed later', async () => {
    const read = await posts(
      [refreshed('early', NOW - HOUR, 1), refreshed('late', NOW, 2), refreshed('never', null, 3)],
      [refreshed('early', NOW, 10), refreshed('late', NOW - HOUR, 20), refreshed('never', NOW, 30)],
    );
    const views = Object.fromEntries(read.posts.map((post) => [post.id, post.views]));
    expect(read.posts).toHaveLength(3);
    expect(views).toEqual({ early: 10, late: 2, never: 30 });
  });

  it('has the texts of the row that was refreshed later', async () => {
    const first = aPost({ id: 'other', lastRefreshedAt: NOW });
    const [ofAccount, alone] = ['of account', 'alone'].map((caption) =>
      aPost({ id: 'a', caption, lastRefreshedAt: NOW }),
    ) as [ReturnType<typeof aPost>, ReturnType<typeof aPost>];
    const late = await posts([first, ofAccount], [{ ...alone, lastRefreshedAt: NOW - HOUR }]);
    expect((await late.textsOf([0])).get(0)?.caption).toBe('of account');
  });

  it('names an account with a damaged record once', async () => {
    const read = await newLibraryWorker();
    const checkpoint = await stageRun(read.syncStore, {
      ...{ run: 'first', baseRun: null, pages: [['account-videos', [refreshed('a', NOW, 1)]]] },
    });
    const merged = await read.mergeRun(checkpoint, NOW);
    await read.withLibrary((database) =>
      database.put('posts', 'junk', ['account-videos', 'account', 0]),
    );
    const { damaged } = await read.readPosts(merged.head);
    expect(damaged).toEqual([{ list: 'account-videos', account: 'account' }]);
  });

  it('has the row of the account of a post that both lists refreshed at once', async () => {
    const read = await posts([refreshed('a', NOW, 1)], [refreshed('a', NOW, 10)]);
    expect(read.posts.map(({ views }) => views)).toEqual([1]);
  });

  it('knows which posts are tracked alone', async () => {
    const read = await posts([refreshed('a', NOW, 1)], [refreshed('b', NOW, 2)]);
    const alone = read.posts.filter((_, row) => read.isTrackedAlone(row));
    expect(alone.map(({ id }) => id)).toEqual(['b']);
  });

  it.each(lists)(
    'names the list of posts without an account that lost a record: %s',
    async (list) => {
      const library = await newLibraryWorker();
      const unnamed = (id: string) => aPost({ id, accountKey: null });
      const checkpoint = await stageRun(library.syncStore, {
        ...{ run: 'first', baseRun: null, lists: [...lists] },
        pages: [
          ['account-videos', [unnamed('a')]],
          ['videos', [unnamed('b')]],
        ],
      });
      const merged = await library.mergeRun(checkpoint, NOW);
      await library.completeRun(checkpoint, merged);
      expect((await library.readPosts(merged.head)).damaged).toEqual([]);
      await library.withLibrary((database) => database.delete('posts', [list, '', 0]));
      const { posts: left, damaged } = await library.readPosts(merged.head);
      expect(left.map(({ id }) => id)).toEqual([list === 'videos' ? 'a' : 'b']);
      expect(damaged).toEqual([{ list, account: '' }]);
    },
  );

  it('reads the accounts after a damaged record as if it were not there', async () => {
    const library = await newLibraryWorker();
    const postOf = (id: string, accountKey: string) =>
      aPost({ id, accountKey, platform: accountKey, mediaType: null, caption: `of ${id}` });
    const listed = ['a', 'b', 'c'].flatMap((account) =>
      [1, 2].map((n) => postOf(`${account}${n}`, account)),
    );
    const { head } = await mergeFetched(library, {
      ...{ run: 'first', baseRun: null, gains: { a2: 2, c1: 3, c2: 4 } },
      pages: [['account-videos', listed]],
    });
    await library.withLibrary((database) =>
      database.put('posts', 'junk', ['account-videos', 'b', 0]),
    );
    const read = await library.readPosts(head);
    expect(read.damaged).toEqual([{ list: 'account-videos', account: 'b' }]);
    const left = listed.filter(({ accountKey }) => accountKey !== 'b');
    expect(read.posts.map(plainPost)).toEqual(
      left.map((post) => ({ ...post, caption: null, url: null, coverUrl: null })),
    );
    const texts = await read.textsOf(read.posts.keys());
    expect([...texts.values()].map(({ caption }) => caption)).toEqual(
      left.map(({ id }) => `of ${id}`),
    );
    const { deltas } = await read.deltasOf([7]);
    expect(left.map(({ id }) => deltas.gained(id, 7, 'views'))).toEqual([null, 2, 3, 4]);
  });
});

/** A library of two accounts, of which the API describes one, and of a damaged entry. */
async function describedAccounts() {
  const library = await newLibraryWorker();
  const posts = ['a', 'b', 'c'].map((key) => aPost({ id: `of ${key}`, accountKey: key }));
  const { head } = await mergeFetched(library, {
    ...{ run: 'first', baseRun: null, pages: [['account-videos', posts]] },
    accounts: ['a', 'c'].map((id) => aTrackedAccount({ id, followerCount: 7 })),
  });
  await library.withLibrary((database) => database.put('accounts', 'junk', 'c'));
  return { ...library, head };
}

describe('readPosts, accounts', () => {
  it('notes each account once, by the id that its posts have', async () => {
    const { readPosts, head } = await describedAccounts();
    const noted: [string, number, number | null][] = [];
    await readPosts(head, (id, { posts: count, profile }) => {
      noted.push([id, count, profile?.followerCount ?? null]);
    });
    expect(noted).toEqual([
      ['a', 1, 7],
      ['b', 1, null],
    ]);
  });

  it('compares the rows of each account with those listed', async () => {
    const { readPosts, head, withLibrary } = await describedAccounts();
    expect((await readPosts(head)).damaged).toEqual([]);
    await withLibrary((database) => database.delete('posts', ['account-videos', 'b', 0]));
    expect((await readPosts(head)).damaged).toEqual([{ list: 'account-videos', account: 'b' }]);
  });
});

describe('readProfiles', () => {
  it('has the accounts asked for, of which there is a description', async () => {
    const { readProfiles } = await describedAccounts();
    const profiles = await readProfiles(new Set(['', 'unknown', 'c', 'b', 'a']));
    expect([...profiles].map(([id, { followerCount }]) => [id, followerCount])).toEqual([['a', 7]]);
    expect(await readProfiles(new Set(['b']))).toEqual(new Map());
  });

  it('has each of many accounts by its own id', async () => {
    const library = await newLibraryWorker();
    const ids = Array.from({ length: 100 }, (_, index) => `account ${index}`);
    const accounts = ids.map((id) => aTrackedAccount({ id, username: `name of ${id}` }));
    await mergeFetched(library, { run: 'first', baseRun: null, pages: [], accounts });
    const profiles = await library.readProfiles(new Set(ids));
    expect([...profiles].map(([id, { username }]) => [id, username])).toEqual(
      ids.map((id) => [id, `name of ${id}`]),
    );
  });
});

describe('readManifest', () => {
  it('has no account whose entry is damaged: it was never listed', async () => {
    const library = await newLibraryWorker();
    const pages = [
      ['account-videos', ['a', 'b'].map((key) => aPost({ accountKey: key }))],
    ] as const;
    const { head } = await mergeFetched(library, { run: 'first', baseRun: null, pages });
    const before = await library.readManifest();
    expect(Object.keys(before?.accounts ?? {})).toEqual(['a', 'b']);
    await library.withLibrary((database) => database.put('accounts', { posts: 1 }, 'a'));
    const read = await library.readManifest();
    expect(read).toEqual({ ...head, accounts: { b: before?.accounts.b } });
    expect(read?.accounts).not.toHaveProperty('a');
  });

  it('is null while the library has no head, and when it is damaged', async () => {
    const library = await newLibraryWorker();
    expect([await library.readManifest(), await library.readHead()]).toEqual([null, null]);
    await library.withLibrary((database) => database.put('state', { version: 1 }, 'head'));
    expect([await library.readManifest(), await library.readHead()]).toEqual([null, null]);
  });
});
