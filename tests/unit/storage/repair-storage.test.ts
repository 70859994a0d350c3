import { IDBFactory } from 'fake-indexeddb';
import { appendEvent } from '../../../utils/state/event.ts';
import { NO_MARKS } from '../../../utils/state/initial-state.ts';
import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { openDB } from 'idb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { LOCAL_VALUES } from '../../../utils/storage/registry.ts';
import { backedUpItems } from '../../../utils/storage/repair-storage.ts';
import {
  everythingIn,
  localAsItIs,
  pretendToStore,
  refuseLocal,
  refuseToRead,
} from '../../builders/damaged-storage.ts';
import { transactionsOf } from '../../builders/database-connection.ts';
import { settled } from '../../builders/held-call.ts';
import { aKeyOwner } from '../../builders/key-owner.ts';
import { settingsWith } from '../../builders/settings.ts';
import { NOW } from '../../builders/time.ts';

const KEY = 'ca_canary_0123456789';
const OWNER = aKeyOwner({ lastFour: KEY.slice(-4) });
const SETTINGS = settingsWith({ lookbackDays: 9 });
const MARKS = { ...NO_MARKS, posts: { 'post-1': { seenAt: NOW } } };

/** A worker that has just started: nothing open, nothing remembered. */
async function startWorker() {
  vi.resetModules();
  const { openStorage, ensureReadable } = await import('../../../utils/storage/worker-storage.ts');
  const stores = await import('../../../utils/storage/stored-values.ts');
  const { storeApiKey, deleteApiKey, readApiKey, readUnclaimedKey } = await import(
    '../../../utils/storage/api-key-store.ts'
  );
  const mode = await openStorage();
  const notices = await stores.noticesStore.read();
  return {
    ...stores,
    storeApiKey,
    deleteApiKey,
    readApiKey,
    readUnclaimedKey,
    ensureReadable,
    openStorage,
    mode,
    notices,
  };
}

/** The first worker of a browser session. */
async function startBrowser() {
  await fakeBrowser.storage.session.clear();
  return startWorker();
}

/** A worker that has saved a key, settings and marks, and has died. */
async function usedExtension() {
  const worker = await startWorker();
  await worker.storeApiKey(KEY, 'device', [worker.keyOwnerStore.toEntry(OWNER)]);
  await worker.settingsStore.write(SETTINGS);
  await worker.marksStore.write(MARKS);
}

async function withCopies<T>(
  use: (database: Awaited<ReturnType<typeof openDB>>) => Promise<T>,
): Promise<T> {
  const database = await openDB('critical-copies', 1, {
    upgrade: (created) => void created.createObjectStore('copies'),
  });
  try {
    return await use(database);
  } finally {
    database.close();
  }
}

const withBackups = (items: Readonly<Record<string, unknown>>) =>
  withCopies(async (database) => {
    for (const [key, stored] of Object.entries(items)) await database.put('copies', stored, key);
  });
const copies = () => withCopies((database) => database.getAll('copies'));
const loseCopies = () => withCopies((database) => database.clear('copies'));

async function criticalValues(worker: Awaited<ReturnType<typeof startWorker>>) {
  return {
    key: (await worker.readApiKey()) ?? (await worker.readUnclaimedKey()),
    keyOwner: await worker.keyOwnerStore.read(),
    settings: await worker.settingsStore.read(),
    marks: await worker.marksStore.read(),
  };
}

const ALL_THERE = { key: KEY, keyOwner: OWNER, settings: SETTINGS, marks: MARKS };

beforeEach(() => {
  vi.restoreAllMocks();
  fakeBrowser.reset();
  globalThis.indexedDB = new IDBFactory();
});

