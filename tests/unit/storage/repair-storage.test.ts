import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { openDB } from 'idb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Notice } from '../../../utils/state/notice.ts';
import { withChecksum } from '../../../utils/storage/integrity.ts';
import {
  everythingIn,
  localAsItIs,
  pretendToStore,
  refuseLocal,
  refuseToRead,
} from '../../builders/damaged-storage.ts';
import { aKeyHolder } from '../../builders/key-holder.ts';
import { NOW } from '../../builders/moments.ts';
import { settingsWith } from '../../builders/settings.ts';
import { aSyncStatus } from '../../builders/sync-status.ts';

const KEY = 'ca_canary_0123456789';
const SETTINGS = settingsWith({ lookbackDays: 9 });
const SEEN = { 'post-1': NOW };

/** A worker that has just started: nothing open, nothing remembered. Storage is looked over before anything else. */
async function startWorker() {
  vi.resetModules();
  const { setStorageAdapter } = await import('../../../utils/storage/storage-adapter.ts');
  const { workerStorage, isUsingSessionFallback } = await import('../../../utils/storage/worker-storage.ts');
  const { repairStorage } = await import('../../../utils/storage/repair-storage.ts');
  const stores = await import('../../../utils/storage/stored-values.ts');
  const { flagsStore } = await import('../../../utils/storage/ranking-stores.ts');
  const { storeApiKey, deleteApiKey, readApiKey } = await import('../../../utils/storage/api-key-store.ts');
  setStorageAdapter(workerStorage);
  const notices: readonly Notice[] = await repairStorage();
  return { ...stores, flagsStore, storeApiKey, deleteApiKey, readApiKey, notices, isUsingSessionFallback };
}

/** A worker that has saved a key, settings and marks, and has died. */
async function usedExtension() {
  const worker = await startWorker();
  await worker.storeApiKey(KEY, 'device', [worker.keyOwnerStore.entry(aKeyHolder())]);
  await worker.settingsStore.write(SETTINGS);
  await worker.seenPostsStore.write(SEEN);
}

async function withCopies<T>(use: (database: Awaited<ReturnType<typeof openDB>>) => Promise<T>): Promise<T> {
  const database = await openDB('critical-copies');
  try {
    return await use(database);
  } finally {
    database.close();
  }
}

const copies = () => withCopies((database) => database.getAll('copies'));
const loseCopies = () => withCopies((database) => database.clear('copies'));

async function criticalValues(worker: Awaited<ReturnType<typeof startWorker>>) {
  return {
    key: await worker.readApiKey(),
    keyHolder: await worker.keyOwnerStore.read(),
    settings: await worker.settingsStore.read(),
    seen: await worker.seenPostsStore.read(),
  };
}

const ALL_THERE = { key: KEY, keyHolder: aKeyHolder(), settings: SETTINGS, seen: SEEN };

beforeEach(() => {
  vi.restoreAllMocks();
  fakeBrowser.reset();
  globalThis.indexedDB = new IDBFactory();
});

