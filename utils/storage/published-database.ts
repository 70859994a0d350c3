import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from 'idb';
import type { PostDetails, PostFigures } from '../breakouts/output/ranked-post.ts';
import type { RankedRows } from '../breakouts/output/ranked-rows.ts';
import type { WindowRanking } from '../breakouts/output/window-ranking.ts';
import { PUBLISHED_RECORD_VERSION } from '../state/published-versions.ts';
import { inStore, isQuotaError } from './storage-error.ts';

/**
 * The complete rankings that the worker publishes, in IndexedDB, where pages of the extension read
 * them. A generation is written under its number before the head of the publication names it, so a
 * reader never meets half of one. Details of posts (names, captions, addresses, sparklines) are
 * stored once per post, in one record per account whose key is a digest of what it holds: what has
 * not changed is not written again, and records of the former generation stay as they are.
 */
interface PublishedSchema extends DBSchema {
  windows: { key: [generation: number, windowDays: number]; value: unknown };
  /** The keys of the details that a generation needs. */
  contents: { key: number; value: unknown };
  details: { key: string; value: unknown };
}

/**
 * A record: JSON text, which browsers hand over several times as fast as the thousands of objects
 * in it.
 */
interface PublishedRecord {
  readonly version: number;
  readonly text: string;
}

/** Rows as columns: the names of the fields are stored once, not once per row. */
type Columns<T> = { readonly [K in keyof T]: readonly T[K][] };

type StoredWindow = Omit<WindowRanking, 'posts'> & {
  /** The keys of details that the window needs. */
  readonly details: readonly string[];
  /** For each post its record, as an index into `details`, and its index in that record. */
  readonly posts: readonly (readonly [record: number, index: number])[];
  readonly figures: Columns<PostFigures>;
};

const NAME = 'published';
const VERSION = 1;
const STORES = ['windows', 'contents', 'details'] as const;

type Database = IDBPDatabase<PublishedSchema>;

let opened: Promise<Database> | undefined;

async function connect(): Promise<Database> {
  return openDB<PublishedSchema>(NAME, VERSION, {
    upgrade(database) {
      for (const name of STORES) database.createObjectStore(name);
    },
    // An open popup must not keep the worker of the next version from raising the version.
    blocking() {
      void opened?.then((database) => database.close());
      opened = undefined;
    },
  });
}

function open(): Promise<Database> {
  opened ??= connect();
  opened.catch(() => {
    opened = undefined;
  });
  return opened;
}

/**
 * Opens the database for writing. If it cannot be opened, and not for lack of room, it is deleted
 * and created again: everything in it derives from the library.
 */
function openToWrite(): Promise<Database> {
  return open().catch(async (error) => {
    if (isQuotaError(error)) throw error;
    await deleteDB(NAME);
    return open();
  });
}

/** Runs a transaction; a connection that the browser has closed is opened once more. */
async function attempt<T>(
  connected: () => Promise<Database>,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  return inStore('rankings', async () => {
    try {
      return await work(await connected());
    } catch (error) {
      if (!(error instanceof DOMException) || error.name !== 'InvalidStateError') throw error;
      opened = undefined;
      return work(await connected());
    }
  });
}

/**
 * Stores the rankings of a generation in one transaction.
 *
 * @param detailsOf the details of a row of the library; called once per row
 * @throws StorageError
 */
export async function storeGeneration(
  generation: number,
  rankings: readonly RankedRows[],
  detailsOf: (row: number) => PostDetails,
): Promise<void> {
  const { records, placeOf } = await detailsRecords(rankings, detailsOf);
  await attempt(openToWrite, async (database) => {
    const transaction = database.transaction(STORES, 'readwrite');
    const stored = new Set(await transaction.objectStore('details').getAllKeys());
    const work: Promise<unknown>[] = [];
    for (const [key, text] of records) {
      if (!stored.has(key)) work.push(transaction.objectStore('details').put(toRecord(text), key));
    }
    for (const { rows, figures, ...lists } of rankings) {
      const window = toStoredWindow(lists, rows, figures, placeOf);
      work.push(
        transaction
          .objectStore('windows')
          .put(toRecord(JSON.stringify(window)), [generation, lists.windowDays]),
      );
    }
    const keys = JSON.stringify([...records.keys()]);
    work.push(transaction.objectStore('contents').put(toRecord(keys), generation));
    await Promise.all([...work, transaction.done]);
  });
}

/** The place of a post's details: the key of their record, and their index in it. */
type Place = readonly [key: string, index: number];

/**
 * Collects the details of all posts that rankings show, by account.
 *
 * @returns texts by key, and the place of each row
 */
async function detailsRecords(
  rankings: readonly RankedRows[],
  detailsOf: (row: number) => PostDetails,
) {
  const rows = [...new Set(rankings.flatMap((ranking) => ranking.rows))];
  const accounts = Map.groupBy(
    rows.map((row) => ({ row, details: detailsOf(row) })),
    ({ details }) => details.accountKey ?? '',
  );
  const records = new Map<string, string>();
  const places = new Map<number, Place>();
  for (const [account, posts] of accounts) {
    const text = JSON.stringify(toColumns(posts.map(({ details }) => details)));
    const key = `${account} ${await digest(text)}`;
    records.set(key, text);
    for (const [index, { row }] of posts.entries()) places.set(row, [key, index]);
  }
  return { records, placeOf: (row: number) => places.get(row) as Place };
}

