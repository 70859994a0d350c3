import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DeltaTable } from '../../../utils/breakouts/model/delta-table.ts';
import { packSeries } from '../../../utils/history/packed-series.ts';
import { type LibraryWorker, newEmptyLibrary } from '../../builders/library-runs.ts';
import { aPost } from '../../builders/post.ts';
import { DAY, NOW } from '../../builders/time.ts';

type Module = typeof import('../../../utils/library/fill-missing-deltas.ts');

let library: LibraryWorker;
let fillMissingDeltas: Module['fillMissingDeltas'];

beforeEach(async () => {
  library = await newEmptyLibrary();
  ({ fillMissingDeltas } = await import('../../../utils/library/fill-missing-deltas.ts'));
});

afterEach(() => vi.restoreAllMocks());

const posts = ['known', 'missing'].map((id) => aPost({ id, accountKey: id, lastRefreshedAt: NOW }));

/** Of one post the API gave all gains, of the other none; our own history has 70 views of each. */
async function deltasAndHistory(): Promise<DeltaTable> {
  const deltas = new DeltaTable(posts, [7]);
  deltas.take(0, 7, 'views', 5);
  deltas.take(0, 7, 'engagement', 1);
  const series = [7, 0].map((days) => ({
    ...{ at: NOW - days * DAY, views: 1000 - 10 * days, likes: 100, comments: null },
    ...{ shares: null, saves: null },
  }));
  await library.withLibrary(async (database) => {
    for (const { id } of posts)
      await database.put('history', packSeries(new Map([[id, series]])), [id, 0]);
  });
  return deltas;
}

const viewsOf = (deltas: DeltaTable) => posts.map(({ id }) => deltas.gained(id, 7, 'views'));

describe('fillMissingDeltas', () => {
  it('fills in what the API did not give from our own history', async () => {
    const deltas = await deltasAndHistory();
    await fillMissingDeltas(posts, deltas);
    expect(viewsOf(deltas)).toEqual([5, 70]);
  });

  it('reads the history of no other account', async () => {
    const deltas = await deltasAndHistory();
    const read = vi.spyOn(IDBObjectStore.prototype, 'getAll');
    await fillMissingDeltas(posts, deltas);
    const ranges = read.mock.calls.map(([range]) => (range as IDBKeyRange).lower);
    expect(new Set(ranges.flat())).toEqual(new Set(['missing']));
  });

  it('leaves the figures of the API when the history cannot be read', async () => {
    const deltas = await deltasAndHistory();
    vi.spyOn(IDBObjectStore.prototype, 'getAll').mockImplementation(() => {
      throw new DOMException('', 'DataError');
    });
    await fillMissingDeltas(posts, deltas);
    expect(viewsOf(deltas)).toEqual([5, null]);
  });
});