describe('repairStorage, first start in a browser session', () => {
  it('repairs nothing when nothing was ever stored', async () => {
    const worker = await startBrowser();
    expect(worker.notices).toEqual([]);
    expect(await criticalValues(worker)).toEqual({
      key: null,
      keyOwner: null,
      settings: settingsWith(),
      marks: NO_MARKS,
    });
    expect(Object.keys(await everythingIn('local'))).toEqual(['pageState']);
  });

  it('keeps valid values', async () => {
    await usedExtension();
    const before = await everythingIn('local');
    const get = vi.spyOn(fakeBrowser.storage.local, 'get');
    const set = vi.spyOn(fakeBrowser.storage.local, 'set');
    const remove = vi.spyOn(fakeBrowser.storage.local, 'remove');
    const worker = await startBrowser();
    // All values, the names of all, those of `pageState`, and the notices that the test reads.
    expect(get).toHaveBeenCalledTimes(4);
    expect(worker.notices).toEqual([]);
    expect(await criticalValues(worker)).toEqual(ALL_THERE);
    expect(await everythingIn('local')).toEqual(before);
    // Each start of the browser would wait for it.
    expect(set).not.toHaveBeenCalled();
    expect(remove).not.toHaveBeenCalled();
  });

  it('writes no backup when all are current', async () => {
    await usedExtension();
    await startWorker();
    const { repairStorage } = await import('../../../utils/storage/repair-storage.ts');
    const repairing = async () => expect(await repairStorage(NOW)).toBe('local');
    expect(await transactionsOf(repairing)).toEqual({ begun: 0, committed: 0 });
  });

  it.each([
    ['apiKey', 'key-restored'],
    ['keyOwner', 'key-restored'],
    ['settings', 'settings-restored'],
    ['marks', 'seen-restored'],
  ] as const)('restores a lost %s from its backup, with a notice', async (key, notice) => {
    await usedExtension();
    await fakeBrowser.storage.local.remove(key);
    const worker = await startBrowser();
    expect(worker.notices).toEqual([notice]);
    expect(await worker.eventsStore.read()).toMatchObject([
      { type: 'storage-repaired', outcome: notice },
    ]);
    expect(await criticalValues(worker)).toEqual(ALL_THERE);
  });

  it('restores the times of the first flags without a notice', async () => {
    const flags = { rule: 'a rule', posts: [] };
    await (await startWorker()).flagsStore.write(flags);
    await fakeBrowser.storage.local.remove('flags');
    const worker = await startBrowser();
    expect(worker.notices).toEqual([]);
    expect(await worker.flagsStore.read()).toEqual(flags);
  });

  it('restores everything when the whole folder is gone', async () => {
    await usedExtension();
    await fakeBrowser.storage.local.clear();
    const worker = await startBrowser();
    expect(await criticalValues(worker)).toEqual(ALL_THERE);
    await worker.noticesStore.write([]);
    expect((await startBrowser()).notices).toEqual([]);
  });

  it('writes missing backups', async () => {
    await usedExtension();
    await loseCopies();
    await startBrowser();
    expect(await copies()).toHaveLength(4);
  });

  it('replaces backups older than their values', async () => {
    await usedExtension();
    await withCopies((database) =>
      database.put('copies', { version: 1, value: settingsWith() }, 'settings'),
    );
    await startBrowser();
    await fakeBrowser.storage.local.clear();
    expect(await (await startBrowser()).settingsStore.read()).toEqual(SETTINGS);
  });

  it('restores one unreadable value and reads the others', async () => {
    await usedExtension();
    refuseToRead(['settings']);
    const worker = await startBrowser();
    expect(worker.notices).toEqual(['settings-restored']);
    expect(await criticalValues(worker)).toEqual(ALL_THERE);
    expect(worker.mode).toBe('local');
  });

  it('removes damaged values that can be recomputed, without a notice', async () => {
    await usedExtension();
    await fakeBrowser.storage.local.set({
      syncStatus: 'junk',
      publication: { version: 1, value: 7 },
    });
    refuseToRead(['apiCapabilities']);
    const worker = await startBrowser();
    expect(worker.notices).toEqual([]);
    expect(Object.keys(await everythingIn('local')).sort()).toEqual([
      'apiKey',
      'keyOwner',
      'marks',
      'pageState',
      'settings',
    ]);
  });

  it('keeps notices that the user has not dismissed, and events', async () => {
    await usedExtension();
    const { eventsStore, noticesStore } = await startWorker();
    await noticesStore.write(['posts-rebuilt']);
    await eventsStore.write(appendEvent([], { type: 'key-saved' }, NOW));
    await fakeBrowser.storage.local.remove('settings');
    const worker = await startBrowser();
    expect(worker.notices).toEqual(['posts-rebuilt', 'settings-restored']);
    const types = (await worker.eventsStore.read()).map(({ type }) => type);
    expect(types).toEqual(['key-saved', 'storage-repaired']);
  });

  it('keeps a key owner that is stored as none', async () => {
    await fakeBrowser.storage.local.set({ keyOwner: { version: 1, value: null } });
    const worker = await startBrowser();
    expect(worker.mode).toBe('local');
    expect(worker.notices).toEqual([]);
  });

  it('leaves obsolete values alone when their names cannot be read', async () => {
    await usedExtension();
    const { get } = localAsItIs();
    vi.spyOn(fakeBrowser.storage.local, 'get').mockImplementation(async (asked?: unknown) => {
      if (asked === null) throw new Error('IO error');
      return get(asked);
    });
    const worker = await startBrowser();
    expect(worker.mode).toBe('local');
    expect(await criticalValues(worker)).toEqual(ALL_THERE);
  });

  it('waits for a change of the notices, which would lose its own', async () => {
    await usedExtension();
    const { noticesStore } = await startWorker();
    await noticesStore.write(['posts-rebuilt']);
    const { queueNotices } = await import('../../../utils/storage/notice-queue.ts');
    const { repairStorage } = await import('../../../utils/storage/repair-storage.ts');
    await fakeBrowser.storage.local.remove('settings');
    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    const dismissing = queueNotices(async () => {
      const known = await noticesStore.read();
      await held;
      await noticesStore.write(known.filter((notice) => notice !== 'posts-rebuilt'));
    });
    const repairing = repairStorage(NOW);
    await settled();
    release();
    await Promise.all([dismissing, repairing]);
    expect(await noticesStore.read()).toEqual(['settings-restored']);
  });
});

