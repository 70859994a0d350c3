import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  abortDeletions,
  connectionUsedBy,
  loseConnection,
  transactionsOf,
} from '../../builders/database-connection.ts';

let backups: typeof import('../../../utils/storage/backups.ts');

const KEY = { version: 1, value: 'a key' };
const SETTINGS = { version: 1, value: 'settings' };

beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory();
  vi.resetModules();
  backups = await import('../../../utils/storage/backups.ts');
});

afterEach(() => vi.restoreAllMocks());

describe('readBackups', () => {
  it('finds the copies after the browser has closed the connection', async () => {
    const writing = () => backups.writeBackups({ apiKey: KEY });
    await loseConnection(await connectionUsedBy(writing));
    expect(await backups.readBackups()).toEqual({ apiKey: KEY });
  });
});

describe('writeBackups', () => {
  it('ends when the copies are on the disk', async () => {
    const writing = () => backups.writeBackups({ apiKey: KEY, settings: SETTINGS });
    expect(await transactionsOf(writing)).toEqual({ begun: 1, committed: 1 });
  });
});

describe('deleteBackups', () => {
  it('ends when the copies have left the disk', async () => {
    await backups.writeBackups({ apiKey: KEY });
    const deleting = () => backups.deleteBackups(['apiKey']);
    expect(await transactionsOf(deleting)).toEqual({ begun: 1, committed: 1 });
  });

  it('deletes the copies named only', async () => {
    await backups.writeBackups({ apiKey: KEY, settings: SETTINGS });
    await backups.deleteBackups(['apiKey']);
    expect(await backups.readBackups()).toEqual({ settings: SETTINGS });
  });

  it('deletes all copies when those named cannot be deleted alone', async () => {
    await backups.writeBackups({ apiKey: KEY, settings: SETTINGS });
    abortDeletions();
    await backups.deleteBackups(['apiKey']);
    vi.restoreAllMocks();
    expect(await backups.readBackups()).toEqual({});
    await backups.writeBackups({ settings: SETTINGS });
    expect(await backups.readBackups()).toEqual({ settings: SETTINGS });
  });

  it('rejects when a copy may be left', async () => {
    await backups.writeBackups({ apiKey: KEY });
    const other = await openDB('critical-copies');
    abortDeletions();
    await expect(backups.deleteBackups(['apiKey'])).rejects.toMatchObject({
      kind: 'storage-unavailable',
      store: 'backups',
    });
    other.close();
  });
});
