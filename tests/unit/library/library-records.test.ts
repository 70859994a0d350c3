import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { packSeries } from '../../../utils/history/packed-series.ts';
import { nextBatchSize } from '../../../utils/library/library-records.ts';
import { type LibraryWorker, newLibraryWorker } from '../../builders/library-runs.ts';
import { NOW } from '../../builders/time.ts';

let library: LibraryWorker;

beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory();
  library = await newLibraryWorker();
});

const numbered = (count: number, prefix: string) =>
  Array.from({ length: count }, (_, index) => `${prefix}${String(index).padStart(4, '0')}`);

describe('nextBatchSize', () => {
  const recordOf = (cells: number) => ({ ids: ['a'], numbers: new Float64Array(cells) });
  const sizes = { fewest: 30, most: 250 };
  const sizeAfter = (size: number, cells: number) =>
    nextBatchSize(
      size,
      Array.from({ length: size }, () => recordOf(cells)),
      sizes,
    );

  it('doubles while records are small, up to the most', () => {
    expect([sizeAfter(30, 9), sizeAfter(60, 9), sizeAfter(200, 9), sizeAfter(250, 9)]).toEqual([
      60, 120, 250, 250,
    ]);
  });

  it('shrinks to the fewest where records are large', () => {
    expect([sizeAfter(250, 200), sizeAfter(250, 18_000)]).toEqual([100, 30]);
  });

  it('grows where nothing was found, or records have no columns', () => {
    expect([nextBatchSize(30, [], sizes), nextBatchSize(30, [{ posts: 1 }, null], sizes)]).toEqual([
      60, 60,
    ]);
  });
});

describe('recordsOf', () => {
  it('reads every record once, in the order of the keys', async () => {
    const accounts = numbered(700, 'account-');
    await library.withLibrary(async (database) => {
      for (const account of accounts) await database.put('accounts', { account }, account);
    });
    const read: string[] = [];
    for await (const { key } of library.recordsOf('accounts')) read.push(key);
    expect(read).toEqual(accounts);
  });
});

describe('recordsBeside', () => {
  it('has the record of each key, and none where there is none', async () => {
    const keyOf = (account: string) => ['account-videos', account, 0] as [string, string, number];
    await library.withLibrary(async (database) => {
      for (const account of ['a', 'b', 'bb', 'd']) {
        await database.put('gains', account, keyOf(account));
      }
    });
    const read = (...accounts: string[]) => library.recordsBeside('gains', accounts.map(keyOf));
    expect(await read('a', 'b', 'c', 'd', 'e')).toEqual(['a', 'b', undefined, 'd', undefined]);
    expect(await read('c')).toEqual([undefined]);
    expect(await read()).toEqual([]);
  });
});

describe('recordsAt', () => {
  it('reads the record of each key once, in the order of the keys', async () => {
    const accounts = numbered(60, 'account-');
    await library.withLibrary(async (database) => {
      for (const account of accounts) await database.put('accounts', { account }, account);
    });
    const keys = ['missing', ...accounts.slice(1).reverse()];
    const read = await Array.fromAsync(library.recordsAt('accounts', keys));
    expect(read).toEqual([undefined, ...keys.slice(1).map((account) => ({ account }))]);
  });
});

describe('historyOf', () => {
  const seriesOf = (id: string) =>
    packSeries(
      new Map([[id, [{ ...{ at: NOW, views: 1, likes: 2, comments: 3 }, shares: 4, saves: 5 }]]]),
    );

  async function idsOf(accounts: readonly string[]): Promise<string[]> {
    const ids: string[] = [];
    for await (const series of library.historyOf(new Set(accounts), {})) ids.push(...series.keys());
    return ids.sort();
  }

  it('reads the same of most accounts as of each', async () => {
    const accounts = numbered(90, 'account-');
    await library.withLibrary(async (database) => {
      for (const account of accounts) {
        await database.put('history', seriesOf(`${account} new`), [account, 0]);
        await database.put('history', seriesOf(`${account} more`), [account, 1]);
        await database.put('archive', seriesOf(`${account} old`), [account, 0]);
      }
    });
    const wanted = [...accounts.filter((_, index) => index % 4 !== 1), 'without-history'];
    const together = await idsOf(wanted);
    const apart = (await Promise.all(wanted.map((account) => idsOf([account])))).flat().sort();
    expect(together).toEqual(apart);
    expect(together).toHaveLength(3 * (wanted.length - 1));
  });
});
