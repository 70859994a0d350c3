import type { Settings } from '../settings/settings.ts';
import { apiKey, sessionKey } from './registry.ts';
import { storedValue } from './stored-value.ts';
import { writeBatch } from './stored-values.ts';
import type { StorageEntry } from './value-declaration.ts';
import { workerStorage } from './worker-storage.ts';

const deviceKeyStore = storedValue(apiKey, workerStorage);
const sessionKeyStore = storedValue(sessionKey, workerStorage);

/** Reads the API key, wherever it is kept. For the worker's API connection alone. */
export async function readApiKey(): Promise<string | null> {
  return (await sessionKeyStore.read()) ?? (await deviceKeyStore.read());
}

/**
 * Stores the API key where the user wants it and nowhere else.
 *
 * @param place `session`: from now on no disk holds it, not even as a copy
 * @param alongside values of `local` that are stored in the same call
 */
export async function storeApiKey(
  key: string,
  place: Settings['keepKey'],
  alongside: readonly StorageEntry[] = [],
): Promise<void> {
  if (place === 'session') {
    await sessionKeyStore.write(key);
    await writeBatch(alongside);
    await deviceKeyStore.remove();
  } else {
    await writeBatch([deviceKeyStore.toEntry(key), ...alongside]);
    await sessionKeyStore.remove();
  }
}

/** Deletes the API key. */
export async function deleteApiKey(): Promise<void> {
  await deviceKeyStore.remove();
  await sessionKeyStore.remove();
}
