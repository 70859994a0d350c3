import type { Notice } from '../state/notice.ts';
import { deleteBackups, readBackups, writeBackups } from './backups.ts';
import { eventsStore } from './event-log.ts';
import { hasValidChecksum } from './integrity.ts';
import { quarantine, quarantineStore } from './quarantine.ts';
import { flagsStore, sensitivityPreviewStore } from './ranking-stores.ts';
import { browserStorage, SESSION_FALLBACK_FLAG, type StoredItems } from './storage-adapter.ts';
import type { StoredValue } from './stored-value.ts';
import {
  apiCapabilitiesStore,
  apiDeprecationStore,
  apiKeyStore,
  keyOwnerStore,
  noticesStore,
  publicationStore,
  seenPostsStore,
  settingsStore,
  syncStatusStore,
} from './stored-values.ts';
import {
  CRITICAL_KEYS,
  fallBackToSession,
  isJsonEqual,
  isUsingSessionFallback,
  LOCAL_DISABLED_FLAG,
  workerStorage,
} from './worker-storage.ts';

/** Values that nothing can bring back, and what the user is told when one was restored from its copy or is lost. */
const CRITICAL: Readonly<
  Record<
    (typeof CRITICAL_KEYS)[number],
    { readonly store: StoredValue<unknown>; readonly restored: Notice | null; readonly lost: Notice | null }
  >
> = {
  apiKey: { store: apiKeyStore, restored: 'key-restored', lost: 'key-lost' },
  // The API says again whose key it is.
  keyHolder: { store: keyOwnerStore, restored: 'key-restored', lost: null },
  settings: { store: settingsStore, restored: 'settings-restored', lost: 'settings-lost' },
  seen: { store: seenPostsStore, restored: 'seen-restored', lost: 'seen-lost' },
  // Lost, they cost no more than when each breakout was first seen to be one.
  flags: { store: flagsStore, restored: null, lost: null },
};

/** Values that come back by themselves. */
const DERIVED: readonly StoredValue<unknown>[] = [
  publicationStore,
  syncStatusStore,
  apiCapabilitiesStore,
  noticesStore,
  eventsStore,
  apiDeprecationStore,
  sensitivityPreviewStore,
  quarantineStore,
];

/** Stands for a value that the browser cannot read. */
const UNREADABLE = Symbol('unreadable');

/**
 * Looks at every small value in `local`, at each start of the worker and before anything else is read; large ones (the rankings) are left alone.
 * What is missing or damaged is restored from its copy or else set back, what another version of the extension wrote is brought to the present one and sealed, and
 * what cannot be mended makes `session` stand in for `local`.
 *
 * @returns what the user should know of, without what an earlier start has said already
 */
export async function repairStorage(): Promise<readonly Notice[]> {
  if ((await browserStorage.get('session', [SESSION_FALLBACK_FLAG]))[SESSION_FALLBACK_FLAG] === true) {
    await fallBackToSession();
    return [];
  }
  const copies = await readBackups();
  // Last time the copies alone were kept up to date; whatever `local` holds is older.
  const wasGivenUp = copies[LOCAL_DISABLED_FLAG] === true;
  const notices: Notice[] = [];
  try {
    if (wasGivenUp) await restoreLocal(copies);
    const items = await readEach([...CRITICAL_KEYS, ...DERIVED.map(({ key }) => key)]);
    for (const key of CRITICAL_KEYS) {
      const notice = await healCritical(key, items[key], copies[key]);
      if (notice !== null && !notices.includes(notice)) notices.push(notice);
    }
    for (const store of DERIVED) await healDerived(store, items[store.key]);
  } catch {
    await fallBackToSession();
  }
  if (isUsingSessionFallback()) return ['storage-damaged'];
  if (wasGivenUp) await deleteBackups([LOCAL_DISABLED_FLAG]);
  return notices;
}

/** Each value on its own where they cannot be read together. */
async function readEach(keys: readonly string[]): Promise<StoredItems> {
  return browserStorage.get('local', keys).catch(async () => {
    const each = keys.map((key) => browserStorage.get('local', [key]).catch(() => ({ [key]: UNREADABLE })));
    return Object.assign({}, ...(await Promise.all(each)));
  });
}

async function healCritical(
  key: (typeof CRITICAL_KEYS)[number],
  stored: unknown,
  copy: unknown,
): Promise<Notice | null> {
  const { store, restored, lost } = CRITICAL[key];
  if (stored === undefined && copy === undefined) return null;
  const value = stored === UNREADABLE ? undefined : store.check(stored);
  if (value !== undefined && isComplete(stored, value, store.version)) {
    const present = needsRewrite(stored, store) ? store.entry(value).stored : stored;
    if (present !== stored) await workerStorage.set('local', { [key]: present });
    else if (!isJsonEqual(stored, copy)) await writeBackups({ [key]: stored });
    return null;
  }
  // The key itself is kept in its own place only.
  if (stored !== undefined && stored !== UNREADABLE && store !== apiKeyStore) await quarantine(key, stored, Date.now());
  const copied = store.check(copy);
  const best = copied ?? value;
  if (best === undefined) await workerStorage.remove('local', [key]);
  else await workerStorage.set('local', { [key]: store.entry(best).stored });
  if (stored === UNREADABLE) await browserStorage.get('local', [key]);
  return copied === undefined ? lost : restored;
}

async function healDerived(store: StoredValue<unknown>, stored: unknown): Promise<void> {
  if (stored === undefined) return;
  const { key } = store;
  const value = stored === UNREADABLE ? undefined : store.check(stored);
  if (value !== undefined) {
    if (needsRewrite(stored, store)) await workerStorage.set('local', { [key]: store.entry(value).stored });
    return;
  }
  await browserStorage.remove('local', [key]);
  await browserStorage.get('local', [key]);
}

/**
 * Whether all parts of a value were kept by its schema, which puts defaults in the place of parts that do not fit. Parts that the
 * schema does not know do not count.
 */
function isComplete(stored: unknown, value: unknown, version: number): boolean {
  if (versionOf(stored) !== version || typeof value !== 'object' || value === null) return true;
  const parts = (stored as { value: Readonly<Record<string, unknown>> }).value;
  return Object.entries(value).every(([name, part]) => !(name in parts) || isJsonEqual(part, parts[name]));
}

/** Another version of the extension wrote it. What a later one wrote stays as it is, for when that comes back. */
function needsRewrite(stored: unknown, { version }: StoredValue<unknown>): boolean {
  return versionOf(stored) <= version && !hasValidChecksum(stored);
}

function versionOf(stored: unknown): number {
  return (stored as { version: number }).version;
}

async function restoreLocal(copies: StoredItems): Promise<void> {
  const copied = CRITICAL_KEYS.filter((key) => copies[key] !== undefined);
  // What was removed meanwhile, and what was fetched before, perhaps with another key.
  const outdated = CRITICAL_KEYS.filter((key) => copies[key] === undefined);
  const fetched = [publicationStore, syncStatusStore, apiCapabilitiesStore].map(({ key }) => key);
  await browserStorage.remove('local', [...outdated, ...fetched]);
  await browserStorage.set('local', Object.fromEntries(copied.map((key) => [key, copies[key]])));
}
