import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { StorageError } from '../../../utils/storage/storage-error.ts';
import type { SyncDeps } from '../../../utils/sync/sync-deps.ts';
import { localAsItIs } from '../../builders/damaged-storage.ts';
import { fakeSyncDeps } from '../../builders/fake-sync-deps.ts';
import { settled } from '../../builders/held-call.ts';
import { aPost } from '../../builders/post.ts';
import { aProblem } from '../../builders/problem.ts';
import { aSyncStatus } from '../../builders/sync-status.ts';
import { DAY, MINUTE, NOW } from '../../builders/time.ts';

const NO_COUNTS = { views: 1, likes: null, comments: null, shares: null, saves: null };
const CANARY = 'ca_canary_0123456789';

/** The dependencies of the next attempts that differ from those of a successful one. */
const troubles: (() => Partial<SyncDeps>)[] = [];

vi.mock('../../../entrypoints/background/sync-deps.ts', async () => {
  const { syncStatusStore } = await import('../../../utils/storage/stored-values.ts');
  return {
    createSyncDeps: (): SyncDeps => ({
      ...fakeSyncDeps({ lists: { 'account-videos': [aPost()] } }),
      readStatus: syncStatusStore.read,
      writeStatus: syncStatusStore.write,
      publish: (_, status) => syncStatusStore.write(status),
      ...troubles.shift()?.(),
    }),
  };
});

const { packSeries } = await import('../../../utils/history/packed-series.ts');
const { RunLost } = await import('../../../utils/library/run-lost.ts');
const { eraseLibrary, withLibrary } = await import('../../../utils/library/library-database.ts');
const { syncWithRecovery } = await import('../../../entrypoints/background/sync-with-recovery.ts');
const { scheduleResume } = await import('../../../entrypoints/background/job-list.ts');
const { dueJobsStore, eventsStore, evidenceLogStore, noticesStore, syncStatusStore } = await import(
  '../../../utils/storage/stored-values.ts'
);

/** Storing a page throws `error`. */
function storingThrows(error: unknown) {
  return (): Partial<SyncDeps> => ({
    publish: async () => {
      throw error;
    },
  });
}

/** Puts a record of posts into the library's database. */
async function keepRecord(): Promise<void> {
  await withLibrary((library) => library.put('posts', 'junk', ['videos', 'a record', 0]));
}

const keptRecords = () => withLibrary((library) => library.getAll('posts'));

const sync = () => syncWithRecovery('manual', new AbortController().signal);

beforeEach(async () => {
  vi.restoreAllMocks();
  fakeBrowser.reset();
  globalThis.indexedDB = new IDBFactory();
  await eraseLibrary();
  troubles.length = 0;
  await syncStatusStore.write(aSyncStatus());
});

