import { appendEvent } from '../state/event.ts';
import type { Notice } from '../state/notice.ts';
import { deleteBackups, readBackups, writeBackups } from './backups.ts';
import { queueNotices } from './notice-queue.ts';
import {
  BACKED_UP_KEYS,
  events,
  LOCAL_VALUES,
  notices,
  OBSOLETE_KEYS,
  ORGANIZATION_KEYS,
  storageMode,
} from './registry.ts';
import { browserStorage, type StoredItems } from './storage-adapter.ts';
import { isQuotaError } from './storage-error.ts';
import type { StorageMode } from './storage-mode.ts';
import {
  parseFrom,
  parseStored,
  storedIn,
  toEntry,
  type ValueDeclaration,
  versionOf,
} from './value-declaration.ts';
import { isJsonEqual, writeVerified } from './verified-write.ts';

/** The placeholder of a value that the browser cannot read. */
const UNREADABLE = Symbol('unreadable');

const FORMER_KEYS = LOCAL_VALUES.flatMap(({ formerKeys }) => formerKeys);

/** The changes that bring storage into order. */
interface Repairs {
  readonly set: Record<string, unknown>;
  /** Keys of values that are beyond repair. */
  readonly remove: string[];
  /** The backups that differ from the stored values. */
  readonly backups: Record<string, unknown>;
  readonly notices: Set<Notice>;
}

/**
 * Repairs every declared value in `local`: restores missing and invalid values from backup or
 * resets them, and migrates values of earlier versions. Notifies the user of restored and lost
 * values.
 *
 * @param now ms since epoch
 * @returns `session-fallback` when `local` cannot be used
 */
export function repairStorage(now: number): Promise<StorageMode> {
  return queueNotices(() => repair(now));
}

async function repair(now: number): Promise<StorageMode> {
  const backups = await readBackups();
  try {
    if (areBackupsNewer(backups)) await restoreFrom(backups);
    const items = await readEach([...LOCAL_VALUES.map(({ key }) => key), ...FORMER_KEYS]);
    const repairs: Repairs = { set: {}, remove: [], backups: {}, notices: new Set() };
    for (const declaration of LOCAL_VALUES) planRepair(declaration, items, backups, repairs);
    await applyRepairs(repairs, items, now);
    const formerCopies = FORMER_KEYS.filter((key) => key in backups);
    if (formerCopies.length > 0) await deleteBackups(formerCopies);
    return 'local';
  } catch (error) {
    // A full disk is readable; values of an earlier version are migrated whenever they are read.
    return isQuotaError(error) ? 'local' : 'session-fallback';
  }
}

function planRepair(
  declaration: ValueDeclaration<unknown>,
  items: StoredItems,
  backups: StoredItems,
  repairs: Repairs,
): void {
  const { key, isBackedUp } = declaration;
  const stored = storedIn(declaration, items);
  const copy = isBackedUp ? storedIn(declaration, backups) : undefined;
  if (stored === undefined && copy === undefined) return;
  const value = parseStored(declaration, stored);
  // Of a value without a backup the valid parts are all there is, and schemas rename parts of
  // former versions.
  if (value !== undefined && (!isBackedUp || isComplete(declaration, stored, value))) {
    const isCurrent = stored === items[key] && !needsRewrite(declaration, stored);
    const present = isCurrent ? stored : toEntry(declaration, value).stored;
    if (!isCurrent) repairs.set[key] = present;
    if (isBackedUp && !isJsonEqual(present, backups[key])) repairs.backups[key] = present;
    return;
  }
  const copied = parseStored(declaration, copy);
  const best = copied ?? value;
  if (best === undefined) repairs.remove.push(key);
  else {
    const present = toEntry(declaration, best).stored;
    repairs.set[key] = present;
    repairs.backups[key] = present;
  }
  const { restored, lost } = declaration.notices;
  const wasInvalid = stored !== undefined && stored !== UNREADABLE;
  const notice = copied === undefined ? lost : wasInvalid ? null : restored;
  if (notice !== null) repairs.notices.add(notice);
}