describe('repairStorage, later start in the same browser session', () => {
  it('repairs nothing', async () => {
    await usedExtension();
    const read = vi.spyOn(fakeBrowser.storage.local, 'get');
    const opened = vi.spyOn(indexedDB, 'open');
    expect((await startWorker()).mode).toBe('local');
    // The values behind `pageState`, and the notices that the test itself reads.
    expect(read).toHaveBeenCalledTimes(2);
    expect(opened).not.toHaveBeenCalled();
  });

  it('runs again for another version of the extension', async () => {
    await usedExtension();
    await fakeBrowser.storage.session.set({
      storageMode: { version: 1, value: { mode: 'local', repairedBy: '0.0.1' } },
    });
    await fakeBrowser.storage.local.remove('settings');
    expect((await startWorker()).notices).toEqual(['settings-restored']);
    expect((await startWorker()).mode).toBe('local');
  });
});

describe('repairStorage, failing read', () => {
  it('repairs storage and repeats the read', async () => {
    await usedExtension();
    const worker = await startWorker();
    refuseToRead(['settings']);
    expect(await worker.settingsStore.read()).toEqual(SETTINGS);
    expect(await worker.noticesStore.read()).toEqual(['settings-restored']);
  });

  it('repairs each failure in the life of a worker', async () => {
    await usedExtension();
    const worker = await startWorker();
    for (const key of ['settings', 'marks']) {
      refuseToRead([key]);
      await worker.ensureReadable();
      vi.restoreAllMocks();
    }
    expect(await criticalValues(worker)).toEqual(ALL_THERE);
    expect(await worker.noticesStore.read()).toEqual(['settings-restored', 'seen-restored']);
  });

  it('finds an error that only a page has met', async () => {
    await usedExtension();
    const worker = await startWorker();
    refuseToRead(['syncStatus']);
    await worker.ensureReadable();
    expect(await worker.syncStatusStore.read()).toEqual(worker.syncStatusStore.parseFrom({}));
    expect(await worker.noticesStore.read()).toEqual([]);
  });

  it('rejects with a storage error when neither area can be read', async () => {
    const worker = await startWorker();
    refuseLocal(['get', 'set', 'remove']);
    vi.spyOn(fakeBrowser.storage.session, 'set').mockRejectedValue(new Error('Corruption'));
    await expect(worker.settingsStore.read()).rejects.toMatchObject({
      kind: 'storage-damaged',
      store: 'extension-storage',
    });
  });
});

