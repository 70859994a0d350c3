import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { type FetchedRun, mergeFetched, newLibraryWorker } from '../../builders/library-runs.ts';
import { aPost, plainPost } from '../../builders/post.ts';
import { DAY, HOUR, NOW } from '../../builders/time.ts';

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

const LISTED = aPost({ id: 'one', caption: 'One', lastRefreshedAt: NOW - 2 * HOUR, views: 900 });

/** Merges runs one after the other. @returns the function under test, on the same library */
async function merged(...runs: readonly FetchedRun[]) {
  const library = await newLibraryWorker();
  for (const [index, run] of runs.entries()) await mergeFetched(library, run, NOW + index * DAY);
  return (await import('../../../utils/library/read-post.ts')).readPost;
}

const run = (changes: Partial<FetchedRun>): FetchedRun => ({
  ...{ run: 'first', baseRun: null, pages: [], ...changes },
});

describe('readPost', () => {
  it('reads a post with its texts, its gains and its counts over time', async () => {
    const later = { ...LISTED, lastRefreshedAt: NOW + 22 * HOUR, views: 1500 };
    const others = ['a', 'b'].map((id) => aPost({ id, caption: id }));
    const readPost = await merged(
      run({ pages: [['account-videos', [...others, LISTED]]], gains: { one: 400, a: 1 } }),
      run({
        ...{ run: 'second', baseRun: 'first', gains: { one: 700 } },
        pages: [['account-videos', [...others, later]]],
      }),
    );
    const found = await readPost('one', 'account');
    expect(found && { ...plainPost(found.post), ...found.text }).toEqual(later);
    expect(found?.gains).toEqual([{ days: 7, views: 700 }]);
    expect(found?.saved.map(({ views }) => views)).toEqual([900, 1500]);
  });

  it('reads the list in which a post was refreshed later', async () => {
    const tracked = {
      ...LISTED,
      caption: 'Tracked alone',
      lastRefreshedAt: NOW - HOUR,
      views: 950,
    };
    const pages = [
      ['account-videos', [LISTED]],
      ['videos', [tracked]],
    ] as const;
    const readPost = await merged(run({ lists: ['account-videos', 'videos'], pages }));
    expect((await readPost('one', 'account'))?.text.caption).toBe('Tracked alone');
  });

  it('reads a post that is tracked by itself and was never refreshed', async () => {
    const pages = [['videos', [{ ...LISTED, lastRefreshedAt: null }]]] as const;
    const readPost = await merged(run({ lists: ['videos'], pages }));
    expect((await readPost('one', 'account'))?.text.caption).toBe('One');
  });

  it('has no gains of an earlier refresh', async () => {
    const later = { ...LISTED, lastRefreshedAt: NOW + 22 * HOUR };
    const readPost = await merged(
      run({ pages: [['account-videos', [LISTED]]], gains: { one: 400 } }),
      run({ run: 'second', baseRun: 'first', pages: [['account-videos', [later]]] }),
    );
    expect((await readPost('one', 'account'))?.gains).toEqual([]);
  });

  it('has no counts over time of a post whose account has those of others', async () => {
    const uncounted = aPost({ id: 'two', lastRefreshedAt: null });
    const readPost = await merged(run({ pages: [['account-videos', [LISTED, uncounted]]] }));
    expect((await readPost('two', 'account'))?.saved).toEqual([]);
  });

  it('finds no post of another account, and none that is unknown', async () => {
    const readPost = await merged(run({ pages: [['account-videos', [LISTED]]] }));
    expect(await readPost('one', 'other')).toBeNull();
    expect(await readPost('two', 'account')).toBeNull();
    expect(await readPost('one', null)).toBeNull();
  });

  it.each(['texts', 'gains'] as const)('leaves out a damaged record of %s', async (name) => {
    const pages = [['account-videos', [LISTED]]] as const;
    const readPost = await merged(run({ pages, gains: { one: 400 } }));
    const { withLibrary } = await import('../../../utils/library/library-database.ts');
    await withLibrary((database) => database.put(name, 'junk', ['account-videos', 'account', 0]));
    const found = await readPost('one', 'account');
    expect(found?.text.caption).toBe(name === 'texts' ? null : 'One');
    expect(found?.gains).toEqual(name === 'gains' ? [] : [{ days: 7, views: 400 }]);
  });

  it('finds a post in another record of its account when the first is damaged', async () => {
    const readPost = await merged(run({ pages: [['account-videos', [LISTED]]] }));
    const { withLibrary } = await import('../../../utils/library/library-database.ts');
    await withLibrary(async (database) => {
      const stored = await database.get('posts', ['account-videos', 'account', 0]);
      await database.put('posts', stored, ['account-videos', 'account', 1]);
      await database.put('posts', 'junk', ['account-videos', 'account', 0]);
    });
    expect((await readPost('one', 'account'))?.post.views).toBe(900);
  });

  it('has the row of its account when both lists refreshed a post at once', async () => {
    const pages = [
      ['videos', [{ ...LISTED, caption: 'Tracked alone' }]],
      ['account-videos', [LISTED]],
    ] as const;
    const readPost = await merged(run({ lists: ['account-videos', 'videos'], pages }));
    expect((await readPost('one', 'account'))?.text.caption).toBe('One');
  });

  it('has no gain that was not asked for, or that the API does not know', async () => {
    const never = { ...LISTED, id: 'two', lastRefreshedAt: null };
    const readPost = await merged(
      run({
        pages: [['account-videos', [LISTED, never, { ...LISTED, id: 'three' }]]],
        gains: { two: 4, three: Number.NaN },
      }),
    );
    expect((await readPost('one', 'account'))?.gains).toEqual([]);
    expect((await readPost('three', 'account'))?.gains).toEqual([]);
    expect((await readPost('two', 'account'))?.gains).toEqual([{ days: 7, views: 4 }]);
  });
});
