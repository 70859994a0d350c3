import { version } from '../../package.json';
import { deleteBackups, readBackups, writeBackups } from './backups.ts';
import { composePageState, PAGE_STATE_SOURCES } from './compose-page-state.ts';
import { PAGE_STATE_KEY } from './published-page.ts';
import { BACKED_UP_KEYS, LOCAL_VALUES, notices, pendingBackups, storageMode } from './registry.ts';
import { backedUpItems, repairStorage } from './repair-storage.ts';
import { serialQueue } from './serial-queue.ts';
import {
  browserStorage,
  type StorageAdapter,
  type StorageArea,
  type StoredItems,
} from './storage-adapter.ts';
import { isQuotaError, StorageError } from './storage-error.ts';
import type { StorageMode } from './storage-mode.ts';
import { parseFrom, type StorageEntry, toEntry } from './value-declaration.ts';
import { isJsonEqual, WriteNotKeptError, writeVerified } from './verified-write.ts';

/** The mode of this worker's life, once it is known. */
let mode: Promise<StorageMode> | undefined;
let repairing: Promise<StorageMode> | undefined;
/**
 * The queue of writes that change `pageState`: each composes it from the result of the previous
 * write.
 */
const inSequence = serialQueue();

/**
 * Determines where everything in `local` is. The first worker of a browser session, and the first
 * of another version of the extension, repairs storage before that.
 */
export function openStorage(): Promise<StorageMode> {
  mode ??= findMode();
  mode.catch(() => {
    mode = undefined;
  });
  return mode;
}

/** Repairs storage when a declared value cannot be read, as a page may have found. */
export async function ensureReadable(): Promise<void> {
  await workerStorage.get(
    'local',
    LOCAL_VALUES.map(({ key }) => key),
  );
}

/** Writes `pageState` again when it is damaged or missing, as a page may have found. */
export async function ensurePageState(): Promise<void> {
  const present = await openStorage();
  await inSequence(() => refreshPageState(present));
}

async function findMode(): Promise<StorageMode> {
  const items = await browserStorage.get('session', [storageMode.key, pendingBackups.key]);
  const known = parseFrom(storageMode, items);
  if (known?.mode !== 'session-fallback' && known?.repairedBy !== version) return repair();
  await renewBackups(known.mode, parseFrom(pendingBackups, items));
  await refreshPageState(known.mode);
  return known.mode;
}

/**
 * Writes the backups of `keys` again, because the previous worker died between a value and its
 * backup.
 */
async function renewBackups(present: StorageMode, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  try {
    const items = await browserStorage.get(present === 'local' ? 'local' : 'session', keys);
    await writeBackups(items);
    await deleteBackups(keys.filter((key) => !(key in items)));
    await browserStorage.remove('session', [pendingBackups.key]);
  } catch {
    // The first reader repairs unreadable values, and the repair compares the backups.
  }
}

/**
 * Repairs storage, one repair at a time, and falls back to `session` when `local` cannot be used.
 */
function repair(): Promise<StorageMode> {
  repairing ??= (async () => {
    if ((await repairStorage(Date.now())) === 'session-fallback') {
      await fallBackToSession();
      return 'session-fallback';
    }
    await refreshPageState('local');
    await storeMode('local');
    await deleteBackups([storageMode.key, 'localWasGivenUp']);
    return 'local';
  })().finally(() => {
    repairing = undefined;
  });
  mode = repairing;
  return repairing;
}

/** Replaces `local` by `session` until the browser is closed, filled from the backups. */
async function fallBackToSession(): Promise<void> {
  mode = Promise.resolve('session-fallback');
  const notice = toEntry(notices, ['storage-damaged']);
  const items = { ...backedUpItems(await readBackups()), [notice.key]: notice.stored };
  await browserStorage.set('session', { ...items, [PAGE_STATE_KEY]: composePageState(items) });
  await writeBackups({ [storageMode.key]: await storeMode('session-fallback') });
}

async function storeMode(present: StorageMode): Promise<unknown> {
  const { stored } = toEntry(storageMode, { mode: present, repairedBy: version });
  await browserStorage.set('session', { [storageMode.key]: stored });
  return stored;
}

/**
 * Writes `pageState` if it differs from its sources, because a worker died or another version wrote
 * it. After a failure the next write does it.
 */