describe('repairStorage, value of another version', () => {
  it('keeps the value of a later version in its own shape', async () => {
    const value = { ...SETTINGS, topMoversCount: 'ten', ofTheFuture: 1 };
    const later = { version: 9, value, seal: 1 };
    await fakeBrowser.storage.local.set({ settings: later });
    await startBrowser();
    expect(await fakeBrowser.storage.local.get('settings')).toEqual({ settings: later });
  });

  it('stores the value of an earlier version in its present shape', async () => {
    const { keyPersistence: keepKey, ...others } = SETTINGS;
    await fakeBrowser.storage.local.set({
      settings: { version: 1, value: { ...others, keepKey } },
    });
    await startBrowser();
    const { settings } = await everythingIn('local');
    expect(settings).toEqual({ version: 2, value: SETTINGS });
  });

  it('moves a value from its old key, in storage and in the backups', async () => {
    const owner = { version: 1, value: OWNER };
    await fakeBrowser.storage.local.set({
      keyHolder: owner,
      apiWays: { version: 1, value: { deltasByGet: true } },
    });
    await withBackups({ keyHolder: owner });
    const worker = await startBrowser();
    expect(worker.notices).toEqual([]);
    expect(await worker.keyOwnerStore.read()).toEqual(OWNER);
    expect(Object.keys(await everythingIn('local')).sort()).toEqual([
      'apiCapabilities',
      'keyOwner',
      'pageState',
    ]);
    expect(await withCopies((database) => database.getAllKeys('copies'))).toEqual(['keyOwner']);
  });

  it('restores a value from a backup under its old key', async () => {
    await withBackups({ keyHolder: { version: 1, value: OWNER } });
    expect(await (await startBrowser()).keyOwnerStore.read()).toEqual(OWNER);
  });

  it('deletes a value that is not declared any more', async () => {
    await fakeBrowser.storage.local.set({
      setAside: 1,
      'set-aside/settings/2026-11-24T12:00:00.000Z': 2,
      'ranking/front': 3,
      'ranking/4/7d/views/all': 4,
      filler: 5,
    });
    await startBrowser();
    expect(Object.keys(await everythingIn('local')).sort()).toEqual(['filler', 'pageState']);
  });
});

describe('repairStorage, value that fails its schema', () => {
  const spoil = () => fakeBrowser.storage.local.set({ settings: { version: 1, value: 'junk' } });

  it('restores it from its backup without a notice, because nothing is lost', async () => {
    await usedExtension();
    await spoil();
    const worker = await startBrowser();
    expect(worker.notices).toEqual([]);
    expect(await worker.settingsStore.read()).toEqual(SETTINGS);
  });

  it('resets it when there is no backup, with a notice', async () => {
    await usedExtension();
    await spoil();
    await loseCopies();
    const worker = await startBrowser();
    expect(worker.notices).toEqual(['settings-lost']);
    expect(await worker.settingsStore.read()).toEqual(settingsWith());
  });

  it('resets marks without a backup, with a notice', async () => {
    await fakeBrowser.storage.local.set({ marks: { version: 2, value: 'junk' } });
    const worker = await startBrowser();
    expect(worker.notices).toEqual(['seen-lost']);
    expect(await worker.marksStore.read()).toEqual(NO_MARKS);
  });

  it('keeps its valid parts', async () => {
    await usedExtension();
    await fakeBrowser.storage.local.set({
      settings: { version: 2, value: { ...SETTINGS, topMoversCount: 'junk', ofTheFuture: 1 } },
    });
    await loseCopies();
    const worker = await startBrowser();
    expect(worker.notices).toEqual(['settings-lost']);
    expect(await worker.settingsStore.read()).toEqual({ ...SETTINGS, ofTheFuture: 1 });
  });

  it('never logs an invalid API key', async () => {
    await fakeBrowser.storage.local.set({ apiKey: [KEY] });
    const worker = await startBrowser();
    expect(worker.notices).toEqual(['key-lost']);
    expect(JSON.stringify(await everythingIn('local'))).not.toContain(KEY);
  });
});

