import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { pendingBackups, settings } from '../../../utils/storage/registry.ts';
import { settingsStore } from '../../../utils/storage/stored-values.ts';
import { openStorage } from '../../../utils/storage/worker-storage.ts';
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
