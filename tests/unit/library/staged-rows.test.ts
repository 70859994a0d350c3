import { IDBDatabase, IDBObjectStore } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { gainOf } from '../../../utils/library/gains-record.ts';
import { textRecord } from '../../../utils/library/posts-record.ts';
import { type LibraryWorker, newEmptyLibrary, stageRun } from '../../builders/library-runs.ts';
import { aPost } from '../../builders/post.ts';
import { NOW } from '../../builders/time.ts';

let library: LibraryWorker;
let loadStagedRows: typeof import('../../../utils/library/staged-rows.ts')['loadStagedRows'];
let stagedPagesOf: typeof import('../../../utils/library/staged-records.ts')['stagedPagesOf'];

beforeEach(async () => {
  library = await newEmptyLibrary();
  ({ loadStagedRows } = await import('../../../utils/library/staged-rows.ts'));
  ({ stagedPagesOf } = await import('../../../utils/library/staged-records.ts'));
});

afterEach(() => vi.restoreAllMocks());

const postOf = (id: string, accountKey: string | null) =>
  aPost({ id, accountKey, caption: `Caption of ${id}` });

/** Loads the rows of some groups of the run, by group: the id and the caption of each post. */
async function rowsOf(...groups: string[]) {
  const loaded = await loadStagedRows('run-1', new Set(groups), stagedPagesOf('run-1'));
  return loaded.map(({ group, rows }) => [
    group,
    rows.map(({ post, text, gains }) => [post.id, text.caption, gains.length]),
  ]);
}

describe('loadStagedRows', () => {
  it('loads each row of the wanted groups once, from however many pages', async () => {
    const numbers = Array.from({ length: 31 }, (_, index) => index);
    await stageRun(library.syncStore, {
      ...{ run: 'run-1', baseRun: null, gains: { a3: 1, b3: 1 } },
      pages: numbers.map((n) => ['account-videos', [postOf(`b${n}`, 'b'), postOf(`a${n}`, 'a')]]),
    });
    expect(await rowsOf('account-videos/a')).toEqual([
      [
        { list: 'account-videos', account: 'a' },
        numbers.map((n) => [`a${n}`, `Caption of a${n}`, n === 3 ? 1 : 0]),
      ],
    ]);
  });

  it('reads the texts of ten pages at once, and none of pages without a wanted row', async () => {
    const pages = Array.from({ length: 31 }, (_, n) => [postOf(`a${n}`, 'a')]);
    await stageRun(library.syncStore, {
      ...{ run: 'run-1', baseRun: null },
      pages: [...pages, [postOf('b', 'b')]].map((page) => ['account-videos', page]),
    });
    const begun = vi.spyOn(IDBDatabase.prototype, 'transaction');
    const read = vi.spyOn(IDBObjectStore.prototype, 'get');
    expect((await rowsOf('account-videos/a'))[0]?.[1]).toHaveLength(31);
    const ofTexts = begun.mock.calls.filter(([name]) => name === 'stagedTexts');
    expect([ofTexts.length, read.mock.calls.length]).toEqual([4, 31]);
  });

  it('has the gains of each post, in the order in which they came', async () => {
    const pages = [['account-videos', ['b', 'a', 'c'].map((id) => postOf(id, id))]] as const;
    const checkpoint = await stageRun(library.syncStore, { run: 'run-1', baseRun: null, pages });
    const answer = (record: number, gained: Readonly<Record<string, number>>) => ({
      ...({ kind: 'deltas', record, windows: [7] } as const),
      asked: Object.keys(gained).map((id) => [id, NOW, [7]] as const),
      answer: {
        byPost: new Map(
          Object.entries(gained).map(([id, views]) => [id, { 7: { views, engagement: null } }]),
        ),
        notFound: [],
      },
    });
    await library.syncStore.store(checkpoint, [
      answer(10, { b: 1, a: 2, c: 3 }),
      answer(11, { a: 4 }),
      answer(12, { b: 5, c: 6 }),
    ]);
    const groups = new Set(['account-videos/a', 'account-videos/c']);
    const loaded = await loadStagedRows('run-1', groups, stagedPagesOf('run-1'));
    const gained = loaded.map(({ rows }) =>
      rows[0]?.gains.map(({ record, row }) => gainOf(record, row, 0, 'views')),
    );
    expect(gained).toEqual([
      [2, 4],
      [3, 6],
    ]);
  });

  it('gives the run up when a record of gains is damaged', async () => {
    const pages = [['account-videos', [postOf('a', 'a')]]] as const;
    await stageRun(library.syncStore, { run: 'run-1', baseRun: null, pages });
    await library.withLibrary((database) => database.put('stagedGains', 'junk', ['run-1', 9]));
    await expect(rowsOf('account-videos/a')).rejects.toMatchObject({ name: 'RunLost' });
  });

  it('tells lists apart, posts without an account too, and names empty groups', async () => {
    await stageRun(library.syncStore, {
      ...{ run: 'run-1', baseRun: null, lists: ['account-videos', 'videos'] },
      pages: [
        ['a', [postOf('of-account', 'a')]],
        ['videos', [postOf('alone', 'a'), postOf('unnamed', null)]],
      ],
    });
    expect(await rowsOf('videos/a', 'videos/', 'account-videos/none/of it')).toEqual([
      [{ list: 'videos', account: 'a' }, [['alone', 'Caption of alone', 0]]],
      [{ list: 'videos', account: '' }, [['unnamed', 'Caption of unnamed', 0]]],
      [{ list: 'account-videos', account: 'none/of it' }, []],
    ]);
  });

  it.each([
    ['lacks rows', textRecord([postOf('a', 'a')])],
    ['is damaged', 'junk'],
    ['is gone', undefined],
  ])('gives the run up when a record of texts %s', async (_, texts) => {
    const pages = [['account-videos', [postOf('a', 'a'), postOf('b', 'a')]]] as const;
    await stageRun(library.syncStore, { run: 'run-1', baseRun: null, pages });
    const key = ['run-1', 0, 'account-videos'] as [string, number, string];
    await library.withLibrary(async (database) => {
      await database.delete('stagedTexts', key);
      if (texts !== undefined) await database.put('stagedTexts', texts, key);
    });
    await expect(rowsOf('account-videos/a')).rejects.toMatchObject({ name: 'RunLost' });
  });
});