describe('repairStorage, storage that cannot be repaired', () => {
  const pretendingToWrite = () => {
    refuseLocal(['get', 'remove']);
    pretendToStore();
  };

  it.each([
    ['rejects everything', () => refuseLocal(['get', 'set', 'remove'])],
    ['rejects reading and removing, and pretends to write', pretendingToWrite],
  ])('falls back to session storage with the backups when storage %s', async (_, damage) => {
    await usedExtension();
    damage();
    const worker = await startBrowser();
    expect(worker.mode).toBe('session-fallback');
    expect(worker.notices).toEqual(['storage-damaged']);
    expect(await criticalValues(worker)).toEqual(ALL_THERE);
  });

  it('falls back to session storage when a value stays unreadable after its removal', async () => {
    await usedExtension();
    const { get } = localAsItIs();
    vi.spyOn(fakeBrowser.storage.local, 'get').mockImplementation(async (asked?: unknown) => {
      if ([asked].flat().includes('syncStatus')) throw new Error('Corruption');
      return get(asked);
    });
    const worker = await startBrowser();
    expect(worker.mode).toBe('session-fallback');
    expect(await criticalValues(worker)).toEqual(ALL_THERE);
  });

  it('keeps later changes over restarts of the worker and of the browser', async () => {
    await usedExtension();
    refuseLocal(['get', 'set', 'remove']);
    await (await startBrowser()).settingsStore.write(settingsWith({ lookbackDays: 30 }));
    expect((await (await startWorker()).settingsStore.read()).lookbackDays).toBe(30);
    expect((await (await startBrowser()).settingsStore.read()).lookbackDays).toBe(30);
  });

  it('shows the storage notice once per browser session', async () => {
    await usedExtension();
    refuseLocal(['get', 'set', 'remove']);
    const worker = await startBrowser();
    expect(worker.notices).toEqual(['storage-damaged']);
    await worker.noticesStore.write([]);
    const next = await startWorker();
    expect(next.notices).toEqual([]);
    expect(await next.noticesStore.read()).toEqual([]);
  });

  it('prefers newer backups once storage works again', async () => {
    await usedExtension();
    await fakeBrowser.storage.local.set({ publication: { version: 1, value: null } });
    refuseLocal(['get', 'set', 'remove']);
    const damaged = await startBrowser();
    await damaged.settingsStore.write(settingsWith({ lookbackDays: 30 }));
    await damaged.deleteApiKey();
    vi.restoreAllMocks();

    const remove = vi.spyOn(fakeBrowser.storage.local, 'remove');
    const worker = await startBrowser();
    expect(worker.mode).toBe('local');
    // A worker that dies in between must not have removed what it is about to replace.
    expect(remove.mock.calls.flat(2)).not.toContain('settings');
    expect((await worker.settingsStore.read()).lookbackDays).toBe(30);
    expect(await worker.readApiKey()).toBeNull();
    expect(await everythingIn('local')).not.toHaveProperty('publication');
    await fakeBrowser.storage.local.set({
      settings: worker.settingsStore.toEntry(SETTINGS).stored,
    });
    expect(await (await startBrowser()).settingsStore.read()).toEqual(SETTINGS);
  });

  it('prefers backups that version 0.1 has noted as newer, once', async () => {
    await usedExtension();
    const { settingsStore } = await startWorker();
    const newer = settingsWith({ lookbackDays: 30 });
    await withBackups({ localWasGivenUp: true, settings: settingsStore.toEntry(newer).stored });
    expect(await (await startBrowser()).settingsStore.read()).toEqual(newer);
    await fakeBrowser.storage.local.set({ settings: settingsStore.toEntry(SETTINGS).stored });
    expect(await (await startBrowser()).settingsStore.read()).toEqual(SETTINGS);
  });

  it('detects a failure by reading back what was written', async () => {
    const worker = await startWorker();
    pretendToStore();
    await worker.settingsStore.write(SETTINGS);
    expect(await worker.openStorage()).toBe('session-fallback');
    expect(await worker.settingsStore.read()).toEqual(SETTINGS);
  });

  it('lets the extension work without IndexedDB and backups', async () => {
    await usedExtension();
    refuseLocal(['get', 'set', 'remove']);
    for (const call of ['open', 'deleteDatabase'] as const) {
      vi.spyOn(indexedDB, call).mockImplementation(() => {
        throw new DOMException('', 'UnknownError');
      });
    }
    const worker = await startBrowser();
    expect(worker.notices).toEqual(['storage-damaged']);
    await worker.settingsStore.write(SETTINGS);
    expect(await worker.settingsStore.read()).toEqual(SETTINGS);
  });
});

