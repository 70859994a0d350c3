import { IDBDatabase, IDBObjectStore } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { transactionsOf } from '../../builders/database-connection.ts';
import {
  type LibraryWorker,
  mergeFetched,
  newEmptyLibrary,
  stageRun,
} from '../../builders/library-runs.ts';
import { aPost } from '../../builders/post.ts';
import { NOW } from '../../builders/time.ts';
import { aTrackedAccount } from '../../builders/tracked-account.ts';

let library: LibraryWorker;

beforeEach(async () => {
  library = await newEmptyLibrary();
});
afterEach(() => vi.restoreAllMocks());

const PAGES = [['account-videos', [aPost({ id: 'p', accountKey: 'a' })]]] as const;

/** Stages a run that has a post of account `a`, and pages of accounts. */
const stagedRun = (accounts: readonly string[]) =>
  stageRun(library.syncStore, {
    ...{ run: 'run-5', baseRun: null, pages: PAGES, gains: { p: 1 } },
    accounts: accounts.map((id) => aTrackedAccount({ id })),
  });

/** Stages and merges such a run. */
async function mergedRun(accounts: readonly string[]) {
  const run = await stagedRun(accounts);
  return { run, merged: await library.mergeRun(run, NOW) };
}

const keysOf = (name: 'accountPages' | 'stagedPosts' | 'stagedTexts' | 'stagedGains') =>
  library.withLibrary((database) => database.getAllKeys(name));

describe('completeRun', () => {
  it('keeps the pages of accounts of its own run, and deletes those of others', async () => {
    const { run, merged } = await mergedRun(['a']);
    await library.withLibrary(async (database) => {
      for (const other of ['run-4', 'run-6'])
        await database.put('accountPages', 'page', [other, 0]);
    });
    await library.completeRun(run, merged);
    expect(await keysOf('accountPages')).toEqual([['run-5', 0]]);
  });

  it('needs one transaction', async () => {
    const { run, merged } = await mergedRun(['a', 'b']);
    expect(await transactionsOf(() => library.completeRun(run, merged))).toEqual({
      begun: 1,
      committed: 1,
    });
  });
});

describe('mergeRun', () => {
  it('writes each account that is not listed once, and ends when all are on the disk', async () => {
    const accounts = Array.from({ length: 2100 }, (_, index) => `account ${index}`);
    const run = await stagedRun(accounts);
    const put = vi.spyOn(IDBObjectStore.prototype, 'put');
    const { begun, committed } = await transactionsOf(() => library.mergeRun(run, NOW));
    const written = (put.mock.contexts as IDBObjectStore[]).filter(
      ({ name }) => name === 'accounts',
    );
    // One of them, `a`, is written together with its post.
    expect(written).toHaveLength(accounts.length + 1);
    expect([begun, committed]).toEqual([4, 4]);
  });

  it('begins each transaction when the one before is on the disk', async () => {
    const run = await stagedRun(['a', 'b']);
    const events: string[] = [];
    const { transaction: begin } = IDBDatabase.prototype;
    vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (
      this: IDBDatabase,
      ...parameters
    ) {
      const transaction = begin.apply(this, parameters);
      if (transaction.mode === 'readwrite') {
        events.push('begun');
        transaction.addEventListener('complete', () => void events.push('committed'));
      }
      return transaction;
    });
    await library.mergeRun(run, NOW);
    expect(events).toEqual(['begun', 'committed', 'begun', 'committed']);
  });

  it('writes nothing more when only accounts with posts have changed', async () => {
    const run = await stagedRun(['a']);
    expect(await transactionsOf(() => library.mergeRun(run, NOW))).toEqual({
      begun: 1,
      committed: 1,
    });
  });

  it('has stored what the API says of all accounts before the run ends', async () => {
    const { merged } = await mergedRun(['a', 'b']);
    expect(merged.head).not.toHaveProperty('accounts');
    const stored = await library.withLibrary((database) => database.getAllKeys('accounts'));
    expect(stored).toEqual(['a', 'b']);
    expect(await library.readHead()).toBeNull();
  });
});

describe('discardRun', () => {
  it('deletes all that was staged, and keeps the library and the pages of accounts', async () => {
    await mergeFetched(library, { run: 'run-1', baseRun: null, pages: PAGES });
    await stageRun(library.syncStore, {
      ...{ run: 'run-2', baseRun: 'run-1', pages: PAGES, gains: { p: 1 } },
      accounts: [aTrackedAccount({ id: 'a' })],
    });
    await library.discardRun();
    const staged = await Promise.all(
      (['stagedPosts', 'stagedTexts', 'stagedGains'] as const).map(keysOf),
    );
    expect(staged).toEqual([[], [], []]);
    expect(await library.syncStore.loadCheckpoint()).toBeUndefined();
    expect(await keysOf('accountPages')).toEqual([['run-2', 0]]);
    expect((await library.readManifest())?.run).toBe('run-1');
  });
});