async function refreshPageState(present: StorageMode): Promise<void> {
  const place = present === 'local' ? 'local' : 'session';
  try {
    const items = await browserStorage.get(place, [...PAGE_STATE_SOURCES, PAGE_STATE_KEY]);
    const pageState = composePageState(items);
    if (isJsonEqual(items[PAGE_STATE_KEY], pageState)) return;
    await browserStorage.set(place, { [PAGE_STATE_KEY]: pageState });
  } catch {
    // The first reader repairs unreadable values.
  }
}

/**
 * Storage as the worker uses it: writes of backed-up values are read back and copied to IndexedDB,
 * writes of what pages read are completed by `pageState`, a failed read repairs storage, and a
 * `local` that cannot be used is replaced by `session`.
 *
 * Every rejection is a {@link StorageError}.
 */
export const workerStorage: StorageAdapter = {
  async get(area, keys) {
    const place = await placeOf(area);
    return browserStorage.get(place, keys).catch(async (error) => {
      if (place === 'session') throw toError(error);
      await repair().catch((cause) => Promise.reject(toError(cause)));
      return browserStorage
        .get(await placeOf(area), keys)
        .catch((again) => Promise.reject(toError(again)));
    });
  },

  set(area, items) {
    if (area !== 'local' || !touchesPageState(Object.keys(items))) return write(area, items);
    return inSequence(async () => write(area, { ...items, ...(await pageStateAfter(items)) }));
  },

  async remove(area, keys) {
    const remove = async () => {
      const place = await placeOf(area);
      const backedUp = keys.filter((key) => BACKED_UP_KEYS.includes(key));
      // Copies first: if the worker dies in between, no copy may restore a removed value.
      if (area === 'local' && backedUp.length > 0) await deleteBackups(backedUp);
      await browserStorage.remove(place, keys).catch((error) => Promise.reject(toError(error)));
    };
    if (area !== 'local' || !touchesPageState(keys)) return remove();
    return inSequence(async () => {
      const removed = Object.fromEntries(keys.map((key) => [key, undefined]));
      await write(area, await pageStateAfter(removed));
      await remove();
    });
  },
};

async function write(area: StorageArea, items: StoredItems): Promise<void> {
  const place = await placeOf(area);
  const backedUp = area === 'local' ? BACKED_UP_KEYS.filter((key) => key in items) : [];
  if (backedUp.length > 0)
    await browserStorage.set('session', toItems(toEntry(pendingBackups, backedUp)));
  await writeVerified(place, items, place === 'local' ? backedUp : []).catch(async (error) => {
    if (isQuotaError(error) || place === 'session') throw toError(error);
    // If the browser can read and reports that it cannot write, a later write may succeed.
    if (!(error instanceof WriteNotKeptError) && (await isReadable())) {
      throw new StorageError('storage-unavailable', 'extension-storage', error);
    }
    await fallBackToSession().catch((cause) => Promise.reject(toError(cause)));
    await browserStorage.set('session', items).catch((cause) => Promise.reject(toError(cause)));
  });
  if (backedUp.length === 0) return;
  await writeBackups(Object.fromEntries(backedUp.map((key) => [key, items[key]])));
  await browserStorage.remove('session', [pendingBackups.key]);
}

function toItems({ key, stored }: StorageEntry): StoredItems {
  return { [key]: stored };
}

function touchesPageState(keys: readonly string[]): boolean {
  return keys.some((key) => PAGE_STATE_SOURCES.includes(key));
}

async function pageStateAfter(changes: StoredItems): Promise<StoredItems> {
  const sources = await workerStorage.get('local', PAGE_STATE_SOURCES);
  return { [PAGE_STATE_KEY]: composePageState({ ...sources, ...changes }) };
}

async function placeOf(area: StorageArea): Promise<StorageArea> {
  if (area === 'session') return area;
  const present = await openStorage().catch((error) => Promise.reject(toError(error)));
  return present === 'local' ? 'local' : 'session';
}

async function isReadable(): Promise<boolean> {
  return browserStorage.get('local', BACKED_UP_KEYS).then(
    () => true,
    () => false,
  );
}

function toError(error: unknown): StorageError {
  if (error instanceof StorageError) return error;
  return new StorageError(
    isQuotaError(error) ? 'storage-full' : 'storage-damaged',
    'extension-storage',
    error,
  );
}
