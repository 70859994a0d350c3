import { deleteBackups, readBackups, writeBackups } from './backups.ts';
import { deleteQuarantined } from './quarantine.ts';
import { stableStringify } from './stable-stringify.ts';
import {
  browserStorage,
  SESSION_FALLBACK_FLAG,
  type StorageAdapter,
  type StorageArea,
  type StoredItems,
} from './storage-adapter.ts';
import { isQuotaError, StorageError } from './storage-error.ts';
import { noticesStore } from './stored-values.ts';

/**
 * The keys of values that nothing can bring back: each has a copy in IndexedDB. The key of this browser session only is not among them: it
 * must never reach a disk.
 */
export const CRITICAL_KEYS = ['apiKey', 'keyHolder', 'settings', 'seen', 'flags'] as const;

/** A copy that is none: it says that the copies are newer than what `local` holds, should that ever work again. */
export const LOCAL_DISABLED_FLAG = 'localWasGivenUp';

let standsIn = false;

/** Whether `session` stands in for `local`, which the browser can no longer use. */
export function isUsingSessionFallback(): boolean {
  return standsIn;
}

/** Lets `session` stand in for `local` from now on, with what there are copies of; what stood in already stays. */
export async function fallBackToSession(): Promise<void> {
  if (standsIn) return;
  standsIn = true;
  const { [LOCAL_DISABLED_FLAG]: _, ...copies } = await readBackups();
  const present = await browserStorage.get('session', [SESSION_FALLBACK_FLAG]);
  if (present[SESSION_FALLBACK_FLAG] === true) return;
  const notices = noticesStore.entry(['storage-damaged']);
  await browserStorage.set('session', { ...copies, [notices.key]: notices.stored, [SESSION_FALLBACK_FLAG]: true });
  await writeBackups({ [LOCAL_DISABLED_FLAG]: true });
}

/**
 * Storage as the worker uses it. Disks fail in ways that browsers do not tell (values vanish, `set` resolves and stores nothing), so what is
 * written to `local` is read back and critical values are copied; a `local` that has stopped working is given up.
 *
 * Every rejection is a {@link StorageError}.
 */
export const workerStorage: StorageAdapter = {
  get: (area, keys) => withSessionFallback(area, (place) => browserStorage.get(place, keys)),

  async set(area, items) {
    const write = (place: StorageArea) => (place === 'local' ? setAndVerify(items) : browserStorage.set(place, items));
    await withSessionFallback(area, (place) =>
      write(place).catch(async (error) => {
        if (place === 'session' || (isQuotaError(error) && !(await deleteQuarantined()))) throw error;
        if (!isQuotaError(error)) await fallBackToSession();
        return write(standsIn ? 'session' : place);
      }),
    );
    const critical = criticalOf(items);
    if (area === 'local' && Object.keys(critical).length > 0) await writeBackups(critical);
  },

  async remove(area, keys) {
    const critical = keys.filter(isCritical);
    // Copies first: a worker that dies in between must not leave one that brings back what was removed.
    if (area === 'local' && critical.length > 0) await deleteBackups(critical);
    await withSessionFallback(area, (place) => browserStorage.remove(place, keys));
  },
};

async function withSessionFallback<T>(area: StorageArea, use: (place: StorageArea) => Promise<T>): Promise<T> {
  try {
    return await use(area === 'local' && standsIn ? 'session' : area);
  } catch (error) {
    if (isQuotaError(error)) throw new StorageError('storage-full', 'extension-storage', error);
    if (area === 'session' || standsIn || (await isReadable()))
      throw new StorageError('storage-damaged', 'extension-storage', error);
    await fallBackToSession();
    return use('session');
  }
}

/** Whether `local` as such can be read: one large value may be damaged where all others are well (seen in Firefox). */
async function isReadable(): Promise<boolean> {
  return browserStorage.get('local', CRITICAL_KEYS).then(
    () => true,
    () => false,
  );
}

async function setAndVerify(items: StoredItems): Promise<void> {
  await browserStorage.set('local', items);
  const critical = criticalOf(items);
  const keys = Object.keys(critical);
  if (keys.length === 0) return;
  const stored = await browserStorage.get('local', keys);
  if (!keys.every((key) => isJsonEqual(stored[key], critical[key]))) await fallBackToSession();
  if (standsIn) await browserStorage.set('session', items);
}

function isCritical(key: string): boolean {
  return (CRITICAL_KEYS as readonly string[]).includes(key);
}

function criticalOf(items: StoredItems): StoredItems {
  return Object.fromEntries(Object.entries(items).filter(([key]) => isCritical(key)));
}

/** Whether two values are the same as JSON. */
export function isJsonEqual(one: unknown, other: unknown): boolean {
  return stableStringify(one) === stableStringify(other);
}