describe('syncWithRecovery', () => {
  it('logs a completed sync as an event', async () => {
    expect(await sync()).toBe('done');
    expect((await syncStatusStore.read()).problem).toBeNull();
    expect(await eventsStore.read()).toMatchObject([
      { type: 'synced', outcome: 'complete', requestId: null, sync: { trigger: 'manual' } },
    ]);
  });

  it('records a bug by the name of the error, without its text', async () => {
    troubles.push(storingThrows(new TypeError(`cannot read ${CANARY}`)));
    expect(await sync()).toBe('done');
    const status = await syncStatusStore.read();
    expect(status).toMatchObject({
      problem: { kind: 'fault', code: 'TypeError' },
      progress: null,
      failuresInARow: 1,
      lastSuccessAt: aSyncStatus().lastSuccessAt,
    });
    expect(status.pause).not.toBeNull();
    expect(JSON.stringify(await fakeBrowser.storage.local.get(null))).not.toContain(CANARY);
    expect(await eventsStore.read()).toMatchObject([{ type: 'synced', outcome: 'fault' }]);
  });

  it('rebuilds a damaged library, refetches, and adds a notice', async () => {
    await keepRecord();
    await evidenceLogStore.write({ windowDays: 7, since: NOW, evidence: [] });
    troubles.push(storingThrows(new StorageError('storage-damaged', 'library')));
    await sync();
    // It was of the posts that are gone.
    expect(await evidenceLogStore.read()).toMatchObject({ windowDays: 0, since: 0 });
    expect((await syncStatusStore.read()).problem).toBeNull();
    expect(await noticesStore.read()).toEqual(['posts-rebuilt']);
    expect(await keptRecords()).toEqual([]);
  });

  it('adds another notice when a part of the history was lost with the library', async () => {
    await withLibrary((library) => library.put('history', 'junk', ['a', 0]));
    troubles.push(storingThrows(new StorageError('storage-damaged', 'library')));
    await sync();
    expect(await noticesStore.read()).toEqual(['posts-rebuilt', 'history-lost']);
  });

  it('does not try again after a bug, whatever caused it', async () => {
    troubles.push(storingThrows(new Error('a bug', { cause: 'another' })), () => ({}));
    await sync();
    expect((await syncStatusStore.read()).problem?.kind).toBe('fault');
    expect(troubles).toHaveLength(1);
  });

  it('reports storage-damaged when reopening and rebuilding the library did not help', async () => {
    const fault = storingThrows(new DOMException('', 'UnknownError'));
    troubles.push(fault, fault, fault, fault);
    await sync();
    expect((await syncStatusStore.read()).problem).toMatchObject({
      kind: 'storage-damaged',
      code: 'library UnknownError',
    });
    expect(troubles).toHaveLength(1);
  });

  it.each(['UnknownError', 'AbortError', 'InvalidStateError'])(
    'keeps the library after an %s that disappears when it is reopened',
    async (name) => {
      await keepRecord();
      troubles.push(storingThrows(new DOMException('', name)));
      await sync();
      expect((await syncStatusStore.read()).problem).toBeNull();
      expect(await keptRecords()).toEqual(['junk']);
      expect(await noticesStore.read()).toEqual([]);
    },
  );

  it('keeps a library that is temporarily unavailable', async () => {
    await keepRecord();
    const fault = storingThrows(new DOMException('', 'AbortError'));
    troubles.push(fault, fault, fault);
    await sync();
    expect((await syncStatusStore.read()).problem?.kind).toBe('storage-unavailable');
    expect(await keptRecords()).toEqual(['junk']);
  });

  it.each(['storage-full', 'storage-damaged'] as const)(
    'keeps library and history when extension storage reports %s',
    async (kind) => {
      await keepRecord();
      troubles.push(storingThrows(new StorageError(kind, 'extension-storage')));
      await sync();
      expect((await syncStatusStore.read()).problem).toMatchObject({
        kind,
        code: 'extension-storage',
      });
      expect(await keptRecords()).toEqual(['junk']);
    },
  );

  it('starts a new run and keeps the library when the staged data is lost', async () => {
    await keepRecord();
    await withLibrary((library) => library.put('state', {}, 'checkpoint'));
    troubles.push(storingThrows(new RunLost()));
    await sync();
    expect((await syncStatusStore.read()).problem).toBeNull();
    expect(await withLibrary((library) => library.count('state'))).toBe(0);
    expect(await keptRecords()).toEqual(['junk']);
  });

  describe('syncWithRecovery, library cannot be opened', () => {
    const unavailable = () =>
      Promise.reject(new StorageError('storage-unavailable', 'library', new DOMException()));
    const cannotOpen = () => ({
      library: { ...fakeSyncDeps().library, loadManifest: unavailable },
    });
    const failedBefore = (failuresInARow: number, kind: 'storage-unavailable' | 'offline') =>
      syncStatusStore.write(aSyncStatus({ failuresInARow, problem: aProblem({ kind }) }));

    it.each([
      ['by four syncs before', 4, 'storage-unavailable'],
      ['after failures of another kind', 9, 'offline'],
    ] as const)('retries later when it could not be opened %s', async (_, failures, kind) => {
      await keepRecord();
      await failedBefore(failures, kind);
      troubles.push(cannotOpen, cannotOpen);
      await sync();
      const { problem, pause, failuresInARow } = await syncStatusStore.read();
      expect([problem?.kind, failuresInARow]).toEqual(['storage-unavailable', failures + 1]);
      expect(pause).not.toBeNull();
      expect(await keptRecords()).toEqual(['junk']);
    });

    it('replaces the library after five failed syncs, keeping history, with a notice', async () => {
      const history = packSeries(
        new Map([['p', [{ at: Math.floor(NOW / 1000) * 1000, ...NO_COUNTS }]]]),
      );
      await withLibrary((library) => library.put('history', history, ['a', 0]));
      await failedBefore(5, 'storage-unavailable');
      troubles.push(cannotOpen, cannotOpen);
      await sync();
      expect((await syncStatusStore.read()).problem).toBeNull();
      expect(await noticesStore.read()).toEqual(['posts-rebuilt']);
      expect((await indexedDB.databases()).map(({ name }) => name)).toContain('library-2');
      expect(await withLibrary((library) => library.get('history', ['a', 0]))).toEqual(history);
    });
  });

  it('adds a notice when history was trimmed for space', async () => {
    const points = [200, 0].map((daysAgo) => ({
      at: Math.floor(Date.now() / 1000) * 1000 - daysAgo * DAY,
      ...NO_COUNTS,
    }));
    await withLibrary((library) =>
      library.put('history', packSeries(new Map([['p', points]])), ['a', 0]),
    );
    troubles.push(storingThrows(new DOMException('', 'QuotaExceededError')));
    await sync();
    expect(await noticesStore.read()).toEqual(['history-trimmed']);
  });

  it('trims history once for space, then reports storage-full', async () => {
    const full = storingThrows(new DOMException('', 'QuotaExceededError'));
    troubles.push(full);
    await sync();
    expect((await syncStatusStore.read()).problem).toBeNull();
    troubles.push(full, full);
    await sync();
    expect((await syncStatusStore.read()).problem?.kind).toBe('storage-full');
  });

  it('increases the pause after each consecutive failure', async () => {
    const pauses: number[] = [];
    for (let failure = 0; failure < 3; failure++) {
      vi.useFakeTimers({ toFake: ['Date'], now: NOW });
      troubles.push(storingThrows(new TypeError()));
      await sync();
      pauses.push(((await syncStatusStore.read()).pause?.until ?? 0) - NOW);
      vi.useRealTimers();
    }
    expect(pauses[1]).toBeGreaterThan(pauses[0] ?? Infinity);
    expect(pauses[2]).toBeGreaterThan(pauses[1] ?? Infinity);
  });

  it('plans no continuation of a sync that has failed', async () => {
    await scheduleResume(Date.now() + 5 * MINUTE);
    troubles.push(storingThrows(new TypeError()));
    await sync();
    expect((await dueJobsStore.read()).resume).toBeNull();
  });

  it('ends only once its failure is stored, which its event then names', async () => {
    const { set } = localAsItIs();
    vi.spyOn(fakeBrowser.storage.local, 'set').mockImplementation(async (items) => {
      if (JSON.stringify(items).includes('"fault"')) await settled();
      return set(items);
    });
    troubles.push(storingThrows(new TypeError()));
    await sync();
    expect((await syncStatusStore.read()).problem?.kind).toBe('fault');
    expect(await eventsStore.read()).toMatchObject([{ outcome: 'fault' }]);
  });

  it('drops the events when the status itself does not fit', async () => {
    await eventsStore.write([
      { at: NOW, type: 'key-saved', outcome: null, requestId: null, count: 1, sync: null },
    ]);
    const { set } = localAsItIs();
    vi.spyOn(fakeBrowser.storage.local, 'set').mockImplementation(async (items) => {
      const { events } = await fakeBrowser.storage.local.get('events');
      if (events !== undefined && JSON.stringify(items).includes('"fault"'))
        throw new Error('quota exceeded');
      return set(items);
    });
    troubles.push(storingThrows(new TypeError()));
    await sync();
    expect((await syncStatusStore.read()).problem?.kind).toBe('fault');
  });

  it('does not write the status after cancellation', async () => {
    const cancel = new AbortController();
    troubles.push(() => {
      cancel.abort();
      return storingThrows(new TypeError())();
    });
    await syncWithRecovery('manual', cancel.signal);
    expect((await syncStatusStore.read()).problem).toBeNull();
    expect(await eventsStore.read()).toMatchObject([{ outcome: 'cancelled' }]);
  });
});
