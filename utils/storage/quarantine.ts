import * as z from 'zod/mini';
import { browserStorage } from './storage-adapter.ts';
import { storedValue } from './stored-value.ts';

/** Where values that failed their schema were put aside: keys of `local`, oldest first. */
export const quarantineStore = storedValue('local', 'setAside', z.array(z.string()), []);

/** More values are not kept of one key; the oldest goes. */
const MOST_KEPT = 3;

/**
 * Keeps a value that could not be understood under a dated name, so that it is not lost for good. Where that fails, the value is gone: it
 * was of no use as it was.
 *
 * @param now ms since epoch
 */
export async function quarantine(key: string, stored: unknown, now: number): Promise<void> {
  const folder = `set-aside/${key}/`;
  const name = folder + new Date(now).toISOString();
  try {
    const names = quarantineStore.pick(await browserStorage.get('local', [quarantineStore.key]));
    const own = [...names.filter((other) => other.startsWith(folder)), name];
    const kept = [...names.filter((other) => !other.startsWith(folder)), ...own.slice(-MOST_KEPT)];
    await browserStorage.set('local', { [name]: stored, [quarantineStore.key]: quarantineStore.entry(kept).stored });
    await browserStorage.remove('local', own.slice(0, -MOST_KEPT));
  } catch {
    // Nothing depends on it.
  }
}

/** Gives up all that was set aside, to make room. @returns whether there was anything */
export async function deleteQuarantined(): Promise<boolean> {
  try {
    const names = quarantineStore.pick(await browserStorage.get('local', [quarantineStore.key]));
    await browserStorage.remove('local', [...names, quarantineStore.key]);
    return names.length > 0;
  } catch {
    return false;
  }
}
