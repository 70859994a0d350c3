import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { composePageState } from '../../../utils/storage/compose-page-state.ts';
import { PAGE_STATE_KEY } from '../../../utils/storage/published-page.ts';
import { hiddenColumns, settings, storageMode } from '../../../utils/storage/registry.ts';
import { toEntry } from '../../../utils/storage/value-declaration.ts';
import { everythingIn, refuseLocal, refuseToRead } from '../../builders/damaged-storage.ts';
import { abortDeletions } from '../../builders/database-connection.ts';
import { settingsWith } from '../../builders/settings.ts';

const NEXT = settingsWith({ lookbackDays: 9 });
const DAMAGED = { name: 'StorageError', kind: 'storage-damaged', store: 'extension-storage' };

/** A worker that has just started: nothing open, nothing remembered. */
async function startWorker() {
  vi.resetModules();
  const worker = await import('../../../utils/storage/worker-storage.ts');
  const stores = await import('../../../utils/storage/stored-values.ts');
  return { ...worker, ...stores };
}

beforeEach(() => {
  fakeBrowser.reset();
  globalThis.indexedDB = new IDBFactory();
});

afterEach(() => vi.restoreAllMocks());

describe('start of a worker', () => {
  it('is tried again by the next reader when session storage could not be read', async () => {
    const { openStorage, settingsStore } = await startWorker();
    vi.spyOn(fakeBrowser.storage.session, 'get').mockRejectedValueOnce(new Error('IO error'));
    await expect(settingsStore.read()).rejects.toMatchObject(DAMAGED);
    expect(await openStorage()).toBe('local');
  });

  it('names the store that keeps it from a repair', async () => {
    const former = await startWorker();
    await former.settingsStore.write(NEXT);
    await fakeBrowser.storage.session.clear();
    const { settingsStore } = await startWorker();
    const other = await openDB('critical-copies');
    abortDeletions();
    await expect(settingsStore.read()).rejects.toMatchObject({
      kind: 'storage-unavailable',
      store: 'backups',
    });
    other.close();
  });

  it('stays in session storage after an update: what is there is newer', async () => {
    await fakeBrowser.storage.local.set({
      [settings.key]: toEntry(settings, settingsWith()).stored,
    });
    const mode = { mode: 'session-fallback', repairedBy: '0.0.1' } as const;
    await fakeBrowser.storage.session.set({
      [storageMode.key]: toEntry(storageMode, mode).stored,
      [settings.key]: toEntry(settings, NEXT).stored,
    });
    const { openStorage, settingsStore } = await startWorker();
    expect(await openStorage()).toBe('session-fallback');
    expect(await settingsStore.read()).toEqual(NEXT);
    const items = await everythingIn('session');
    expect(items[PAGE_STATE_KEY]).toEqual(composePageState(items));
    expect(await everythingIn('local')).not.toHaveProperty(PAGE_STATE_KEY);
  });
});

describe('read of a value', () => {
  it('rejects when a repair does not help', async () => {
    const { workerStorage } = await startWorker();
    refuseToRead(['undeclared']);
    await expect(workerStorage.get('local', ['undeclared'])).rejects.toMatchObject(DAMAGED);
  });
});

describe('write of a value', () => {
  it('rejects in session storage, which nothing replaces', async () => {
    const { openStorage, workerStorage } = await startWorker();
    await openStorage();
    vi.spyOn(fakeBrowser.storage.session, 'set').mockImplementation(async () => {
      throw new Error('IO error');
    });
    await expect(workerStorage.set('session', { any: 1 })).rejects.toMatchObject(DAMAGED);
    expect(await openStorage()).toBe('local');
  });

  it.each([
    ['the backups', 1],
    ['the value', 3],
  ])('rejects when neither storage takes %s', async (_, failing) => {
    const { hiddenColumnsStore, openStorage } = await startWorker();
    await openStorage();
    refuseLocal(['get', 'set', 'remove']);
    const set = fakeBrowser.storage.session.set.bind(fakeBrowser.storage.session);
    let calls = 0;
    vi.spyOn(fakeBrowser.storage.session, 'set').mockImplementation(async (items) => {
      calls += 1;
      if (calls === failing) throw new Error('IO error');
      await set(items);
    });
    await expect(hiddenColumnsStore.write([])).rejects.toMatchObject(DAMAGED);
    expect(await everythingIn('session')).not.toHaveProperty(hiddenColumns.key);
  });
});
