import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from 'idb';
import type * as z from 'zod/mini';
import { DeltaTable } from '../breakouts/delta-table.ts';
import type { Post } from '../breakouts/post.ts';
import { accountIdOf } from '../sync/account-id.ts';
import { type Checkpoint, checkpointSchema, type PendingPost, type StoredCheckpoint } from '../sync/checkpoint.ts';
import { isCounted, type Ledger, ledgerSchema, rowsOf } from '../sync/ledger.ts';
import {
  type DeltasRecord,
  deltasRecord,
  deltasRecordOf,
  deltasRecordSchema,
  surveyRecordSchema,
} from '../sync/library-record.ts';
import {
  type PostsRecord,
  pendingIn,
  postAt,
  postsRecord,
  postsRecordOf,
  postsRecordSchema,
  postWithoutWords,
} from '../sync/posts-record.ts';
import { type RunTally, RunTallyMaker } from '../sync/run-tally.ts';
import type { Brought, RunLibrary, SurveyedPage } from '../sync/sync-world.ts';
import { StorageFault } from './storage-fault.ts';

/**
 * The posts and deltas that syncs have fetched, in IndexedDB: one record for each answer of the API, for a record for each post
 * takes ten times as long to write. Records are written once, under the run that fetched them; the ledger says which of them count. So
 * what a run has fetched counts from one moment on, and a later listing of an account takes the place of an earlier one without touching
 * it.
 */
interface LibrarySchema extends DBSchema {
  /** The checkpoint of the run under way, and the ledger of what the library holds. */
  checkpoint: { key: 'current' | 'ledger'; value: unknown };
  /** `listing`: the id of an account, or a whole list. */
  posts: { key: PostsKey; value: unknown };
  deltas: { key: RecordKey; value: unknown };
  surveys: { key: RecordKey; value: unknown };
}

type RecordKey = [run: string, record: number];
type PostsKey = [run: string, record: number, listing: string];

const NAME = 'post-library';
/** Raised when the records' shapes change: everything is fetched again. */
const VERSION = 4;
const STORES = ['checkpoint', 'posts', 'deltas', 'surveys'] as const;
const CURRENT = 'current';
const LEDGER = 'ledger';
/** Records read at once: memory grows with this, not with the library. */
const RECORDS_AT_ONCE = 20;
/** So many rows that no longer count may lie about before records are written anew without them. */
const MOST_DEAD_ROWS = 2000;

type Database = IDBPDatabase<LibrarySchema>;

let opened: Promise<Database> | undefined;