describe('a start of the worker', () => {
  it('finds nothing to mend when nothing was ever stored', async () => {
    const worker = await startWorker();
    expect(worker.notices).toEqual([]);
    expect(await criticalValues(worker)).toEqual({ key: null, keyHolder: null, settings: settingsWith(), seen: {} });
  });

  it('leaves alone what is well', async () => {
    await usedExtension();
    const before = await everythingIn('local');
    const worker = await startWorker();
    expect(worker.notices).toEqual([]);
    expect(await criticalValues(worker)).toEqual(ALL_THERE);
    expect(await everythingIn('local')).toEqual(before);
  });

  it.each([
    ['apiKey', 'key-restored'],
    ['keyHolder', 'key-restored'],
    ['settings', 'settings-restored'],
    ['seen', 'seen-restored'],
  ] as const)('restores %s from its copy when it has vanished', async (key, notice) => {
    await usedExtension();
    await fakeBrowser.storage.local.remove(key);
    const worker = await startWorker();
    expect(worker.notices).toEqual([notice]);
    expect(await criticalValues(worker)).toEqual(ALL_THERE);
  });

  it('restores when each breakout was first flagged, and tells nobody', async () => {
    const flags = { rule: 'a rule', posts: [] };
    await (await startWorker()).flagsStore.write(flags);
    await fakeBrowser.storage.local.remove('flags');
    const worker = await startWorker();
    expect(worker.notices).toEqual([]);
    expect(await worker.flagsStore.read()).toEqual(flags);
  });

  it('restores everything when the whole folder is gone', async () => {
    await usedExtension();
    await fakeBrowser.storage.local.clear();
    const worker = await startWorker();
    expect(await criticalValues(worker)).toEqual(ALL_THERE);
    expect((await startWorker()).notices).toEqual([]);
  });

  it('makes copies of what an earlier version of the extension has stored without', async () => {
    await usedExtension();
    await loseCopies();
    await startWorker();
    expect(await copies()).toHaveLength(4);
  });

  it('reads each value on its own where one cannot be read, and restores that one', async () => {
    await usedExtension();
    refuseToRead(['settings']);
    const worker = await startWorker();
    expect(worker.notices).toEqual(['settings-restored']);
    expect(await criticalValues(worker)).toEqual(ALL_THERE);
    expect(worker.isUsingSessionFallback()).toBe(false);
  });

  it('drops what comes back by itself when it is damaged, and tells nobody', async () => {
    await usedExtension();
    await fakeBrowser.storage.local.set({ syncStatus: 'junk', publication: { version: 1, value: 7 } });
    refuseToRead(['apiWays']);
    const worker = await startWorker();
    expect(worker.notices).toEqual([]);
    expect(Object.keys(await everythingIn('local')).sort()).toEqual(['apiKey', 'keyHolder', 'seen', 'settings']);
  });
});

describe('a value that another version of the extension wrote', () => {
  const [ofSettings, ofStatus] = [settingsWith({ topMoversCount: 3 }), aSyncStatus({ failuresInARow: 2 })];

  it('is sealed by this one, so that popups need not check it', async () => {
    await fakeBrowser.storage.local.set({
      settings: { version: 1, value: ofSettings },
      syncStatus: { version: 1, value: ofStatus, seal: 1 },
    });
    expect((await startWorker()).notices).toEqual([]);
    const { settings, syncStatus } = await fakeBrowser.storage.local.get(['settings', 'syncStatus']);
    expect(settings).toEqual(withChecksum({ version: 1, value: ofSettings }));
    expect(syncStatus).toEqual(withChecksum({ version: 1, value: ofStatus }));
  });

  it('stays as it is when a later one wrote it in a shape of its own', async () => {
    const later = { version: 2, value: { ...ofSettings, ofTheFuture: 1 }, seal: 1 };
    await fakeBrowser.storage.local.set({ settings: later });
    await startWorker();
    expect(await fakeBrowser.storage.local.get('settings')).toEqual({ settings: later });
  });
});

describe('a value that fails its schema', () => {
  const spoil = () => fakeBrowser.storage.local.set({ settings: { version: 1, value: 'junk' } });

  it('is restored from its copy', async () => {
    await usedExtension();
    await spoil();
    const worker = await startWorker();
    expect(worker.notices).toEqual(['settings-restored']);
    expect(await worker.settingsStore.read()).toEqual(SETTINGS);
  });

  it('is replaced by the default where there is no copy, and the user is told', async () => {
    await usedExtension();
    await spoil();
    await loseCopies();
    const worker = await startWorker();
    expect(worker.notices).toEqual(['settings-lost']);
    expect(await worker.settingsStore.read()).toEqual(settingsWith());
  });

  it('keeps those of its parts that are well', async () => {
    await usedExtension();
    await fakeBrowser.storage.local.set({
      settings: { version: 1, value: { ...SETTINGS, topMoversCount: 'junk', ofTheFuture: 1 } },
    });
    await loseCopies();
    const worker = await startWorker();
    expect(worker.notices).toEqual(['settings-lost']);
    expect(await worker.settingsStore.read()).toEqual({ ...SETTINGS, ofTheFuture: 1 });
  });

  it('is set aside under a dated name, the last three times', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: NOW });
    try {
      for (const day of [0, 1, 2, 3]) {
        vi.setSystemTime(NOW + day * 86_400_000);
        await fakeBrowser.storage.local.set({ settings: { version: 1, value: `junk ${day}` } });
        await startWorker();
      }
    } finally {
      vi.useRealTimers();
    }
    const stored = await everythingIn('local');
    expect(Object.entries(stored).filter(([name]) => name.startsWith('set-aside/'))).toEqual([
      ['set-aside/settings/2026-11-24T12:00:00.000Z', { version: 1, value: 'junk 1' }],
      ['set-aside/settings/2026-11-25T12:00:00.000Z', { version: 1, value: 'junk 2' }],
      ['set-aside/settings/2026-11-26T12:00:00.000Z', { version: 1, value: 'junk 3' }],
    ]);
  });

  it('is not set aside when it is the key, which stands in its own place only', async () => {
    await fakeBrowser.storage.local.set({ apiKey: [KEY] });
    const worker = await startWorker();
    expect(worker.notices).toEqual(['key-lost']);
    expect(JSON.stringify(await everythingIn('local'))).not.toContain(KEY);
  });
});

