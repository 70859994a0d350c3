import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { textRecord } from '../../../utils/library/posts-record.ts';
import { type LibraryWorker, newLibraryWorker, stageRun } from '../../builders/library-runs.ts';
import { aPost } from '../../builders/post.ts';

let library: LibraryWorker;
let loadStagedRows: typeof import('../../../utils/library/staged-rows.ts')['loadStagedRows'];
let stagedPagesOf: typeof import('../../../utils/library/staged-records.ts')['stagedPagesOf'];

beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory();
  library = await newLibraryWorker();
  ({ loadStagedRows } = await import('../../../utils/library/staged-rows.ts'));
  ({ stagedPagesOf } = await import('../../../utils/library/staged-records.ts'));
});

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
    const numbers = Array.from({ length: 25 }, (_, index) => index);
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
