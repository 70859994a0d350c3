import { dropCopies, keepCopies, readCopies } from './backups.ts';
import { dropSetAside } from './quarantine.ts';
import { stableText } from './stable-stringify.ts';
import {
  browserStorage,
  STAND_IN_MARK,
  type StorageArea,
  type StoragePort,
  type StoredItems,
} from './storage-adapter.ts';
import { StorageFault, saysFull } from './storage-error.ts';
import { noticesStore } from './stored-values.ts';

/**
 * The keys of values that nothing can bring back: each has a copy in IndexedDB. The key of this browser session only is not among them: it
 * must never reach a disk.
 */
export const CRITICAL_KEYS = ['apiKey', 'keyHolder', 'settings', 'seen', 'flags'] as const;

/** A copy that is none: it says that the copies are newer than what `local` holds, should that ever work again. */
export const GIVEN_UP_MARK = 'localWasGivenUp';

let standsIn = false;

/** Whether `session` stands in for `local`, which the browser can no longer use. */
export function isLocalGivenUp(): boolean {
  return standsIn;
}

/** Lets `session` stand in for `local` from now on, with what there are copies of; what stood in already stays. */
export async function giveUpLocal(): Promise<void> {
  if (standsIn) return;
  standsIn = true;
  const { [GIVEN_UP_MARK]: _, ...copies } = await readCopies();
  const present = await browserStorage.get('session', [STAND_IN_MARK]);
  if (present[STAND_IN_MARK] === true) return;
  const notices = noticesStore.entry(['storage-damaged']);
  await browserStorage.set('session', { ...copies, [notices.key]: notices.stored, [STAND_IN_MARK]: true });
  await keepCopies({ [GIVEN_UP_MARK]: true });
}

/**
 * Storage as the worker uses it. Disks fail in ways that browsers do not tell (values vanish, `set` resolves and stores nothing), so what is
 * written to `local` is read back and critical values are copied; a `local` that has stopped working is given up.
 *
 * Every rejection is a {@link StorageFault}.
 */
export const workerStorage: StoragePort = {
  get: (area, keys) => withStandIn(area, (place) => browserStorage.get(place, keys)),

  async set(area, items) {
    const write = (place: StorageArea) => (place === 'local' ? setVerified(items) : browserStorage.set(place, items));
    await withStandIn(area, (place) =>
      write(place).catch(async (error) => {
        if (place === 'session' || (saysFull(error) && !(await dropSetAside()))) throw error;
        if (!saysFull(error)) await giveUpLocal();
        return write(standsIn ? 'session' : place);
      }),
    );
    const critical = criticalOf(items);
    if (area === 'local' && Object.keys(critical).length > 0) await keepCopies(critical);
  },

  async remove(area, keys) {
    const critical = keys.filter(isCritical);
    // Copies first: a worker that dies in between must not leave one that brings back what was removed.
    if (area === 'local' && critical.length > 0) await dropCopies(critical);
    await withStandIn(area, (place) => browserStorage.remove(place, keys));
  },
};

async function withStandIn<T>(area: StorageArea, use: (place: StorageArea) => Promise<T>): Promise<T> {
  try {
    return await use(area === 'local' && standsIn ? 'session' : area);
  } catch (error) {
    if (saysFull(error)) throw new StorageFault('storage-full', error);
    if (area === 'session' || standsIn || (await isReadable())) throw new StorageFault('storage-damaged', error);
    await giveUpLocal();
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

async function setVerified(items: StoredItems): Promise<void> {
  await browserStorage.set('local', items);
  const critical = criticalOf(items);
  const keys = Object.keys(critical);
  if (keys.length === 0) return;
  const stored = await browserStorage.get('local', keys);
  if (!keys.every((key) => isSame(stored[key], critical[key]))) await giveUpLocal();
  if (standsIn) await browserStorage.set('session', items);
}

function isCritical(key: string): boolean {
  return (CRITICAL_KEYS as readonly string[]).includes(key);
}

function criticalOf(items: StoredItems): StoredItems {
  return Object.fromEntries(Object.entries(items).filter(([key]) => isCritical(key)));
}

/** Whether two values are the same as JSON. */
export function isSame(one: unknown, other: unknown): boolean {
  return stableText(one) === stableText(other);
}
