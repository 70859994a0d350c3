import { type DBSchema, deleteDB, type IDBPDatabase, type IDBPTransaction, openDB } from 'idb';
import type * as z from 'zod/mini';
import type { DeltasByPost, DeltasByWindow } from '../breakouts/delta.ts';
import type { Post } from '../breakouts/post.ts';
import { type Checkpoint, checkpointSchema } from '../sync/checkpoint.ts';
import { deltasRecordSchema, postsRecordSchema } from '../sync/library-record.ts';
import type { RunLibrary } from '../sync/sync-world.ts';
import { StorageFault } from './storage-fault.ts';

/**
 * The posts and deltas that syncs have fetched, in IndexedDB: one record for each answer of the API, for a record for each post
 * takes ten times as long to write. A record's key is the run and its number within the run.
 */
interface LibrarySchema extends DBSchema {
  checkpoint: { key: 'current'; value: unknown };
  posts: { key: [run: string, record: number]; value: unknown };
  deltas: { key: [run: string, record: number]; value: unknown };
}

const NAME = 'post-library';
const VERSION = 1;
const CURRENT = 'current';
/** Records read at once: memory grows with this, not with the library. */
const RECORDS_AT_ONCE = 20;

type Database = IDBPDatabase<LibrarySchema>;
type Writing = IDBPTransaction<LibrarySchema, ['checkpoint', 'posts', 'deltas'], 'readwrite'>;

let opened: Promise<Database> | undefined;

function connect(): Promise<Database> {
  return openDB<LibrarySchema>(NAME, VERSION, {
    upgrade(database) {
      database.createObjectStore('checkpoint');
      database.createObjectStore('posts');
      database.createObjectStore('deltas');
    },
    terminated() {
      opened = undefined;
    },
  });
}

/**
 * Opens the database once for each life of the worker; the browser closes it with the worker. One that cannot be opened twice in a row is made
 * anew and empty: all of it can be fetched again.
 */
function open(): Promise<Database> {
  opened ??= connect()
    .catch(connect)
    .catch(async () => {
      await deleteDB(NAME);
      return connect();
    });
  opened.catch(() => {
    opened = undefined;
  });
  return opened;
}

async function store(checkpoint: Checkpoint, into?: 'posts' | 'deltas', record?: number, rows?: unknown) {
  const transaction = (await open()).transaction(['checkpoint', 'posts', 'deltas'], 'readwrite');
  const rowsStored =
    into === undefined || record === undefined
      ? undefined
      : transaction.objectStore(into).put(rows, [checkpoint.run, record]);
  // Waited for together: when one of them fails, so do the others, and none may fail unheard.
  await Promise.all([rowsStored, transaction.objectStore('checkpoint').put(checkpoint, CURRENT), transaction.done]);
}

/** Where the sync under way keeps what it has fetched. */
export const runLibrary: RunLibrary = {
  loadCheckpoint: async () => (await open()).get('checkpoint', CURRENT),
  storeCheckpoint: (checkpoint) => store(checkpoint),
  storePage: (checkpoint, record, posts) => store(checkpoint, 'posts', record, posts),
  storeDeltas: (checkpoint, record, deltas) => store(checkpoint, 'deltas', record, [...deltas]),
  async idsOf(run) {
    const ids = new Set<string>();
    for await (const posts of postsOf(run)) for (const { id } of posts) ids.add(id);
    return ids;
  },
};

/** The posts of a run, a few hundred at a time, in the order of the lists. @throws StorageFault when a stored record has not the shape of posts */
export async function* postsOf(run: string): AsyncGenerator<readonly Post[]> {
  for await (const record of recordsOf('posts', run)) yield checked(postsRecordSchema, record);
}

/**
 * The deltas of a run over the windows named (days): only these, for all windows of a large library would not fit a worker.
 *
 * @throws StorageFault when a stored record has not the shape of deltas
 */
export async function deltasOf(run: string, windows: readonly number[]): Promise<DeltasByPost> {
  const byPost = new Map<string, DeltasByWindow>();
  for await (const record of recordsOf('deltas', run)) {
    for (const [id, byWindow] of checked(deltasRecordSchema, record)) {
      byPost.set(
        id,
        Object.fromEntries(
          windows.flatMap((days) => {
            const delta = byWindow[String(days)];
            return delta === undefined ? [] : [[days, delta]];
          }),
        ),
      );
    }
  }
  return byPost;
}

/** Marks the run as finished: its checkpoint and the records of every other run go, its own stay for ranking anew. */
export async function keepOnly(run: string): Promise<void> {
  const database = await open();
  const transaction = database.transaction(['checkpoint', 'posts', 'deltas'], 'readwrite');
  await transaction.objectStore('checkpoint').delete(CURRENT);
  await dropOtherRuns(transaction, run);
}

async function dropOtherRuns(transaction: Writing, run: string): Promise<void> {
  for (const name of ['posts', 'deltas'] as const) {
    const others = transaction.objectStore(name);
    await others.delete(IDBKeyRange.upperBound([run, 0], true));
    await others.delete(IDBKeyRange.lowerBound([run, Number.MAX_SAFE_INTEGER], true));
  }
  await transaction.done;
}

/** Makes room: drops all but what the sync under way has fetched. The published rankings stand elsewhere. */
export async function dropFormerRuns(): Promise<void> {
  const database = await open();
  const stored = checkpointSchema.safeParse(await database.get('checkpoint', CURRENT));
  if (!stored.success) return clearLibrary();
  await dropOtherRuns(database.transaction(['checkpoint', 'posts', 'deltas'], 'readwrite'), stored.data.run);
}

/** Drops everything fetched. */
export async function clearLibrary(): Promise<void> {
  const transaction = (await open()).transaction(['checkpoint', 'posts', 'deltas'], 'readwrite');
  for (const name of ['checkpoint', 'posts', 'deltas'] as const) await transaction.objectStore(name).clear();
  await transaction.done;
}

/** Makes the database anew, empty. */
export async function rebuildLibrary(): Promise<void> {
  (await opened?.catch(() => undefined))?.close();
  opened = undefined;
  await deleteDB(NAME);
  await open();
}

function checked<T>(schema: z.ZodMiniType<T>, record: unknown): T {
  const parsed = schema.safeParse(record);
  if (!parsed.success) throw new StorageFault('storage-damaged');
  return parsed.data;
}

async function* recordsOf(name: 'posts' | 'deltas', run: string): AsyncGenerator<unknown> {
  const database = await open();
  const end: [string, number] = [run, Number.MAX_SAFE_INTEGER];
  let after: [string, number] | undefined = [run, -1];
  while (after !== undefined) {
    const range = IDBKeyRange.bound(after, end, true);
    const { store } = database.transaction(name);
    const [keys, records]: [[string, number][], unknown[]] = await Promise.all([
      store.getAllKeys(range, RECORDS_AT_ONCE),
      store.getAll(range, RECORDS_AT_ONCE),
    ]);
    yield* records;
    after = keys.length < RECORDS_AT_ONCE ? undefined : keys.at(-1);
  }
}