function connect(): Promise<Database> {
  return openDB<LibrarySchema>(NAME, VERSION, {
    upgrade(database) {
      for (const name of database.objectStoreNames) database.deleteObjectStore(name);
      for (const name of STORES) database.createObjectStore(name);
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

/** Where the sync under way keeps what it has fetched. */
export const runLibrary: RunLibrary = {
  loadCheckpoint: async () => (await open()).get('checkpoint', CURRENT),
  loadLedger: async () => (await open()).get('checkpoint', LEDGER),
  async store({ pending: _, ...checkpoint }, brought) {
    const { run, windows } = checkpoint;
    const transaction = (await open()).transaction(STORES, 'readwrite');
    const put = (answer: Brought) => {
      const key: RecordKey = [run, answer.record];
      switch (answer.kind) {
        case 'survey':
          return transaction.objectStore('surveys').put(answer.page, key);
        case 'page':
          return transaction
            .objectStore('posts')
            .put(postsRecord(answer.posts, answer.pending), [...key, answer.listing]);
        case 'deltas':
          return transaction.objectStore('deltas').put(deltasRecord(answer.asked, windows, answer.answer), key);
      }
    };
    // Waited for together: when one of them fails, so do the others, and none may fail unheard.
    await Promise.all([
      ...brought.map(put),
      transaction.objectStore('checkpoint').put(checkpoint, CURRENT),
      transaction.done,
    ]);
  },
  async idsOf(run) {
    const ids = new Map<Checkpoint['lists'][number], Set<string>>([
      ['account-videos', new Set()],
      ['videos', new Set()],
    ]);
    for await (const { listing, record } of postRecords(run)) {
      const known = ids.get(listing === 'videos' ? 'videos' : 'account-videos');
      for (const id of record.ids) known?.add(id);
    }
    return ids;
  },
  async pendingOf(run) {
    const answered = new Set<string>();
    for await (const { value } of recordsOf('deltas', run)) {
      for (const id of checked(deltasRecordSchema, value).ids) answered.add(id);
    }
    const pending: PendingPost[] = [];
    for await (const { record } of postRecords(run)) {
      pending.push(...pendingIn(record).filter(([id]) => !answered.has(id)));
    }
    return pending;
  },
  async surveyOf(run) {
    const pages: SurveyedPage[] = [];
    for await (const { value } of recordsOf('surveys', run)) pages.push(checked(surveyRecordSchema, value));
    return pages;
  },
  async askedDeltas() {
    const asked = new Map<string, number | null>();
    for await (const { value } of recordsOf('deltas')) {
      const { ids, refreshedAt } = checked(deltasRecordSchema, value);
      for (const [row, id] of ids.entries()) {
        const at = refreshedAt[row] ?? Number.NaN;
        if (!(at <= (asked.get(id) ?? Number.NEGATIVE_INFINITY))) asked.set(id, Number.isNaN(at) ? null : at);
      }
    }
    return asked;
  },
};

/** The posts that a run has fetched, a page at a time, without their words. @throws StorageFault when a stored record has not the shape of posts */
export async function* postsFetchedBy(
  run: string,
): AsyncGenerator<{ readonly listing: string; readonly posts: readonly Post[] }> {
  for await (const { listing, record } of postRecords(run)) {
    yield { listing, posts: record.ids.map((_, row) => postWithoutWords(record, row)) };
  }
}

/** The records of the posts that a run, or every run, has fetched. */
async function* postRecords(run?: string): AsyncGenerator<{
  readonly key: PostsKey;
  readonly run: string;
  readonly listing: string;
  readonly record: PostsRecord;
}> {
  for await (const { key, value } of recordsOf('posts', run)) {
    const [of, , listing] = key as PostsKey;
    yield { key: key as PostsKey, run: of, listing, record: checked(postsRecordSchema, value) };
  }
}

/**
 * Counts what a run has fetched.
 *
 * @throws StorageFault when records of it are damaged, or have vanished: databases lose rows without any error
 */
export async function tallyRun(run: Checkpoint): Promise<RunTally> {
  const maker = new RunTallyMaker();
  let posts = 0;
  const tallyPosts = async () => {
    for await (const page of postsFetchedBy(run.run)) {
      maker.add(page.listing, page.posts, run.startedAt);
      posts += page.posts.length;
    }
  };
  let deltaRows = 0;
  const tallyDeltas = async () => {
    for await (const { value } of recordsOf('deltas', run.run)) {
      deltaRows += checked(deltasRecordSchema, value).ids.length;
    }
  };
  // Side by side, for each of them waits for the disk.
  await Promise.all([tallyPosts(), tallyDeltas()]);
  if (posts !== run.posts) throw new StorageFault('storage-damaged');
  return maker.tally(deltaRows);
}

/** What the library holds; `null`: nothing that can be read. */
export async function readLedger(): Promise<Ledger | null> {
  const stored = ledgerSchema.safeParse(await runLibrary.loadLedger());
  return stored.success ? stored.data : null;
}

/**
 * The posts that count by `ledger`, some hundred at a time, each once: of a post that is in both lists, the row that was refreshed later. Without their
 * words, but for those whose ids are named: then only these, with all that is known of them.
 *
 * @throws StorageFault when a stored record is damaged, or rows have vanished
 */
export async function* postsOf(ledger: Ledger, ids?: ReadonlySet<string>): AsyncGenerator<readonly Post[]> {
  const wanted = (record: PostsRecord, rows: readonly number[]) =>
    ids === undefined
      ? rows.map((row) => postWithoutWords(record, row))
      : rows.filter((row) => ids.has(record.ids[row] as string)).map((row) => postAt(record, row));
  const videos = new Map<string, Post>();
  let rows = 0;
  if (ledger.videos !== null) {
    for await (const { listing, record } of postRecords(ledger.videos.run)) {
      if (listing !== 'videos') continue;
      rows += record.ids.length;
      for (const post of wanted(record, [...record.ids.keys()])) videos.set(post.id, post);
    }
  }
  for await (const { run, listing, record } of postRecords()) {
    if (listing === 'videos' || !isCounted(ledger, run, listing)) continue;
    const counting = countedRows(ledger, listing, run, record);
    rows += counting.length;
    const posts = wanted(record, counting);
    yield videos.size === 0 ? posts : posts.map((post) => later(post, taken(videos, post.id)));
  }
  yield [...videos.values()];
  if (rows !== rowsOf(ledger)) throw new StorageFault('storage-damaged');
}

/** Posts of a sweep whose account was listed since then count no more. @returns places in the record */
function countedRows({ accounts }: Ledger, listing: string, run: string, record: PostsRecord): readonly number[] {
  const rows = [...record.ids.keys()];
  if (listing !== 'account-videos') return rows;
  return rows.filter((row) => {
    const id = accountIdOf({ accountKey: record.accountKeys[row] ?? null });
    return id === null || accounts[id]?.run === run;
  });
}

function taken(posts: Map<string, Post>, id: string): Post | undefined {
  const post = posts.get(id);
  posts.delete(id);
  return post;
}

function later(one: Post, other: Post | undefined): Post {
  return other !== undefined && (other.lastRefreshedAt ?? 0) > (one.lastRefreshedAt ?? 0) ? other : one;
}

/**
 * What the API said that posts gained up to their last refresh, over the windows named (days). Of a post whose deltas were asked for before
 * its last refresh, nothing.
 *
 * @throws StorageFault when a stored record has not the shape of deltas
 */
export async function deltasOf(
  posts: readonly Pick<Post, 'id' | 'lastRefreshedAt'>[],
  windows: readonly number[],
): Promise<{ readonly deltas: DeltaTable /** Posts that the API knows no deltas of. */; readonly notFound: number }> {
  const deltas = new DeltaTable(posts, windows);
  const notFound = new Set<string>();
  for await (const { value } of recordsOf('deltas')) {
    const record = checked(deltasRecordSchema, value);
    const places = windows.map((days) => record.windows.indexOf(days));
    for (const [place, id] of record.ids.entries()) {
      const row = deltas.rowOf(id);
      if (row === undefined) continue;
      if (!Object.is(posts[row]?.lastRefreshedAt ?? Number.NaN, record.refreshedAt[place])) continue;
      if (record.notFound[place] === 1) notFound.add(id);
      for (const [window, days] of windows.entries()) {
        const cell = place * record.windows.length + (places[window] as number);
        for (const measure of ['views', 'engagement'] as const) {
          const gained = places[window] === -1 ? undefined : record[measure][cell];
          if (gained !== undefined && !Number.isNaN(gained)) deltas.take(row, days, measure, gained);
        }
      }
    }
  }
  return { deltas, notFound: notFound.size };
}

/**
 * Makes what `run` has fetched part of the library: the ledger and the end of its checkpoint are stored in one transaction. What no longer
 * counts is dropped.
 */
export async function commitRun(run: string, ledger: Ledger, isFirst: boolean): Promise<void> {
  const database = await open();
  const dead = (await database.getAllKeys('posts')).filter(([of, , listing]) => !isCounted(ledger, of, listing));
  const transaction = database.transaction(STORES, 'readwrite');
  const state = transaction.objectStore('checkpoint');
  const work: Promise<unknown>[] = [state.put(ledger, LEDGER), state.delete(CURRENT)];
  for (const key of dead) work.push(transaction.objectStore('posts').delete(key));
  work.push(...othersDeleted(transaction.objectStore('surveys'), ledger.surveyRun ?? ''));
  // Deltas that were asked for of another library answer other windows.
  if (isFirst) work.push(...othersDeleted(transaction.objectStore('deltas'), run));
  await Promise.all([...work, transaction.done]);
  await dropDeadRows(ledger);
}

function othersDeleted(
  store: { delete(range: IDBKeyRange): Promise<unknown> },
  run: string,
): readonly Promise<unknown>[] {
  return [
    store.delete(IDBKeyRange.upperBound([run, 0], true)),
    store.delete(IDBKeyRange.lowerBound([run, Number.MAX_SAFE_INTEGER], true)),
  ];
}

/**
 * Writes records anew without the rows that no longer count, once these are more than those that do. A worker that dies meanwhile leaves some
 * of them behind, which does no harm.
 */
async function dropDeadRows(ledger: Ledger): Promise<void> {
  const { accounts, sweep, deltaRows } = ledger;
  const rows = rowsOf(ledger);
  if (deltaRows > 2 * rows + MOST_DEAD_ROWS) {
    const dropped = await dropDeadDeltas();
    await putLedger({ ...ledger, deltaRows: deltaRows - dropped });
  }
  if (sweep === null) return;
  const swept = Object.values(accounts).reduce((sum, { run, posts }) => sum + (run === sweep.run ? posts : 0), 0);
  const counting = swept + sweep.orphans;
  if (sweep.rows <= 2 * counting + MOST_DEAD_ROWS) return;
  for await (const { key, run, listing, record } of postRecords(sweep.run)) {
    const kept = countedRows(ledger, listing, run, record);
    if (kept.length === record.ids.length) continue;
    await replace('posts', key, kept.length === 0 ? undefined : postsRecordOf(record, kept));
  }
  const known = (await readLedger()) ?? ledger;
  await putLedger({ ...known, sweep: { ...sweep, rows: counting } });
}

/** Drops the deltas of which there are later ones. @returns how many */
async function dropDeadDeltas(): Promise<number> {
  const latest = new Map<string, { at: number; place: number }>();
  let places = 0;
  for await (const { value } of recordsOf('deltas')) {
    const { ids, refreshedAt } = checked(deltasRecordSchema, value);
    for (const [row, id] of ids.entries()) {
      const at = refreshedAt[row] ?? Number.NaN;
      if (!(at < (latest.get(id)?.at ?? Number.NEGATIVE_INFINITY))) latest.set(id, { at, place: places + row });
    }
    places += ids.length;
  }
  let first = 0;
  for await (const { key, value } of recordsOf('deltas')) {
    const record = checked(deltasRecordSchema, value);
    const start = first;
    first += record.ids.length;
    const kept = [...record.ids.keys()].filter((row) => latest.get(record.ids[row] as string)?.place === start + row);
    if (kept.length === record.ids.length) continue;
    await replace('deltas', key as RecordKey, kept.length === 0 ? undefined : deltasRecordOf(record, kept));
  }
  return places - latest.size;
}

async function putLedger(ledger: Ledger): Promise<void> {
  await (await open()).put('checkpoint', ledger, LEDGER);
}

async function replace(
  ...[name, key, value]: ['posts', PostsKey, PostsRecord | undefined] | ['deltas', RecordKey, DeltasRecord | undefined]
) {
  const database = await open();
  if (value === undefined) await database.delete(name, key as never);
  else await database.put(name, value, key as never);
}

/**
 * Makes room: drops what the library holds but for what the sync under way has fetched, if that is to be all of the library; else everything
 * that does not count. The published rankings stand elsewhere.
 */
export async function makeRoom(): Promise<void> {
  const database = await open();
  const stored = checkpointSchema.safeParse(await database.get('checkpoint', CURRENT));
  if (!stored.success || !listsAll(stored.data)) return clearLibrary();
  const { run } = stored.data;
  const transaction = database.transaction(STORES, 'readwrite');
  await Promise.all([
    transaction.objectStore('checkpoint').delete(LEDGER),
    transaction.objectStore('checkpoint').put({ ...stored.data, base: null }, CURRENT),
    ...(['posts', 'deltas', 'surveys'] as const).flatMap((name) => othersDeleted(transaction.objectStore(name), run)),
    transaction.done,
  ]);
}

function listsAll({ lists, isSweep, walks }: StoredCheckpoint): boolean {
  return lists.every((list) => (list === 'account-videos' ? isSweep : walks.some((walk) => walk.list === list)));
}

/** Drops everything fetched. */
export async function clearLibrary(): Promise<void> {
  const transaction = (await open()).transaction(STORES, 'readwrite');
  await Promise.all([...STORES.map((name) => transaction.objectStore(name).clear()), transaction.done]);
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

/** The records of a run, or of all runs, in the order of their keys. */
async function* recordsOf(
  name: 'posts' | 'deltas' | 'surveys',
  run?: string,
): AsyncGenerator<{ readonly key: readonly [string, number, string?]; readonly value: unknown }> {
  const database = await open();
  let after: IDBValidKey = run === undefined ? [''] : [run];
  for (;;) {
    const end: IDBValidKey = run === undefined ? [[]] : [run, []];
    const range = IDBKeyRange.bound(after, end, true);
    const { store } = database.transaction(name);
    const [keys, values] = await Promise.all([
      store.getAllKeys(range, RECORDS_AT_ONCE),
      store.getAll(range, RECORDS_AT_ONCE),
    ]);
    for (const [index, key] of keys.entries()) yield { key, value: values[index] };
    const last = keys.at(-1);
    if (last === undefined || keys.length < RECORDS_AT_ONCE) return;
    after = last;
  }
}
