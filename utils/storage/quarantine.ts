import * as z from 'zod/mini';
import { browserStorage } from './storage-adapter.ts';
import { storedValue } from './stored-value.ts';

/** Where values that failed their schema were put aside: keys of `local`, oldest first. */
export const setAsideStore = storedValue('local', 'setAside', z.array(z.string()), []);

/** More values are not kept of one key; the oldest goes. */
const MOST_KEPT = 3;

/**
 * Keeps a value that could not be understood under a dated name, so that it is not lost for good. Where that fails, the value is gone: it
 * was of no use as it was.
 *
 * @param now ms since epoch
 */
export async function setAside(key: string, stored: unknown, now: number): Promise<void> {
  const folder = `set-aside/${key}/`;
  const name = folder + new Date(now).toISOString();
  try {
    const names = setAsideStore.pick(await browserStorage.get('local', [setAsideStore.key]));
    const own = [...names.filter((other) => other.startsWith(folder)), name];
    const kept = [...names.filter((other) => !other.startsWith(folder)), ...own.slice(-MOST_KEPT)];
    await browserStorage.set('local', { [name]: stored, [setAsideStore.key]: setAsideStore.entry(kept).stored });
    await browserStorage.remove('local', own.slice(0, -MOST_KEPT));
  } catch {
    // Nothing depends on it.
  }
}

/** Gives up all that was set aside, to make room. @returns whether there was anything */
export async function dropSetAside(): Promise<boolean> {
  try {
    const names = setAsideStore.pick(await browserStorage.get('local', [setAsideStore.key]));
    await browserStorage.remove('local', [...names, setAsideStore.key]);
    return names.length > 0;
  } catch {
    return false;
  }
}
