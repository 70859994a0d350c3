import { IDBObjectStore } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { packSeries, parseSeries } from '../../../utils/history/packed-series.ts';
import { type LibraryWorker, mergeFetched, newEmptyLibrary } from '../../builders/library-runs.ts';
import { aPost } from '../../builders/post.ts';
import { DAY, NOW } from '../../builders/time.ts';

let library: LibraryWorker;

beforeEach(async () => {
  library = await newEmptyLibrary();
});
afterEach(() => vi.restoreAllMocks());

const countedAt = (id: string, lastRefreshedAt: number | null) =>
  aPost({ id, accountKey: 'a', lastRefreshedAt, firstRefreshedAt: NOW - 400 * DAY });

const POINT = { views: 1, likes: null, comments: null, shares: null, saves: null };

const merge = (run: string, baseRun: string | null, posts: readonly ReturnType<typeof aPost>[]) =>
  mergeFetched(library, { run, baseRun, pages: [['account-videos', posts]] });

/** The ids in each record of the history. */
async function idsByRecord(): Promise<string[][]> {
  const stored = await library.withLibrary((database) => database.getAll('history'));
  return stored.map((record) => [...(parseSeries(record)?.keys() ?? [])]);
}

/** Stores records of the history with the days before now at which each post was counted. */
async function storeSeries(...records: readonly Record<string, number[]>[]): Promise<void> {
  for (const [index, record] of records.entries()) {
    const series = Object.entries(record).map(
      ([id, days]) => [id, days.map((day) => ({ ...POINT, at: NOW - day * DAY }))] as const,
    );
    await library.withLibrary((database) =>
      database.put('history', packSeries(new Map(series)), ['a', index]),
    );
  }
}

/** The number of points of each post in each record of the history. */
async function pointsByRecord(): Promise<Record<string, number>[]> {
  const stored = await library.withLibrary((database) => database.getAll('history'));
  return stored.map((record) =>
    Object.fromEntries([...(parseSeries(record) ?? [])].map(([id, { length }]) => [id, length])),
  );
}

describe('mergeHistory', () => {
  it('has no series for a post whose counts are too old', async () => {
    await merge('run-1', null, [countedAt('old', NOW - 366 * DAY), countedAt('new', NOW)]);
    expect(await idsByRecord()).toEqual([['new']]);
  });

  it('keeps no more than 2000 series in a record', async () => {
    const posts = Array.from({ length: 2001 }, (_, index) => countedAt(`p${index}`, NOW));
    await merge('run-1', null, posts);
    expect((await idsByRecord()).map((ids) => ids.length)).toEqual([2000, 1]);
  });

  it('continues each series in its record, and begins new ones in the last', async () => {
    await storeSeries({ one: [2] }, { two: [2, 1] });
    const posts = ['one', 'new', 'two'].map((id) => countedAt(id, NOW));
    await merge('run-1', null, posts);
    expect(await pointsByRecord()).toEqual([{ one: 2 }, { two: 3, new: 1 }]);
  });

  it('leaves out posts without counts, and reads no history for them', async () => {
    await storeSeries({ counted: [1] });
    const read = vi.spyOn(IDBObjectStore.prototype, 'getAllKeys');
    await mergeFetched(library, {
      ...{ run: 'run-1', baseRun: null, accountIds: ['a'] },
      pages: [['a', [countedAt('uncounted', null)]]],
    });
    expect((read.mock.contexts as IDBObjectStore[]).map(({ name }) => name)).not.toContain(
      'history',
    );
    await merge('run-2', 'run-1', [countedAt('uncounted', null), countedAt('counted', NOW)]);
    expect(await pointsByRecord()).toEqual([{ counted: 2 }]);
  });

  it('reports a damaged history only when it is begun again', async () => {
    await merge('run-1', null, [countedAt('p', NOW)]);
    await library.withLibrary((database) => database.put('history', 'junk', ['a', 0]));
    const nothing = await merge('run-2', 'run-1', [countedAt('p', null)]);
    expect(nothing.damage.histories).toBe(0);
    const counted = await merge('run-3', 'run-2', [countedAt('p', NOW + DAY)]);
    expect(counted.damage.histories).toBe(1);
    expect((await merge('run-4', 'run-3', [countedAt('p', NOW + DAY)])).damage.histories).toBe(0);
  });

  it('goes on when the history of version 0.1.0 cannot be opened', async () => {
    const databases = vi.spyOn(IDBFactory.prototype, 'databases');
    databases.mockResolvedValue([{ name: 'count-history', version: 1 }, { name: 'library-1' }]);
    const { open } = IDBFactory.prototype;
    vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(function (this: IDBFactory, ...args) {
      if (args[0] === 'count-history') throw new DOMException('', 'UnknownError');
      return open.apply(this, args);
    });
    await merge('run-1', null, [countedAt('p', NOW)]);
    expect(await idsByRecord()).toEqual([['p']]);
  });
});