describe('repairStorage, rejected write', () => {
  it('retries once', async () => {
    const worker = await startWorker();
    vi.spyOn(fakeBrowser.storage.local, 'set').mockRejectedValueOnce(new Error('IO error: lock'));
    await worker.settingsStore.write(SETTINGS);
    expect(await everythingIn('local')).toHaveProperty('settings');
    expect(await worker.openStorage()).toBe('local');
  });

  it('rejects without a fallback while storage can be read', async () => {
    await usedExtension();
    const worker = await startWorker();
    refuseLocal(['set'], 'IO error: lock');
    await expect(worker.settingsStore.write(settingsWith())).rejects.toMatchObject({
      kind: 'storage-unavailable',
      store: 'extension-storage',
    });
    expect(await worker.openStorage()).toBe('local');
    expect(await worker.settingsStore.read()).toEqual(SETTINGS);
    expect(await worker.noticesStore.read()).toEqual([]);
  });

  it('falls back to session storage when nothing can be read either', async () => {
    await usedExtension();
    const worker = await startWorker();
    refuseLocal(['get', 'set', 'remove']);
    await worker.settingsStore.write(settingsWith({ lookbackDays: 30 }));
    expect(await worker.openStorage()).toBe('session-fallback');
    expect(await criticalValues(worker)).toEqual({
      ...ALL_THERE,
      settings: settingsWith({ lookbackDays: 30 }),
    });
  });
});

describe('repairStorage, full storage', () => {
  const FULL = 'Resource::kQuotaBytes quota exceeded';

  it('rejects with a storage error and keeps storage in use', async () => {
    const worker = await startWorker();
    refuseLocal(['set'], FULL);
    await expect(worker.settingsStore.write(SETTINGS)).rejects.toMatchObject({
      kind: 'storage-full',
    });
    expect(await worker.openStorage()).toBe('local');
  });

  it('still repairs what can be read', async () => {
    await usedExtension();
    await fakeBrowser.storage.local.set({ keyHolder: { version: 1, value: OWNER } });
    await fakeBrowser.storage.local.remove('keyOwner');
    refuseLocal(['set'], FULL);
    const worker = await startBrowser();
    expect(worker.mode).toBe('local');
    expect(await criticalValues(worker)).toEqual(ALL_THERE);
    const { repairStorage } = await import('../../../utils/storage/repair-storage.ts');
    expect(await repairStorage(NOW)).toBe('local');
  });
});

