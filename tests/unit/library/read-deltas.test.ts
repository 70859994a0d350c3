import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { gainsRecord } from '../../../utils/library/gains-record.ts';
import { newLibraryWorker, stageRun } from '../../builders/library-runs.ts';
import { aPost } from '../../builders/post.ts';
import { HOUR, NOW } from '../../builders/time.ts';

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

const refreshed = (id: string, lastRefreshedAt: number | null, views: number) =>
  aPost({ id, lastRefreshedAt, views });

describe('deltasOf', () => {
  const gained = { views: 5, engagement: null };

  /** A library of three posts: the API knows no gains of `b`, and was not asked for `c`. */
  async function answered() {
    const library = await newLibraryWorker();
    const checkpoint = await stageRun(library.syncStore, {
      ...{ run: 'first', baseRun: null },
      pages: [['account-videos', ['a', 'b', 'c'].map((id) => refreshed(id, NOW, 1))]],
    });
    const asked = ['a', 'b'].map((id) => [id, NOW, [7]] as const);
    const answer = { byPost: new Map([['a', { 7: gained }]]), notFound: ['b'] };
    await library.syncStore.store(checkpoint, [
      { kind: 'deltas', record: 9, asked, windows: [7], answer },
    ]);
    return library.readPosts((await library.mergeRun(checkpoint, NOW)).head);
  }

  it('counts the posts that the API knows no gains of', async () => {
    const { deltas, notFound } = await (await answered()).deltasOf([7]);
    expect(['a', 'b', 'c'].map((id) => deltas.gained(id, 7, 'views'))).toEqual([5, null, null]);
    expect(notFound).toBe(1);
  });

  it('takes no gain for one over another window', async () => {
    const { deltas } = await (await answered()).deltasOf([1, 30]);
    const all = ['a', 'b', 'c'].flatMap((id) => [1, 30].map((d) => deltas.gained(id, d, 'views')));
    expect(all).toEqual(Array.from(all, () => null));
  });

  it.each([
    ['is damaged', 'junk'],
    ['has rows of other posts', gainsRecord([[]], [7])],
  ])('names the group whose record of gains %s', async (_, gains) => {
    const { deltasOf } = await answered();
    const { withLibrary } = await import('../../../utils/library/library-database.ts');
    await withLibrary(async (database) => {
      for (const key of await database.getAllKeys('gains')) await database.put('gains', gains, key);
    });
    const { deltas, damaged } = await deltasOf([7]);
    expect(damaged).toEqual([{ list: 'account-videos', account: 'account' }]);
    expect(deltas.gained('a', 7, 'views')).toBeNull();
  });

  /** A library with a post, and one that was never refreshed, both tracked in two ways. */
  async function ofBothLists(gains: Readonly<Record<string, number>>) {
    const library = await newLibraryWorker();
    const posts = [refreshed('a', NOW, 1), refreshed('never', null, 1)];
    const checkpoint = await stageRun(library.syncStore, {
      ...{ run: 'first', baseRun: null, lists: ['account-videos', 'videos'], gains },
      pages: [
        ['videos', posts],
        ['account-videos', posts],
      ],
    });
    return { ...library, head: (await library.mergeRun(checkpoint, NOW)).head };
  }

  it('has the gains of a post that was never refreshed', async () => {
    const { readPosts, head } = await ofBothLists({ never: 4 });
    const { deltas } = await (await readPosts(head)).deltasOf([7]);
    expect(deltas.gained('never', 7, 'views')).toBe(4);
  });

  it('keeps a gain that the record of the other list does not know', async () => {
    const { readPosts, head, withLibrary } = await ofBothLists({ a: 5 });
    const { stagedGains, gainsRecord: joined } = await import(
      '../../../utils/library/gains-record.ts'
    );
    const record = stagedGains(
      [
        ['a', NOW],
        ['never', null],
      ],
      [7],
      {
        ...{ byPost: new Map(), notFound: [] },
      },
    );
    const rows = [[{ record, row: 0 }], [{ record, row: 1 }]];
    // The list that is read last.
    await withLibrary((database) =>
      database.put('gains', joined(rows, [7]), ['account-videos', 'account', 0]),
    );
    const { deltas } = await (await readPosts(head)).deltasOf([7]);
    expect(deltas.gained('a', 7, 'views')).toBe(5);
  });

  it('counts no post that was unknown before it was refreshed again', async () => {
    const library = await newLibraryWorker();
    const asked = (id: string) => [id, NOW, [7]] as const;
    const answer = { byPost: new Map(), notFound: ['a', 'b'] };
    let head = await library.readHead();
    for (const [baseRun, run, at] of [
      [null, 'first', NOW],
      ['first', 'second', NOW + HOUR],
    ] as const) {
      const checkpoint = await stageRun(library.syncStore, {
        ...{ run, baseRun },
        pages: [['account-videos', [refreshed('a', NOW, 1), refreshed('b', at, 1)]]],
      });
      if (baseRun === null) {
        const gains = { kind: 'deltas', record: 9, windows: [7], answer } as const;
        await library.syncStore.store(checkpoint, [{ ...gains, asked: ['a', 'b'].map(asked) }]);
      }
      const merged = await library.mergeRun(checkpoint, NOW);
      await library.completeRun(checkpoint, merged);
      ({ head } = merged);
    }
    if (head === null) throw new Error('the library is empty');
    expect((await (await library.readPosts(head)).deltasOf([7])).notFound).toBe(1);
  });
});
