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
  await startWorker();
});

afterEach(() => vi.restoreAllMocks());

/** Makes the next attempts to open a database fail. */
function refuseToOpen(attempts: number, name: string): void {
  const open = vi.spyOn(indexedDB, 'open');
  for (let left = attempts; left > 0; left -= 1)
    open.mockImplementationOnce(() => {
      throw new DOMException('', name);
    });
}

/** The module as a new worker has it: nothing open. */
async function startWorker(): Promise<void> {
  vi.resetModules();
  backups = await import('../../../utils/storage/backups.ts');
}

/** Starts a worker whose predecessor has left a copy of the key, and is gone. */
async function succeedWorker(): Promise<void> {
  (await connectionUsedBy(() => backups.writeBackups({ apiKey: KEY }))).close();
  await startWorker();
}

describe('connection to the backups', () => {
  it('is tried twice before the database counts as damaged', async () => {
    await succeedWorker();
    refuseToOpen(1, 'UnknownError');
    expect(await backups.readBackups()).toEqual({ apiKey: KEY });
  });

  it('replaces a damaged database by an empty one', async () => {
    await succeedWorker();
    refuseToOpen(2, 'UnknownError');
    expect(await backups.readBackups()).toEqual({});
    await backups.writeBackups({ settings: SETTINGS });
    expect(await backups.readBackups()).toEqual({ settings: SETTINGS });
  });

  it.each([
    'AbortError',
    'InvalidStateError',
    'TransactionInactiveError',
    'TimeoutError',
    'QuotaExceededError',
  ])('keeps the copies after a passing failure (%s)', async (name) => {
    await succeedWorker();
    refuseToOpen(2, name);
    expect(await backups.readBackups()).toEqual({});
    expect(await backups.readBackups()).toEqual({ apiKey: KEY });
  });

  it('keeps the copies after an error of the code', async () => {
    await succeedWorker();
    const open = vi.spyOn(indexedDB, 'open');
    for (let attempt = 0; attempt < 2; attempt += 1)
      open.mockImplementationOnce(() => {
        throw new TypeError('a bug');
      });
    await backups.deleteBackups(['settings']);
    expect(await backups.readBackups()).toEqual({ apiKey: KEY });
  });

  it('replaces no database that another connection holds', async () => {
    await succeedWorker();
    const other = await openDB('critical-copies');
    refuseToOpen(2, 'UnknownError');
    expect(await backups.readBackups()).toEqual({});
    other.close();
  });
});

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