async function applyRepairs(
  { set, remove, backups, notices: found }: Repairs,
  items: StoredItems,
  now: number,
) {
  const unreadable = Object.keys(items).filter((key) => items[key] === UNREADABLE);
  const changed = { ...set };
  if (found.size > 0) {
    const known = parseFrom(notices, { ...items, ...set });
    const log = [...found].reduce(
      (before, outcome) => appendEvent(before, { type: 'storage-repaired', outcome }, now),
      parseFrom(events, { ...items, ...set }),
    );
    changed[notices.key] = toEntry(notices, [...new Set([...known, ...found])]).stored;
    changed[events.key] = toEntry(events, log).stored;
  }
  const beyondRepair = [...remove, ...(await obsoleteKeys())];
  // Removed first, which makes room for the rest.
  if (beyondRepair.length > 0) await browserStorage.remove('local', beyondRepair);
  if (Object.keys(changed).length > 0) await writeVerified('local', changed, BACKED_UP_KEYS);
  const former = FORMER_KEYS.filter((key) => items[key] !== undefined);
  if (former.length > 0) await browserStorage.remove('local', former);
  if (unreadable.length > 0) await browserStorage.get('local', unreadable);
  if (Object.keys(backups).length > 0) await writeBackups(backups);
}

/** Reads the values one by one if they cannot be read together. */
async function readEach(keys: readonly string[]): Promise<StoredItems> {
  return browserStorage.get('local', keys).catch(async () => {
    const each = keys.map((key) =>
      browserStorage.get('local', [key]).catch(() => ({ [key]: UNREADABLE })),
    );
    return Object.assign({}, ...(await Promise.all(each)));
  });
}

async function obsoleteKeys(): Promise<readonly string[]> {
  const keys = await browserStorage.keys('local').catch(() => []);
  return keys.filter((key) => OBSOLETE_KEYS.some((pattern) => pattern.test(key)));
}

/**
 * Returns true if the schema kept all parts of a value instead of replacing invalid ones by
 * defaults. Parts unknown to the schema do not count.
 */
function isComplete(
  declaration: ValueDeclaration<unknown>,
  stored: unknown,
  value: unknown,
): boolean {
  if (
    storedVersion(stored) !== versionOf(declaration) ||
    typeof value !== 'object' ||
    value === null
  )
    return true;
  const parts = (stored as { value: Readonly<Record<string, unknown>> }).value;
  return Object.entries(value).every(
    ([name, part]) => !(name in parts) || isJsonEqual(part, parts[name]),
  );
}

/**
 * Returns true for a value of an earlier version. One of a later version stays unchanged, for when
 * that version is installed again.
 */
function needsRewrite(declaration: ValueDeclaration<unknown>, stored: unknown): boolean {
  return storedVersion(stored) < versionOf(declaration);
}

function storedVersion(stored: unknown): number {
  return (stored as { version: number }).version;
}

/** Returns true if only the backups were kept up to date in the last session. */
function areBackupsNewer(backups: StoredItems): boolean {
  const isFallback =
    parseStored(storageMode, backups[storageMode.key])?.mode === 'session-fallback';
  // Version 0.1 stored a flag.
  return isFallback || backups.localWasGivenUp === true;
}

/** Returns the copies among `backups` by the present keys of their values. */
export function backedUpItems(backups: StoredItems): StoredItems {
  return Object.fromEntries(
    LOCAL_VALUES.filter(({ isBackedUp }) => isBackedUp)
      .map((declaration) => [declaration.key, storedIn(declaration, backups)] as const)
      .filter(([, stored]) => stored !== undefined),
  );
}

/**
 * Replaces the values in `local` by the backups, and removes fetched data, which may belong to
 * another key.
 */
async function restoreFrom(backups: StoredItems): Promise<void> {
  const copies = backedUpItems(backups);
  const outdated = [...BACKED_UP_KEYS, ...ORGANIZATION_KEYS, ...FORMER_KEYS].filter(
    (key) => !(key in copies),
  );
  await browserStorage.remove('local', outdated);
  await browserStorage.set('local', copies);
}
