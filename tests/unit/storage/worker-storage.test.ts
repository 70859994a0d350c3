import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { version } from '../../../package.json';
import { readBackups } from '../../../utils/storage/backups.ts';
import { composePageState } from '../../../utils/storage/compose-page-state.ts';
import { PAGE_STATE_KEY } from '../../../utils/storage/published-page.ts';
import {
  hiddenColumns,
  marks,
  pendingBackups,
  settings,
  storageMode,
} from '../../../utils/storage/registry.ts';
import {
  hiddenColumnsStore,
  keyOwnerStore,
  readBatch,
  settingsStore,
  writeBatch,
} from '../../../utils/storage/stored-values.ts';
import { toEntry } from '../../../utils/storage/value-declaration.ts';
import {
  ensurePageState,
  openStorage,
  workerStorage,
} from '../../../utils/storage/worker-storage.ts';
import { everythingIn, refuseLocal } from '../../builders/damaged-storage.ts';
import { transactionsOf } from '../../builders/database-connection.ts';
import { holdCalls, holdWrites, settled } from '../../builders/held-call.ts';
import { aKeyOwner } from '../../builders/key-owner.ts';
import { settingsWith } from '../../builders/settings.ts';

const NEXT = settingsWith({ lookbackDays: 9 });

/** The values whose backups are behind, as a next worker reads them. */
async function behind() {
  const { [pendingBackups.key]: stored } = await fakeBrowser.storage.session.get(
    pendingBackups.key,
  );
  return (stored as { value: readonly string[] } | undefined)?.value ?? null;
}

/** The backups at the moment when none is noted as behind any more. */
function whenNoLongerBehind(read = readBackups) {
  const remove = fakeBrowser.storage.session.remove.bind(fakeBrowser.storage.session);
  let backups: ReturnType<typeof readBackups> | undefined;
  vi.spyOn(fakeBrowser.storage.session, 'remove').mockImplementation(async (keys) => {
    backups = read();
    await backups;
    await remove(keys);
  });
  return async () => (await backups) ?? {};
}

/** Leaves out of reads what is not stored, as browsers do. */
function omitMissing(area: 'local' | 'session'): void {
  const get = fakeBrowser.storage[area].get.bind(fakeBrowser.storage[area]);
  vi.spyOn(fakeBrowser.storage[area], 'get').mockImplementation(async (keys?: unknown) => {
    const found = Object.entries(await get(keys as string[]));
    return Object.fromEntries(found.filter(([, stored]) => stored !== undefined)) as never;
  });
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

  it('says so until the backup is stored', async () => {
    const backupsBy = whenNoLongerBehind();
    const later = settingsWith({ lookbackDays: 30 });
    await settingsStore.write(later);
    expect((await backupsBy())[settings.key]).toEqual(toEntry(settings, later).stored);
  });
});

describe('removal of a value with a backup', () => {
  it('deletes the backup first, which would bring the value back', async () => {
    await keyOwnerStore.write(aKeyOwner());
    expect(await readBackups()).toHaveProperty('keyOwner');
    const release = holdCalls(fakeBrowser.storage.local, 'remove');
    const removing = keyOwnerStore.remove();
    await settled();
    expect(await readBackups()).not.toHaveProperty('keyOwner');
    expect(await everythingIn('local')).toHaveProperty('keyOwner');
    release();
    await removing;
    expect(await everythingIn('local')).not.toHaveProperty('keyOwner');
  });
});

describe('value that has no backup and that no page reads', () => {
  it('is written and removed alone', async () => {
    const set = vi.spyOn(fakeBrowser.storage.local, 'set');
    const note = vi.spyOn(fakeBrowser.storage.session, 'set');
    const using = async () => {
      await hiddenColumnsStore.write([]);
      await hiddenColumnsStore.remove();
    };
    expect(await transactionsOf(using)).toEqual({ begun: 0, committed: 0 });
    expect(set.mock.calls.map(([items]) => Object.keys(items))).toEqual([[hiddenColumns.key]]);
    expect(note).not.toHaveBeenCalled();
  });
});

describe('state of pages', () => {
  /** Fails unless pages read what is stored. */
  async function expectCurrentState(): Promise<void> {
    const items = await everythingIn('local');
    expect(items[PAGE_STATE_KEY]).toEqual(composePageState(items));
  }

  it('has the values of writes at the same time', async () => {
    await Promise.all([settingsStore.write(NEXT), keyOwnerStore.write(aKeyOwner())]);
    expect(await everythingIn('local')).toMatchObject({ settings: {}, keyOwner: {} });
    await expectCurrentState();
  });

  it('has the value of a write at the same time as a removal', async () => {
    await keyOwnerStore.write(aKeyOwner());
    await Promise.all([settingsStore.write(NEXT), keyOwnerStore.remove()]);
    await expectCurrentState();
    await Promise.all([keyOwnerStore.remove(), settingsStore.write(settingsWith())]);
    await expectCurrentState();
  });

  it('has the values of a batch that pages read in part only', async () => {
    await writeBatch([settingsStore.toEntry(NEXT), hiddenColumnsStore.toEntry([])]);
    await expectCurrentState();
    expect(await readBatch(settingsStore, hiddenColumnsStore)).toEqual([NEXT, []]);
    await workerStorage.remove('local', [settings.key, hiddenColumns.key]);
    await expectCurrentState();
  });

  it('is not written with values of session storage, nor are backups', async () => {
    await settingsStore.write(NEXT);
    await workerStorage.set('session', { [settings.key]: 1 });
    await workerStorage.remove('session', [settings.key]);
    expect(await everythingIn('session')).toEqual({});
    expect((await readBackups())[settings.key]).toEqual(settingsStore.toEntry(NEXT).stored);
  });
});

describe('fallback to session storage', () => {
  it('is announced to pages once they can read everything there', async () => {
    vi.resetModules();
    const worker = await import('../../../utils/storage/worker-storage.ts');
    const stores = await import('../../../utils/storage/stored-values.ts');
    await stores.settingsStore.write(NEXT);
    refuseLocal(['get', 'set', 'remove']);
    const set = vi.spyOn(fakeBrowser.storage.session, 'set');
    await stores.keyOwnerStore.write(aKeyOwner());
    const written = set.mock.calls.flatMap(([items]) => Object.keys(items));
    const announced = written.indexOf(storageMode.key);
    expect(written.slice(0, announced)).toEqual(
      expect.arrayContaining([settings.key, PAGE_STATE_KEY]),
    );
    expect(await worker.openStorage()).toBe('session-fallback');
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
      const backupsBy = whenNoLongerBehind(readBackups);
      omitMissing(area);
      await worker.openStorage();
      const copies = await backupsBy();
      expect(copies[settings.key]).toEqual(next);
      expect(copies).not.toHaveProperty(marks.key);
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
