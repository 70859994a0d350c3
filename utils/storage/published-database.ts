import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from 'idb';
import type { PostDetails, PostFigures } from '../breakouts/output/ranked-post.ts';
import type { RankedRows } from '../breakouts/output/ranked-rows.ts';
import type { WindowRanking } from '../breakouts/output/window-ranking.ts';
import { PUBLISHED_RECORD_VERSION } from '../state/published-versions.ts';
import { inStore, isQuotaError } from './storage-error.ts';

/**
 * The complete rankings that the worker publishes, in IndexedDB, where pages of the extension read them. A generation is
 * written under its number before the head of the publication names it, so a reader never meets half of one. Details of
 * posts (names, captions, addresses, sparklines) are stored once per generation, in chunks; each window names its
 * posts by their index there.
 */
interface PublishedSchema extends DBSchema {
  windows: { key: [generation: number, windowDays: number]; value: unknown };
  details: { key: [generation: number, chunk: number]; value: unknown };
}

/** A record: JSON text, which browsers hand over several times as fast as the thousands of objects in it. */
interface PublishedRecord {
  readonly version: number;
  readonly text: string;
}

/** Rows as columns: the names of the fields are stored once, not once per row. */
type Columns<T> = { readonly [K in keyof T]: readonly T[K][] };

type StoredWindow = Omit<WindowRanking, 'posts'> & {
  /** The index of each post in the details of the generation. */
  readonly posts: readonly number[];
  readonly figures: Columns<PostFigures>;
};

const NAME = 'published';
const VERSION = 1;
const STORES = ['windows', 'details'] as const;
/** Details per record. */
const CHUNK = 500;

type Database = IDBPDatabase<PublishedSchema>;

let opened: Promise<Database> | undefined;

function connect(): Promise<Database> {
  return openDB<PublishedSchema>(NAME, VERSION, {
    upgrade(database) {
      for (const name of database.objectStoreNames) database.deleteObjectStore(name);
      for (const name of STORES) database.createObjectStore(name);
    },
    // An open popup must not keep the worker of the next version from raising the version.
    blocking() {
      void opened?.then((database) => database.close());
      opened = undefined;
    },
    terminated() {
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
 * Opens the database to write to it. One that cannot be opened is made anew unless the browser is short of room: everything in
 * it is made from the library.
 */
function openToWrite(): Promise<Database> {
  return open().catch(async (error) => {
    if (isQuotaError(error)) throw error;
    await deleteDB(NAME);
    return open();
  });
}

/** Runs a transaction; a connection that the browser has closed is opened once more. */
async function attempt<T>(connected: () => Promise<Database>, work: (database: Database) => Promise<T>): Promise<T> {
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
  const rows = [...new Set(rankings.flatMap((ranking) => ranking.rows))];
  const indexOf = new Map(rows.map((row, index) => [row, index]));
  await attempt(openToWrite, async (database) => {
    const transaction = database.transaction(STORES, 'readwrite');
    const work: Promise<unknown>[] = [];
    for (let start = 0; start < rows.length; start += CHUNK) {
      const details = rows.slice(start, start + CHUNK).map(detailsOf);
      work.push(transaction.objectStore('details').put(record(toColumns(details)), [generation, start / CHUNK]));
    }
    for (const { rows: posts, figures, ...lists } of rankings) {
      const stored: StoredWindow = {
        ...lists,
        posts: posts.map((row) => indexOf.get(row) as number),
        figures: toColumns(figures),
      };
      work.push(transaction.objectStore('windows').put(record(stored), [generation, lists.windowDays]));
    }
    await Promise.all([...work, transaction.done]);
  });
}

/** The complete ranking of a window (days); `null` when it is not there, damaged, or of another version. Never throws. */
export async function loadWindowRanking(generation: number, windowDays: number): Promise<WindowRanking | null> {
  try {
    return await attempt(open, async (database) => {
      const transaction = database.transaction(STORES);
      const stored = parse<StoredWindow>(await transaction.objectStore('windows').get([generation, windowDays]));
      const chunks = [...new Set(stored.posts.map((index) => Math.floor(index / CHUNK)))];
      const details = new Map<number, readonly PostDetails[]>();
      await Promise.all(
        chunks.map(async (chunk) => {
          const found = await transaction.objectStore('details').get([generation, chunk]);
          details.set(chunk, toRows(parse<Columns<PostDetails>>(found)));
        }),
      );
      const figures = toRows(stored.figures);
      const posts = stored.posts.map((index, place) => {
        const post = details.get(Math.floor(index / CHUNK))?.[index % CHUNK];
        const figure = figures[place];
        if (post === undefined || figure === undefined) throw new Error('an incomplete ranking');
        return { ...post, ...figure };
      });
      const { figures: _, ...ranking } = stored;
      return { ...ranking, posts };
    });
  } catch {
    return null;
  }
}

/** Whether the windows named are stored as this version stores them. Never throws. */
export async function hasGeneration(generation: number, windows: readonly number[]): Promise<boolean> {
  try {
    return await attempt(open, async (database) => {
      const found = await Promise.all(windows.map((days) => database.get('windows', [generation, days])));
      return found.every((stored) => isCurrent(stored));
    });
  } catch {
    return false;
  }
}

/** Removes every generation except `current`; `null`: every one. @throws StorageError */
export async function sweepGenerations(current: number | null): Promise<void> {
  await attempt(openToWrite, async (database) => {
    const transaction = database.transaction(STORES, 'readwrite');
    const work: Promise<unknown>[] = [];
    for (const name of STORES) {
      const store = transaction.objectStore(name);
      if (current === null) work.push(store.clear());
      else {
        work.push(store.delete(IDBKeyRange.upperBound([current], true)));
        work.push(store.delete(IDBKeyRange.lowerBound([current + 1])));
      }
    }
    await Promise.all([...work, transaction.done]);
  });
}

function record(value: unknown): PublishedRecord {
  return { version: PUBLISHED_RECORD_VERSION, text: JSON.stringify(value) };
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
  return Object.fromEntries(names.map((name) => [name, rows.map((row) => row[name])])) as unknown as Columns<T>;
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