describe('backedUpItems', () => {
  it('returns copies of values with a backup only, by their present keys', () => {
    const owner = { version: 1, value: OWNER };
    const others = { syncStatus: 1, undeclared: 2 };
    expect(backedUpItems({ keyHolder: owner, ...others })).toEqual({ keyOwner: owner });
  });
});

describe('storage of the API key', () => {
  const everywhere = async () => JSON.stringify([await everythingIn('local'), await copies()]);

  it('writes a backup of a key kept on the device, and deletes it with the key', async () => {
    await usedExtension();
    expect(JSON.stringify(await copies())).toContain(KEY);
    const worker = await startWorker();
    await worker.deleteApiKey();
    expect(await everywhere()).not.toContain(KEY);
    expect(await (await startWorker()).readApiKey()).toBeNull();
  });

  it('stays in memory when the key is kept for this browser session', async () => {
    const worker = await startWorker();
    await worker.storeApiKey(KEY, 'session', [worker.keyOwnerStore.toEntry(OWNER)]);
    expect(await worker.readApiKey()).toBe(KEY);
    expect(await everywhere()).not.toContain(KEY);
    expect(await (await startWorker()).readApiKey()).toBe(KEY);
    expect(await (await startBrowser()).readApiKey()).toBeNull();
  });

  it('moves the key together with its backups', async () => {
    await usedExtension();
    const worker = await startWorker();
    await worker.storeApiKey(KEY, 'session');
    expect(await worker.readApiKey()).toBe(KEY);
    expect(await everywhere()).not.toContain(KEY);
    await worker.storeApiKey(KEY, 'device');
    expect(await worker.readApiKey()).toBe(KEY);
    expect(JSON.stringify(await everythingIn('session'))).not.toContain(KEY);
  });

  it('never writes a session key to disk when session storage is the fallback', async () => {
    await usedExtension();
    await (await startWorker()).storeApiKey(KEY, 'session');
    refuseLocal(['get', 'set', 'remove']);
    const worker = await startWorker();
    expect(await worker.readApiKey()).toBe(KEY);
    expect(JSON.stringify(await copies())).not.toContain(KEY);
  });
});

describe('repairStorage, any stored values', () => {
  const KEYS = LOCAL_VALUES.map(({ key }) => key);
  const junk = fc.oneof(
    fc.jsonValue(),
    fc.record({ version: fc.oneof(fc.integer(), fc.string()), value: fc.jsonValue() }),
  );

  it('lets the extension start and keeps valid values', async () => {
    await usedExtension();
    const intact = await everythingIn('local');
    // One worker for all of them, because loading its code takes longer than a repair: after a
    // failed read it repairs storage as at a start.
    const worker = await startWorker();
    await withCopies((database) =>
      fc.assert(
        fc.asyncProperty(
          fc.subarray(KEYS, { minLength: 1 }),
          fc.array(junk, { minLength: KEYS.length, maxLength: KEYS.length }),
          async (keys, values) => {
            fakeBrowser.reset();
            await database.clear('copies');
            const spoilt = Object.fromEntries(keys.map((key, index) => [key, values[index]]));
            await fakeBrowser.storage.local.set({ ...intact, ...spoilt });
            vi.spyOn(fakeBrowser.storage.local, 'get').mockRejectedValueOnce(new Error('IO error'));
            await worker.ensureReadable();
            expect(await worker.openStorage()).toBe('local');
            expect(await everythingIn('session')).toHaveProperty('storageMode');
            const found: Record<string, unknown> = await criticalValues(worker);
            if (!keys.includes('apiKey')) expect(found.key).toBe(KEY);
            if (!keys.includes('keyOwner')) expect(found.keyOwner).toEqual(ALL_THERE.keyOwner);
            if (!keys.includes('settings')) expect(found.settings).toEqual(SETTINGS);
            if (!keys.includes('marks')) expect(found.marks).toEqual(MARKS);
          },
        ),
        { numRuns: 1000 },
      ),
    );
  });
});
