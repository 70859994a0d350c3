import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { nextBatchSize } from '../../../utils/library/library-records.ts';
import { type LibraryWorker, newEmptyLibrary } from '../../builders/library-runs.ts';

let library: LibraryWorker;

beforeEach(async () => {
  library = await newEmptyLibrary();
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
    const accounts = ['1', ...numbered(699, 'account-')];
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

describe('batchesOf', () => {
  it('reads the records of a prefix only, however many there are', async () => {
    const numbers = numbered(70, '').map(Number);
    await library.withLibrary(async (database) => {
      for (const run of ['run', 'run-1', 'run-2']) {
        for (const number of numbers) await database.put('stagedGains', run, [run, number]);
      }
    });
    const keys: unknown[] = [];
    for await (const batch of library.batchesOf('stagedGains', 'run-1')) {
      expect(batch.values).toEqual(batch.keys.map(() => 'run-1'));
      keys.push(...batch.keys);
    }
    expect(keys).toEqual(numbers.map((number) => ['run-1', number]));
  });

  it('ends after a last batch that is full', async () => {
    const accounts = numbered(30, 'account-');
    await library.withLibrary(async (database) => {
      for (const account of accounts) await database.put('accounts', { account }, account);
    });
    const sizes: number[] = [];
    for await (const { keys } of library.batchesOf('accounts')) sizes.push(keys.length);
    expect(sizes).toEqual([30, 0]);
  });
});

describe('postsWithGains', () => {
  it('reads each record of a list with its gains, if it has any', async () => {
    await library.withLibrary(async (database) => {
      for (const account of ['a', 'b', 'c']) {
        await database.put('posts', `posts of ${account}`, ['videos', account, 0]);
      }
      await database.put('posts', 'another list', ['account-videos', 'a', 0]);
      await database.put('gains', 'gains of a', ['videos', 'a', 0]);
      await database.put('gains', 'gains of c', ['videos', 'c', 0]);
    });
    expect(await Array.fromAsync(library.postsWithGains('videos'))).toEqual([
      { posts: 'posts of a', gains: 'gains of a' },
      { posts: 'posts of b', gains: undefined },
      { posts: 'posts of c', gains: 'gains of c' },
    ]);
    expect(await Array.fromAsync(library.postsWithGains('videos', 'b'))).toHaveLength(1);
  });
});
