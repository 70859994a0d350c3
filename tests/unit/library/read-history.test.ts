import { IDBObjectStore } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { packSeries, type WantedSeries } from '../../../utils/history/packed-series.ts';
import type { Point } from '../../../utils/history/point.ts';
import { type LibraryWorker, newEmptyLibrary } from '../../builders/library-runs.ts';
import { aPost } from '../../builders/post.ts';
import { DAY, NOW } from '../../builders/time.ts';

let library: LibraryWorker;

beforeEach(async () => {
  library = await newEmptyLibrary();
});
afterEach(() => vi.restoreAllMocks());

const ACCOUNTS = Array.from({ length: 90 }, (_, index) => `account-${100 + index}`);

const pointAt = (daysAgo: number, views: number | null = 1000 - daysAgo): Point => ({
  ...{ at: NOW - daysAgo * DAY, views, likes: 2, comments: 3, shares: 4, saves: 5 },
});

/** The record of a post that was counted this many days ago. */
const recordOf = (id: string, ...daysAgo: readonly number[]) =>
  packSeries(new Map([[id, daysAgo.map((days) => pointAt(days))]]));

const store = (name: 'history' | 'archive', account: string, chunk: number, record: unknown) =>
  library.withLibrary((database) => database.put(name, record, [account, chunk]));

/** The days at which each post of some accounts was counted, by id. */
async function daysOf(accounts: readonly string[], wanted: WantedSeries = {}) {
  const days: Record<string, number[]> = {};
  for await (const series of library.historyOf(new Set(accounts), wanted)) {
    for (const [id, points] of series) {
      expect(days).not.toHaveProperty(id);
      days[id] = points.map(({ at }) => (NOW - at) / DAY);
    }
  }
  return days;
}

describe('historyOf', () => {
  it('reads the same of most accounts as of each', async () => {
    for (const [index, account] of ACCOUNTS.entries()) {
      await store('history', account, 0, recordOf(`${account} new`, 0));
      await store('archive', account, 0, recordOf(`${account} old`, 9));
      // Few enough that the accounts wanted are more than half of the records.
      if (index % 4 === 0) await store('history', account, 1, recordOf(`${account} more`, 0));
    }
    const some = ACCOUNTS.filter((_, index) => index % 4 !== 1);
    // In no order, and with one that has none.
    const wanted = ['without-history', ...some.reverse()];
    const together = await daysOf(wanted);
    const apart = await Promise.all(wanted.map((account) => daysOf([account])));
    expect(together).toEqual(Object.assign({}, ...apart));
    expect(Object.keys(together)).toHaveLength(2 * some.length + 23);
  });

  it('needs fewer requests than accounts where most of them are wanted', async () => {
    for (const account of ACCOUNTS) await store('history', account, 0, recordOf(account, 0));
    const read = vi.spyOn(IDBObjectStore.prototype, 'getAll');
    const wanted = ACCOUNTS.slice(20, 65);
    expect(Object.keys(await daysOf(wanted))).toEqual(wanted);
    expect(read.mock.calls.length).toBeLessThan(10);
    const ranges = read.mock.calls.map(([range]) => range as IDBKeyRange);
    for (const other of [...ACCOUNTS.slice(0, 20), ...ACCOUNTS.slice(65)]) {
      expect(ranges.some((range) => range.includes([other, 0]))).toBe(false);
    }
  });

  it.each([16, 44])('reads no other account where %i of 90 are wanted', async (count) => {
    for (const account of ACCOUNTS) await store('history', account, 0, recordOf(account, 0));
    const wanted = ACCOUNTS.filter((_, index) => index % 2 === 0).slice(0, count);
    const read = vi.spyOn(IDBObjectStore.prototype, 'getAll');
    expect(Object.keys(await daysOf(wanted))).toEqual(wanted);
    const ranges = read.mock.calls.map(([range]) => range as IDBKeyRange);
    for (const other of ACCOUNTS.filter((account) => !wanted.includes(account))) {
      expect(ranges.some((range) => range.includes([other, 0]))).toBe(false);
    }
  });

  it('joins the counts of the archive and of later ones, without a damaged record', async () => {
    await store('archive', 'a', 0, recordOf('one', 40, 30));
    await store('history', 'a', 0, recordOf('one', 30, 1));
    await store('history', 'a', 1, 'junk');
    await store('history', 'a', 2, recordOf('two', 2));
    expect(await daysOf(['a'])).toEqual({ one: [40, 30, 1], two: [2] });
    await store('archive', 'a', 0, 'junk');
    expect(await daysOf(['a'])).toEqual({ one: [30, 1], two: [2] });
  });

  it('has the posts that are wanted, with as many counts as are wanted', async () => {
    await store('archive', 'a', 0, recordOf('one', 40));
    await store('history', 'a', 0, recordOf('one', 1));
    await store('history', 'a', 1, recordOf('two', 1));
    await store('history', 'a', 2, recordOf('three', 2, 1));
    const isWanted = (id: string) => id !== 'three';
    expect(Object.keys(await daysOf(['a'], { isWanted }))).toEqual(['one', 'two']);
    expect(Object.keys(await daysOf(['a'], { fewestPoints: 2 }))).toEqual(['one', 'three']);
  });
});

describe('findCovered', () => {
  const listed = aPost({
    ...{ id: 'post', accountKey: 'a', views: 1000, lastRefreshedAt: NOW },
    firstRefreshedAt: NOW - 60 * DAY,
  });
  const covered = (changes: Partial<typeof listed>, windows: readonly number[] = [7]) =>
    library.findCovered([{ ...listed, ...changes }], windows);

  beforeEach(() => store('history', 'a', 0, recordOf('post', 8, 7, 1)));

  it('has a post whose history reaches as far back as every window', async () => {
    expect(await covered({})).toEqual(new Set(['post']));
    expect(await covered({}, [7, 1])).toEqual(new Set(['post']));
    expect(await covered({}, [7, 30])).toEqual(new Set());
  });

  it('has no post that was listed without its time or its views', async () => {
    await store('history', 'a', 0, recordOf('post', 8, 7, 1, 0));
    expect(await covered({ lastRefreshedAt: null })).toEqual(new Set());
    expect(await covered({ views: null })).toEqual(new Set());
  });

  it('has no post of which a count of views is missing', async () => {
    const series = [pointAt(8, null), pointAt(7, null), pointAt(1)];
    await store('history', 'a', 0, packSeries(new Map([['post', series]])));
    expect(await covered({})).toEqual(new Set());
  });

  it('has no post that another account has', async () => {
    expect(await covered({ accountKey: 'b' })).toEqual(new Set());
    expect(await covered({ accountKey: null })).toEqual(new Set());
    expect(await covered({ id: 'other' })).toEqual(new Set());
  });

  it('finds a post whose account is not known', async () => {
    await store('history', '', 0, recordOf('post', 8, 7, 1));
    expect(await covered({ accountKey: null })).toEqual(new Set(['post']));
  });
});
