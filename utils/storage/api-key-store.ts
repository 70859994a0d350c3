import type { Settings } from '../settings/settings.ts';
import type { KeyOwner } from '../state/key-owner.ts';
import { apiKey, keyOwner, sessionKey } from './registry.ts';
import { storedValue } from './stored-value.ts';
import { writeBatch } from './stored-values.ts';
import type { StorageEntry } from './value-declaration.ts';
import { workerStorage } from './worker-storage.ts';

const deviceKeyStore = storedValue(apiKey, workerStorage);
const sessionKeyStore = storedValue(sessionKey, workerStorage);
const ownerStore = storedValue(keyOwner, workerStorage);

/** The stored keys. */
interface StoredKeys {
  readonly device: string | null;
  readonly session: string | null;
  /** The key of the stored owner. */
  readonly owned: string | null;
  /** A key without an owner: its worker died before it stored whose it is. */
  readonly unclaimed: string | null;
}

/**
 * Reads the API key of the stored owner from either place. Only for the worker's API connection.
 */
export async function readApiKey(): Promise<string | null> {
  return (await readKeys()).owned;
}

/** Reads a key whose owner is not known, and which no other key with an owner replaces. */
export async function readUnclaimedKey(): Promise<string | null> {
  const { owned, unclaimed } = await readKeys();
  return owned === null ? unclaimed : null;
}

/**
 * Stores the API key where the user wants it and nowhere else.
 *
 * @param place `session`: from now on no disk holds it, not even as a copy
 * @param alongside values of `local` that are stored in the same call
 */
export async function storeApiKey(
  key: string,
  place: Settings['keyPersistence'],
  alongside: readonly StorageEntry[] = [],
): Promise<void> {
  if (place === 'session') {
    await sessionKeyStore.write(key);
    await writeBatch(alongside);
    await deviceKeyStore.remove();
  } else {
    await writeBatch([...alongside, deviceKeyStore.toEntry(key)]);
    await sessionKeyStore.remove();
  }
}

/** Moves the API key to where the user wants it, unless it is there and nowhere else. */
export async function ensureApiKeyPlace(place: Settings['keyPersistence']): Promise<void> {
  const { device, session, owned } = await readKeys();
  const elsewhere = place === 'session' ? device : session;
  if (owned !== null && elsewhere !== null) await storeApiKey(owned, place);
}

/** Deletes the API key. */
export async function deleteApiKey(): Promise<void> {
  await deviceKeyStore.remove();
  await sessionKeyStore.remove();
}

async function readKeys(): Promise<StoredKeys> {
  const [device, session, owner] = await Promise.all([
    deviceKeyStore.read(),
    sessionKeyStore.read(),
    ownerStore.read(),
  ]);
  const keys = [session, device].filter((key) => key !== null);
  const owned = keys.find((key) => isOf(key, owner)) ?? null;
  return { device, session, owned, unclaimed: keys.find((key) => !isOf(key, owner)) ?? null };
}

function isOf(key: string, owner: KeyOwner | null): boolean {
  return owner !== null && key.endsWith(owner.lastFour);
}