async function digest(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function toStoredWindow(
  lists: Omit<WindowRanking, 'posts'>,
  rows: readonly number[],
  figures: readonly PostFigures[],
  placeOf: (row: number) => Place,
): StoredWindow {
  const records = new Map<string, number>();
  const posts = rows.map((row) => {
    const [key, index] = placeOf(row);
    if (!records.has(key)) records.set(key, records.size);
    return [records.get(key) as number, index] as const;
  });
  return { ...lists, details: [...records.keys()], posts, figures: toColumns(figures) };
}

/**
 * The complete ranking of a window (days); `null` when it is not there, damaged, or of another
 * version. Never throws.
 */
export async function loadWindowRanking(
  generation: number,
  windowDays: number,
): Promise<WindowRanking | null> {
  try {
    return await attempt(open, async (database) => {
      const transaction = database.transaction(['windows', 'details']);
      const found = await transaction.objectStore('windows').get([generation, windowDays]);
      const { details: keys, posts: places, figures, ...lists } = parse<StoredWindow>(found);
      const details = transaction.objectStore('details');
      const records = await Promise.all(
        keys.map(async (key) => parse<Columns<PostDetails>>(await details.get(key))),
      );
      const known = records.map(toRows);
      const posts = toRows(figures).map((figure, place) => {
        const at = places[place];
        const post = at === undefined ? undefined : known[at[0]]?.[at[1]];
        if (post === undefined) throw new Error('an incomplete ranking');
        return { ...post, ...figure };
      });
      return { ...lists, posts };
    });
  } catch {
    return null;
  }
}

/**
 * Checks that the given windows and all details they need are stored by this version. Never throws.
 */
export async function hasGeneration(
  generation: number,
  windows: readonly number[],
): Promise<boolean> {
  try {
    return await attempt(open, async (database) => {
      const found = await Promise.all(
        windows.map((days) => database.get('windows', [generation, days])),
      );
      const needed = parse<string[]>(await database.get('contents', generation));
      const stored = new Set(await database.getAllKeys('details'));
      return found.every(isCurrent) && needed.every((key) => stored.has(key));
    });
  } catch {
    return false;
  }
}

/** Removes every generation except `current`; `null`: every one. @throws StorageError */
export async function sweepGenerations(current: number | null): Promise<void> {
  await attempt(openToWrite, async (database) => {
    const transaction = database.transaction(STORES, 'readwrite');
    const contents =
      current === null ? null : await transaction.objectStore('contents').get(current);
    const needed = new Set(isCurrent(contents) ? parse<string[]>(contents) : []);
    const work: Promise<unknown>[] = [];
    for (const key of await transaction.objectStore('details').getAllKeys()) {
      if (!needed.has(key)) work.push(transaction.objectStore('details').delete(key));
    }
    if (current === null) {
      work.push(
        transaction.objectStore('windows').clear(),
        transaction.objectStore('contents').clear(),
      );
    } else {
      work.push(transaction.objectStore('windows').delete(IDBKeyRange.upperBound([current])));
      work.push(transaction.objectStore('windows').delete(IDBKeyRange.lowerBound([current + 1])));
      work.push(transaction.objectStore('contents').delete(IDBKeyRange.upperBound(current, true)));
      work.push(transaction.objectStore('contents').delete(IDBKeyRange.lowerBound(current, true)));
    }
    await Promise.all([...work, transaction.done]);
  });
}

function toRecord(text: string): PublishedRecord {
  return { version: PUBLISHED_RECORD_VERSION, text };
}

function isCurrent(stored: unknown): stored is PublishedRecord {
  const { version, text } = (stored ?? {}) as Partial<PublishedRecord>;
  return version === PUBLISHED_RECORD_VERSION && typeof text === 'string';
}

/** @throws when a record is absent, of another version, or damaged */
function parse<T>(stored: unknown): T {
  if (!isCurrent(stored)) throw new Error('no such record of this version');
  return JSON.parse(stored.text) as T;
}

function toColumns<T extends object>(rows: readonly T[]): Columns<T> {
  const names = Object.keys(rows[0] ?? {}) as (keyof T)[];
  return Object.fromEntries(
    names.map((name) => [name, rows.map((row) => row[name])]),
  ) as unknown as Columns<T>;
}

function toRows<T extends object>(columns: Columns<T>): T[] {
  const names = Object.keys(columns) as (keyof T)[];
  const length = names.length === 0 ? 0 : columns[names[0] as keyof T].length;
  return Array.from({ length }, (_, row) => {
    const fields = {} as T;
    for (const name of names) fields[name] = columns[name][row] as T[keyof T];
    return fields;
  });
}
