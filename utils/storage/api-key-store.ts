import * as z from 'zod/mini';
import type { Settings } from '../settings/settings.ts';
import { type StorageEntry, storedValue, writeBatch } from './stored-value.ts';
import { apiKeyStore } from './stored-values.ts';

/** The API key, when it is kept for this browser session only. Like the one in `stored-values.ts`, and at most one of the two has a value. */
export const sessionKeyStore = storedValue('session', 'sessionKey', z.nullable(z.string()), null);

/** The API key, wherever it is kept. For the worker's API connection alone. */
export async function readApiKey(): Promise<string | null> {
  return (await sessionKeyStore.read()) ?? (await apiKeyStore.read());
}

/**
 * Keeps the API key where the user wants it and nowhere else, together with what else must change then.
 *
 * @param where `session`: no disk holds it from now on, not even as a copy
 */
export async function storeApiKey(
  key: string,
  where: Settings['keepKey'],
  alongside: readonly StorageEntry[] = [],
): Promise<void> {
  if (where === 'session') {
    await sessionKeyStore.write(key);
    await writeBatch(alongside);
    await apiKeyStore.remove();
  } else {
    await writeBatch([apiKeyStore.entry(key), ...alongside]);
    await sessionKeyStore.remove();
  }
}

/** Forgets the API key. */
export async function deleteApiKey(): Promise<void> {
  await apiKeyStore.remove();
  await sessionKeyStore.remove();
}