describe('storage that cannot be mended', () => {
  const pretendingToWrite = () => {
    refuseLocal(['get', 'remove']);
    pretendToStore();
  };

  it.each([
    ['rejects everything', () => refuseLocal(['get', 'set', 'remove'])],
    ['rejects reading and removing, and pretends to write', pretendingToWrite],
  ])('which %s is stood in for by session storage, filled from the copies', async (_, damage) => {
    await usedExtension();
    damage();
    const worker = await startWorker();
    expect(worker.isUsingSessionFallback()).toBe(true);
    expect(worker.notices).toEqual(['storage-damaged']);
    expect(await criticalValues(worker)).toEqual(ALL_THERE);
  });

  it('keeps what was changed since, over starts of the worker and of the browser', async () => {
    await usedExtension();
    refuseLocal(['get', 'set', 'remove']);
    await (await startWorker()).settingsStore.write(settingsWith({ lookbackDays: 30 }));
    expect((await (await startWorker()).settingsStore.read()).lookbackDays).toBe(30);
    await fakeBrowser.storage.session.clear();
    expect((await (await startWorker()).settingsStore.read()).lookbackDays).toBe(30);
  });

  it('is told once while the browser stays open', async () => {
    await usedExtension();
    refuseLocal(['get', 'set', 'remove']);
    const worker = await startWorker();
    expect(await worker.noticesStore.read()).toEqual(['storage-damaged']);
    await worker.noticesStore.write([]);
    const next = await startWorker();
    expect(next.notices).toEqual([]);
    expect(await next.noticesStore.read()).toEqual([]);
  });

  it('takes over from the copies, which are newer, once it works again', async () => {
    await usedExtension();
    await fakeBrowser.storage.local.set({ publication: { version: 1, value: null } });
    refuseLocal(['get', 'set', 'remove']);
    const damaged = await startWorker();
    await damaged.settingsStore.write(settingsWith({ lookbackDays: 30 }));
    await damaged.deleteApiKey();
    vi.restoreAllMocks();
    await fakeBrowser.storage.session.clear();

    const worker = await startWorker();
    expect(worker.isUsingSessionFallback()).toBe(false);
    expect((await worker.settingsStore.read()).lookbackDays).toBe(30);
    expect(await worker.readApiKey()).toBeNull();
    expect(await everythingIn('local')).not.toHaveProperty('publication');
    expect((await startWorker()).notices).toEqual([]);
  });

  it('is noticed by reading back what was written', async () => {
    const worker = await startWorker();
    pretendToStore();
    await worker.settingsStore.write(SETTINGS);
    expect(worker.isUsingSessionFallback()).toBe(true);
    expect(await worker.settingsStore.read()).toEqual(SETTINGS);
  });

  it('still leaves the extension working without IndexedDB, and without copies', async () => {
    await usedExtension();
    refuseLocal(['get', 'set', 'remove']);
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('', 'UnknownError');
    });
    const worker = await startWorker();
    expect(worker.notices).toEqual(['storage-damaged']);
    await worker.settingsStore.write(SETTINGS);
    expect(await worker.settingsStore.read()).toEqual(SETTINGS);
  });
});

