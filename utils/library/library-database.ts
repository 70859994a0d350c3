import { type DBSchema, deleteDB, type IDBPDatabase, type IDBPTransaction, openDB } from 'idb';
import { joinSeries } from '../history/extend-history.ts';
import { packSeries, parseSeries } from '../history/packed-series.ts';
import { inStore, isQuotaError, StorageError } from '../storage/storage-error.ts';
import { deleteLegacyHistory } from './legacy-history.ts';

/** Key of the records of one account in one list; large accounts take several records. */
export type GroupKey = [list: string, account: string, chunk: number];
/** Key of the history of one account; `''` holds the posts whose account is not known. */
export type HistoryKey = [account: string, chunk: number];
/** The key of a staged response: its number in the run. */
export type StagedKey = [run: string, record: number];
/** `listing`: the id of an account, or a whole list. */
export type StagedPostsKey = [run: string, record: number, listing: string];

/** The library: one record per account, and the fetched data of the run under way (`staged…`). */
export interface LibrarySchema extends DBSchema {
  /** The checkpoint of the run under way, and the head of the library (`library-manifest.ts`). */
  state: { key: 'checkpoint' | 'head'; value: unknown };
  /** The manifest entry of each account. */
  accounts: { key: string; value: unknown };
  /** Pages of the tracked accounts, with the ETag they came with. */
  accountPages: { key: StagedKey; value: unknown };
  stagedPosts: { key: StagedPostsKey; value: unknown };
  stagedTexts: { key: StagedPostsKey; value: unknown };
  stagedGains: { key: StagedKey; value: unknown };
  posts: { key: GroupKey; value: unknown };
  texts: { key: GroupKey; value: unknown };
  gains: { key: GroupKey; value: unknown };
  /** Recent counts over time, and those before them. */
  history: { key: HistoryKey; value: unknown };
  archive: { key: HistoryKey; value: unknown };
}

export const STAGED_STORES = ['stagedPosts', 'stagedTexts', 'stagedGains'] as const;
export const GROUP_STORES = ['posts', 'texts', 'gains'] as const;
export const HISTORY_STORES = ['history', 'archive'] as const;
const STORES = [
  ...(['state', 'accounts', 'accountPages'] as const),
  ...STAGED_STORES,
  ...GROUP_STORES,
  ...HISTORY_STORES,
] as const;

export type Library = IDBPDatabase<LibrarySchema>;
export type LibraryStore = (typeof STORES)[number];
export type LibraryTransaction = IDBPTransaction<LibrarySchema, LibraryStore[], 'readwrite'>;

/** Databases are numbered: one that is moved aside is followed by the next number. */
const NAME = /^library-(\d+)$/;
const VERSION = 1;
/** The posts of version 0.1.0, which are fetched again. */
const OBSOLETE_NAME = 'post-library';

let opened: Promise<Library> | undefined;

/**
 * Runs `work` on the library, which is opened once in the life of a worker. A connection that was
 * lost is opened again by the next call; no failure deletes anything.
 *
 * @throws StorageError naming the library
 */
export function withLibrary<T>(work: (library: Library) => Promise<T>): Promise<T> {
  return inStore('library', async () => {
    const library = await open().catch((error) => {
      // Locks, a full disk and damage look alike here, and the first two pass.
      throw isQuotaError(error) ? error : new StorageError('storage-unavailable', 'library', error);
    });
    try {
      return await work(library);
    } catch (error) {
      if (isConnectionLost(error)) closeLibrary();
      throw error;
    }
  });
}

function open(): Promise<Library> {
  opened ??= newestNumber().then((number) => connect(number ?? 1));
  const opening = opened;
  opening.catch(() => {
    if (opened === opening) opened = undefined;
  });
  return opened;
}

async function connect(number: number): Promise<Library> {
  return openDB<LibrarySchema>(`library-${number}`, VERSION, {
    upgrade(database) {
      for (const name of STORES) database.createObjectStore(name);
    },
    blocking(_, __, event) {
      // Another context deletes or upgrades it.
      (event.target as IDBDatabase).close();
      opened = undefined;
    },
    terminated() {
      opened = undefined;
    },
  });
}

function closeLibrary(): void {
  const closing = opened;
  opened = undefined;
  closing?.then(
    (library) => library.close(),
    () => undefined,
  );
}

/** Aborted transactions and closed connections; after both, a new connection is the only way on. */
function isConnectionLost(error: unknown): boolean {
  return error instanceof DOMException && ['InvalidStateError', 'AbortError'].includes(error.name);
}

async function databaseNumbers(): Promise<number[]> {
  const names = (await indexedDB.databases()).map(({ name }) => NAME.exec(name ?? '')?.[1]);
  return names.flatMap((digits) => (digits === undefined ? [] : [Number(digits)]));
}

async function newestNumber(): Promise<number | null> {
  const numbers = await databaseNumbers();
  return numbers.length === 0 ? null : Math.max(...numbers);
}

/** Deletes the posts of version 0.1.0, which the library has replaced. */
export async function deleteObsoletePosts(): Promise<void> {
  await deleteDB(OBSOLETE_NAME);
}

/** Deletes the library with its history, and every database that it has replaced or moved aside. */
export function eraseLibrary(): Promise<void> {
  return inStore('library', async () => {
    closeLibrary();
    for (const number of await databaseNumbers()) await deleteDB(`library-${number}`);
    await deleteObsoletePosts();
    await deleteLegacyHistory();
  });
}

/** The data saved from a damaged library. */
export interface Salvage {
  /** Records of the history that were copied, and those that could not be read. */
  readonly copied: number;
  readonly lost: number;
  /** The damaged database could not be opened; it stays, and is tried again by later workers. */
  readonly isMovedAside: boolean;
}

/**
 * Replaces a library that cannot be read by an empty one, with the history copied record by record.
 * Posts are fetched again. The damaged database is deleted only after everything readable was
 * copied.
 */
export function rebuildLibrary(): Promise<Salvage> {
  return inStore('library', async () => {
    closeLibrary();
    const numbers = await databaseNumbers();
    const newest = Math.max(0, ...numbers);
    opened = connect(newest + 1);
    await opened;
    return salvage(numbers);
  });
}

/** Copies the history of libraries that were moved aside, as far as they open now. */
export function salvageOlder(): Promise<Salvage> {
  return inStore('library', async () => {
    const numbers = await databaseNumbers();
    const newest = Math.max(0, ...numbers);
    return salvage(numbers.filter((number) => number < newest));
  });
}

async function salvage(numbers: readonly number[]): Promise<Salvage> {
  let [copied, lost, isMovedAside] = [0, 0, false];
  for (const number of numbers) {
    const damaged = await connect(number).catch(() => null);
    if (damaged === null) {
      isMovedAside = true;
      continue;
    }
    const target = await open();
    for (const store of HISTORY_STORES) {
      const keys = await damaged.getAllKeys(store).catch(() => null);
      if (keys === null) lost += 1;
      for (const key of keys ?? []) {
        const series = parseSeries(await damaged.get(store, key).catch(() => null));
        const newer = parseSeries(await target.get(store, key));
        if (series === null) lost += 1;
        else {
          await target.put(store, packSeries(joinSeries(series, newer ?? new Map())), key);
          copied += 1;
        }
      }
    }
    damaged.close();
    await deleteDB(`library-${number}`);
  }
  return { copied, lost, isMovedAside };
}
