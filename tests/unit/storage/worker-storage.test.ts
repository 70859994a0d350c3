import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { version } from '../../../package.json';
import { PAGE_STATE_KEY } from '../../../utils/storage/published-page.ts';
import { marks, pendingBackups, settings, storageMode } from '../../../utils/storage/registry.ts';
import { settingsStore } from '../../../utils/storage/stored-values.ts';
import { toEntry } from '../../../utils/storage/value-declaration.ts';
import {
  ensurePageState,
  openStorage,
  workerStorage,
} from '../../../utils/storage/worker-storage.ts';
import { transactionsOf } from '../../builders/database-connection.ts';
import { holdWrites, settled } from '../../builders/held-call.ts';
import { settingsWith } from '../../builders/settings.ts';

const NEXT = settingsWith({ lookbackDays: 9 });

/** The values whose backups are behind, as a next worker reads them. */
async function behind() {
  const { [pendingBackups.key]: stored } = await fakeBrowser.storage.session.get(
    pendingBackups.key,
  );
  return (stored as { value: readonly string[] } | undefined)?.value ?? null;
}

beforeEach(async () => {
  fakeBrowser.reset();
  globalThis.indexedDB = new IDBFactory();
  await openStorage();
});

afterEach(() => vi.restoreAllMocks());

describe('write of a value with a backup', () => {
  it('ends when the backup is on the disk', async () => {
    const writing = () => settingsStore.write(NEXT);
    expect(await transactionsOf(writing)).toEqual({ begun: 1, committed: 1 });
  });

  it('says before it begins that the backup is behind, until it is not', async () => {
    const release = holdWrites();
    const writing = settingsStore.write(NEXT);
    await settled();
    expect(await behind()).toEqual([settings.key]);
    release();
    await writing;
    expect(await behind()).toBeNull();
  });
});

describe('openStorage', () => {
  it.each([
    ['local', 'local'],
    ['session-fallback', 'session'],
  ] as const)(
    'brings backups up to date that a worker has left behind (%s)',
    async (mode, area) => {
      const [next, former] = [NEXT, settingsWith()].map((value) => toEntry(settings, value).stored);
      vi.resetModules();
      const { readBackups, writeBackups } = await import('../../../utils/storage/backups.ts');
      const worker = await import('../../../utils/storage/worker-storage.ts');
      await writeBackups({ [settings.key]: former, [marks.key]: 'removed' });
      await fakeBrowser.storage[area].set({ [settings.key]: next });
      await fakeBrowser.storage.session.set({
        [storageMode.key]: toEntry(storageMode, { mode, repairedBy: version }).stored,
        [pendingBackups.key]: toEntry(pendingBackups, [settings.key, marks.key]).stored,
      });
      await worker.openStorage();
      const copies = await readBackups();
      expect(copies[settings.key]).toEqual(next);
      expect(copies[marks.key]).toBeUndefined();
      expect(await behind()).toBeNull();
    },
  );
});

describe('ensurePageState', () => {
  it('writes again what a page could not read', async () => {
    await settingsStore.write(NEXT);
    const { [PAGE_STATE_KEY]: written } = await fakeBrowser.storage.local.get(PAGE_STATE_KEY);
    await fakeBrowser.storage.local.set({ [PAGE_STATE_KEY]: 'damaged' });
    await ensurePageState();
    expect((await fakeBrowser.storage.local.get(PAGE_STATE_KEY))[PAGE_STATE_KEY]).toEqual(written);
  });
});

describe('read of session storage', () => {
  it('rejects without a repair of local storage, which is not to blame', async () => {
    vi.spyOn(fakeBrowser.storage.session, 'get').mockImplementation(async () => {
      throw new Error('no session storage');
    });
    const local = vi.spyOn(fakeBrowser.storage.local, 'get');
    await expect(workerStorage.get('session', ['anything'])).rejects.toMatchObject({
      store: 'extension-storage',
    });
    expect(local).not.toHaveBeenCalled();
  });
});