describe('a full storage', () => {
  it('rejects with a fault of its own, and nothing is given up', async () => {
    const worker = await startWorker();
    refuseLocal(['set'], 'Resource::kQuotaBytes quota exceeded');
    await expect(worker.settingsStore.write(SETTINGS)).rejects.toMatchObject({ kind: 'storage-full' });
    expect(worker.isUsingSessionFallback()).toBe(false);
  });

  it('gives up what was set aside to make room', async () => {
    await fakeBrowser.storage.local.set({ settings: 'junk' });
    const worker = await startWorker();
    const { set } = localAsItIs();
    vi.spyOn(fakeBrowser.storage.local, 'set').mockImplementation(async (items) => {
      const isFull = Object.keys(await everythingIn('local')).some((name) => name.startsWith('set-aside/'));
      if (isFull) throw new Error('Resource::kQuotaBytes quota exceeded');
      return set(items);
    });
    await worker.settingsStore.write(SETTINGS);
    expect(await worker.settingsStore.read()).toEqual(SETTINGS);
  });
});

describe('the API key', () => {
  const everywhere = async () => JSON.stringify([await everythingIn('local'), await copies()]);

  it('has a copy when it is kept on the device, and none is left when it is forgotten', async () => {
    await usedExtension();
    expect(JSON.stringify(await copies())).toContain(KEY);
    const worker = await startWorker();
    await worker.deleteApiKey();
    expect(await everywhere()).not.toContain(KEY);
    expect(await (await startWorker()).readApiKey()).toBeNull();
  });

  it('stands in memory only when it is kept for this browser session', async () => {
    const worker = await startWorker();
    await worker.storeApiKey(KEY, 'session');
    expect(await worker.readApiKey()).toBe(KEY);
    expect(await everywhere()).not.toContain(KEY);
    expect(await (await startWorker()).readApiKey()).toBe(KEY);
    await fakeBrowser.storage.session.clear();
    expect(await (await startWorker()).readApiKey()).toBeNull();
  });

  it('moves with everything it leaves behind', async () => {
    await usedExtension();
    const worker = await startWorker();
    await worker.storeApiKey(KEY, 'session');
    expect(await worker.readApiKey()).toBe(KEY);
    expect(await everywhere()).not.toContain(KEY);
    await worker.storeApiKey(KEY, 'device');
    expect(await worker.readApiKey()).toBe(KEY);
    expect(JSON.stringify(await everythingIn('session'))).not.toContain(KEY);
  });

  it('does not reach a disk when session storage stands in for a damaged one', async () => {
    await usedExtension();
    await (await startWorker()).storeApiKey(KEY, 'session');
    refuseLocal(['get', 'set', 'remove']);
    const worker = await startWorker();
    expect(await worker.readApiKey()).toBe(KEY);
    expect(JSON.stringify(await copies())).not.toContain(KEY);
  });
});

describe('whatever stands in storage', () => {
  const KEYS = [
    'apiKey',
    'keyHolder',
    'settings',
    'seen',
    'syncStatus',
    'publication',
    'events',
    'notices',
    'setAside',
  ];
  const junk = fc.oneof(
    fc.jsonValue(),
    fc.record({ version: fc.oneof(fc.integer(), fc.string()), value: fc.jsonValue() }),
  );

  it('the extension starts, and what is well survives', async () => {
    await usedExtension();
    const well = await everythingIn('local');
    await fc.assert(
      fc.asyncProperty(
        fc.subarray(KEYS, { minLength: 1 }),
        fc.array(junk, { minLength: 9, maxLength: 9 }),
        async (keys, values) => {
          fakeBrowser.reset();
          globalThis.indexedDB = new IDBFactory();
          const spoilt = Object.fromEntries(keys.map((key, index) => [key, values[index]]));
          await fakeBrowser.storage.local.set({ ...well, ...spoilt });
          const worker = await startWorker();
          expect(worker.isUsingSessionFallback()).toBe(false);
          const found: Record<string, unknown> = await criticalValues(worker);
          if (!keys.includes('apiKey')) expect(found.key).toBe(KEY);
          if (!keys.includes('keyHolder')) expect(found.keyHolder).toEqual(ALL_THERE.keyHolder);
          if (!keys.includes('settings')) expect(found.settings).toEqual(SETTINGS);
          if (!keys.includes('seen')) expect(found.seen).toEqual(SEEN);
        },
      ),
      { numRuns: 2000 },
    );
  }, 60_000);
});
