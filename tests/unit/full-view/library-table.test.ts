import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { RankedBy } from '../../../utils/post-table/rank-columns.ts';
import {
  type FetchedRun,
  type LibraryWorker,
  mergeFetched,
  newLibraryWorker,
} from '../../builders/library-runs.ts';
import { aPost } from '../../builders/post.ts';
import { NOW } from '../../builders/time.ts';

let library: LibraryWorker;
let table: ReturnType<
  typeof import('../../../entrypoints/full-view/table/library-table.ts').createLibraryTable
>;

beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory();
  library = await newLibraryWorker();
  const { createLibraryTable } = await import(
    '../../../entrypoints/full-view/table/library-table.ts'
  );
  table = createLibraryTable();
});

const postOf = (id: string, accountKey: string, caption: string | null) =>
  aPost({ id, accountKey, accountName: `name of ${accountKey}`, caption });

const merge = (fetched: FetchedRun) => mergeFetched(library, fetched);

const publicationOf = (generation: number): RankedBy => ({
  ...{ generation, rankedAt: NOW, clockOffsetMs: 0, lookbackDays: 7 },
  ...{ sensitivity: 'balanced', flagged: [] },
});

async function rank(run: string, generation: number, windowDays = 7) {
  const columns = await table.rank({ run, windowDays, by: publicationOf(generation) });
  if (columns === null) throw new Error('the library is another one');
  return columns;
}

const FIRST: FetchedRun = {
  ...{ run: 'first', baseRun: null },
  pages: [
    [
      'account-videos',
      [postOf('a', 'x', 'Fresh bread'), postOf('b', 'y', null), postOf('c', 'y', 'Müsli #ad')],
    ],
  ],
};

/** The ids of the rows that a mask marks. */
function found(ids: readonly string[], mask: Uint8Array | null): string[] {
  return ids.filter((_, row) => mask?.[row] === 1);
}

describe('createLibraryTable', () => {
  it('ranks every post of the library that was published', async () => {
    await merge(FIRST);
    const columns = await rank('first', 1);
    expect([...columns.ids].sort()).toEqual(['a', 'b', 'c']);
    expect(columns).toMatchObject({ windowDays: 7, generation: 1, isComplete: true });
  });

  it('ranks no library but the published one', async () => {
    await merge(FIRST);
    expect(await table.rank({ run: 'another', windowDays: 7, by: publicationOf(1) })).toBeNull();
  });

  it('reads the texts of rows, in the order asked for', async () => {
    await merge(FIRST);
    const { ids } = await rank('first', 1);
    const rows = Uint32Array.from(['c', 'a', 'b'], (id) => ids.indexOf(id));
    const texts = await table.texts({ generation: 1, rows });
    expect(texts?.map(({ caption }) => caption)).toEqual(['Müsli #ad', 'Fresh bread', null]);
  });

  it('searches captions and accounts, without words to leave out', async () => {
    await merge(FIRST);
    const { ids } = await rank('first', 1);
    const search = async (query: string, excludedWords: string | null = null) =>
      found(ids, await table.search({ generation: 1, query, excludedWords })).sort();
    expect(await search('BREAD')).toEqual(['a']);
    expect(await search('name of y')).toEqual(['b', 'c']);
    expect(await search('name of y', '#ad')).toEqual(['b']);
  });

  it('keeps the texts and the search of the former publication', async () => {
    await merge(FIRST);
    const former = await rank('first', 1);
    // Account x has lost its post, so that the rows have moved.
    await merge({
      ...{ run: 'second', baseRun: 'first' },
      pages: [['account-videos', [postOf('b', 'y', null), postOf('c', 'y', 'Müsli #ad')]]],
    });
    const latest = await rank('second', 2);
    expect(latest.ids).not.toContain('a');
    const rows = Uint32Array.of(former.ids.indexOf('c'), former.ids.indexOf('a'));
    const texts = await table.texts({ generation: 1, rows });
    expect(texts?.map(({ caption }) => caption)).toEqual(['Müsli #ad', null]);
    const mask = await table.search({ generation: 1, query: 'musli', excludedWords: null });
    expect(found(former.ids, mask)).toEqual(['c']);
    await rank('second', 3);
    expect(await table.texts({ generation: 1, rows })).toBeNull();
    expect(await table.search({ generation: 1, query: 'a', excludedWords: null })).toBeNull();
  });

  it('searches another window of the same publication', async () => {
    await merge(FIRST);
    await rank('first', 1);
    await table.prepareSearch();
    const { ids } = await rank('first', 1, 30);
    const mask = await table.search({ generation: 1, query: 'bread', excludedWords: null });
    expect(found(ids, mask)).toEqual(['a']);
  });
});
