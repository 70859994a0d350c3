import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from 'idb';
import type * as z from 'zod/mini';
import { DeltaTable } from '../breakouts/model/delta-table.ts';
import type { Post } from '../breakouts/model/post.ts';
import { MEASURES } from '../breakouts/model/ranking.ts';
import { StorageError } from '../storage/storage-error.ts';
import { type Checkpoint, checkpointSchema, type PendingPost, type StoredCheckpoint } from '../sync/checkpoint.ts';
import { type RunStats, RunStatsBuilder } from '../sync/run-stats.ts';
import type { FetchedRecord, SyncStore } from '../sync/sync-deps.ts';
import { accountIdOf } from './account-id.ts';
import { isLive, type LibraryManifest, liveRowCount, manifestSchema } from './library-manifest.ts';
import { deltasRecord, deltasRecordOf, deltasRecordSchema, surveyRecordSchema } from './library-record.ts';
import {
  type PostsRecord,
  type PostText,
  pendingIn,
  postAt,
  postsRecord,
  postsRecordOf,
  postsRecordSchema,
  textRecord,
  textRecordOf,
  textRecordSchema,
} from './posts-record.ts';

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
  /** What is said of the posts under the same key. */
  words: { key: PostsKey; value: unknown };
  deltas: { key: RecordKey; value: unknown };
  surveys: { key: RecordKey; value: unknown };
}

type RecordKey = [run: string, record: number];
type PostsKey = [run: string, record: number, listing: string];

const NAME = 'post-library';
/** Raised when the records' shapes change: everything is fetched again. */
const VERSION = 6;
const STORES = ['checkpoint', 'posts', 'words', 'deltas', 'surveys'] as const;
const CURRENT = 'current';
const LEDGER = 'ledger';
/** Records read at once: memory grows with this, not with the library. */
const RECORDS_AT_ONCE = 30;
/** So many rows that no longer count may lie about before records are written anew without them. */
const MAX_DEAD_ROWS = 2000;

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
export const runStore: SyncStore = {
  loadCheckpoint: async () => (await open()).get('checkpoint', CURRENT),
  loadManifest: async () => (await open()).get('checkpoint', LEDGER),
  async store({ pending: _, ...checkpoint }, brought) {
    const { run, windows } = checkpoint;
    const transaction = (await open()).transaction(STORES, 'readwrite');
    const put = (answer: FetchedRecord): readonly Promise<unknown>[] => {
      const key: RecordKey = [run, answer.record];
      switch (answer.kind) {
        case 'accounts':
          return [transaction.objectStore('surveys').put(answer.page, key)];
        case 'page': {
          const { posts, pending, listing } = answer;
          return [
            transaction.objectStore('posts').put(postsRecord(posts, pending), [...key, listing]),
            transaction.objectStore('words').put(textRecord(posts), [...key, listing]),
          ];
        }
        case 'deltas':
          return [transaction.objectStore('deltas').put(deltasRecord(answer.asked, windows, answer.answer), key)];
      }
    };
    // Waited for together: when one of them fails, so do the others, and none may fail unheard.
    await Promise.all([
      ...brought.flatMap(put),
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
  async *accountPagesOf(run) {
    for await (const { value } of recordsOf('surveys', run)) yield checked(surveyRecordSchema, value);
  },
  async lastDeltaRequestTimes() {
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
    yield { listing, posts: record.ids.map((_, row) => postAt(record, row)) };
  }
}

/** A record of posts, with its key and what that says. */
interface StoredPosts {
  readonly key: PostsKey;
  readonly run: string;
  readonly listing: string;
  readonly record: PostsRecord;
}

/** The records of the posts that a run, or every run, has fetched. */
async function* postRecords(run?: string): AsyncGenerator<StoredPosts> {
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
export async function computeRunStats(run: Checkpoint): Promise<RunStats> {
  const maker = new RunStatsBuilder();
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
  if (posts !== run.posts) throw new StorageError('storage-damaged', 'library');
  return maker.tally(deltaRows);
}

/** What the library holds; `null`: nothing that can be read. */
export async function readManifest(): Promise<LibraryManifest | null> {
  const stored = manifestSchema.safeParse(await runStore.loadManifest());
  return stored.success ? stored.data : null;
}

/** The posts that count by a ledger, each once, without their words. */
export interface LibraryPosts {
  readonly posts: readonly Post[];
  /** Caption, address and cover of the posts at the places named. @throws StorageFault when they are damaged, or have vanished */
  wordsOf(places: Iterable<number>): Promise<ReadonlyMap<number, PostText>>;
}

/**
 * Reads the posts that count by `ledger`: of a post that is in both lists, the row that was refreshed later. What many posts have in common is kept
 * once: a large library would not fit a worker otherwise.
 *
 * @throws StorageFault when a stored record is damaged, or rows have vanished
 */
export async function readPosts(ledger: LibraryManifest): Promise<LibraryPosts> {
  const posts: Post[] = [];
  /** Where the post at each place stands: the key of its record, and its row there. */
  const keys: PostsKey[] = [];
  const rowsThere: number[] = [];
  const texts = new Map<string | null, string | null>();
  const once = (text: string | null) => {
    const known = texts.get(text);
    if (known === undefined) texts.set(text, text);
    return known ?? text;
  };
  const take = ({ key, record }: StoredPosts, rows: Iterable<number>, placeOf: (post: Post) => number | null) => {
    const columns = {
      ...record,
      platforms: record.platforms.map(once),
      mediaTypes: record.mediaTypes.map(once),
      accountKeys: record.accountKeys.map(once),
      accountNames: record.accountNames.map(once),
    };
    for (const row of rows) {
      const post = postAt(columns, row);
      const place = placeOf(post);
      if (place === null) continue;
      posts[place] = post;
      keys[place] = key;
      rowsThere[place] = row;
    }
  };

  let rows = 0;
  const videos = new Map<string, number>();
  for await (const stored of ledger.videos === null ? [] : postRecords(ledger.videos.run)) {
    if (stored.listing !== 'videos') continue;
    rows += stored.record.ids.length;
    take(stored, stored.record.ids.keys(), ({ id }) => {
      const place = videos.get(id) ?? posts.length;
      videos.set(id, place);
      return place;
    });
  }
  for await (const stored of postRecords()) {
    if (stored.listing === 'videos' || !isLive(ledger, stored.run, stored.listing)) continue;
    const counting = countedRows(ledger, stored);
    rows += counting.length;
    take(stored, counting, (post) => {
      const place = videos.get(post.id);
      if (place === undefined) return posts.length;
      return ((posts[place] as Post).lastRefreshedAt ?? 0) > (post.lastRefreshedAt ?? 0) ? null : place;
    });
  }
  if (rows !== liveRowCount(ledger)) throw new StorageError('storage-damaged', 'library');
  return { posts, wordsOf: (places) => readWords(places, keys, rowsThere) };
}

/** Posts of a sweep whose account was listed since then count no more. @returns places in the record */
function countedRows({ accounts }: LibraryManifest, { listing, run, record }: StoredPosts): readonly number[] {
  const rows = [...record.ids.keys()];
  if (listing !== 'account-videos') return rows;
  return rows.filter((row) => {
    const id = accountIdOf({ accountKey: record.accountKeys[row] ?? null });
    return id === null || accounts[id]?.run === run;
  });
}

/** @param keys of the record that the post at each place is in. @param rows its row there */
async function readWords(
  places: Iterable<number>,
  keys: readonly PostsKey[],
  rows: readonly number[],
): Promise<ReadonlyMap<number, PostText>> {
  const wanted = Map.groupBy(places, (place) => keys[place] as PostsKey);
  const words = new Map<number, PostText>();
  const records = [...wanted];
  for (let start = 0; start < records.length; start += RECORDS_AT_ONCE) {
    const part = records.slice(start, start + RECORDS_AT_ONCE);
    const { store } = (await open()).transaction('words');
    const stored = await Promise.all(part.map(([key]) => store.get(key)));
    for (const [index, [, placesThere]] of part.entries()) {
      const { captions, urls, coverUrls } = checked(textRecordSchema, stored[index]);
      for (const place of placesThere) {
        const row = rows[place] as number;
        const [caption, url, coverUrl] = [captions[row], urls[row], coverUrls[row]];
        if (caption === undefined || url === undefined || coverUrl === undefined) {
          throw new StorageError('storage-damaged', 'library');
        }
        words.set(place, { caption, url, coverUrl });
      }
    }
  }
  return words;
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
    // By numbers, without an object for each of them: there are millions in a large library.
    for (let place = 0; place < record.ids.length; place++) {
      const id = record.ids[place] as string;
      const row = deltas.rowOf(id);
      if (row === undefined) continue;
      if (!Object.is(posts[row]?.lastRefreshedAt ?? Number.NaN, record.refreshedAt[place])) continue;
      if (record.notFound[place] === 1) notFound.add(id);
      for (let window = 0; window < record.windows.length; window++) {
        const days = record.windows[window] as number;
        if (!windows.includes(days)) continue;
        for (const measure of MEASURES) {
          const gained = record[measure][place * record.windows.length + window] as number;
          if (!Number.isNaN(gained)) deltas.take(row, days, measure, gained);
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
export async function commitRun(run: string, ledger: LibraryManifest, isFirst: boolean): Promise<void> {
  const database = await open();
  const dead = (await database.getAllKeys('posts')).filter(([of, , listing]) => !isLive(ledger, of, listing));
  const transaction = database.transaction(STORES, 'readwrite');
  const state = transaction.objectStore('checkpoint');
  const work: Promise<unknown>[] = [state.put(ledger, LEDGER), state.delete(CURRENT)];
  for (const key of dead) {
    work.push(transaction.objectStore('posts').delete(key), transaction.objectStore('words').delete(key));
  }
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
async function dropDeadRows(ledger: LibraryManifest): Promise<void> {
  const { accounts, sweep, deltaRows } = ledger;
  const rows = liveRowCount(ledger);
  if (deltaRows > 2 * rows + MAX_DEAD_ROWS) {
    const dropped = await dropDeadDeltas();
    await putLedger({ ...ledger, deltaRows: deltaRows - dropped });
  }
  if (sweep === null) return;
  const swept = Object.values(accounts).reduce((sum, { run, posts }) => sum + (run === sweep.run ? posts : 0), 0);
  const counting = swept + sweep.orphans;
  if (sweep.rows <= 2 * counting + MAX_DEAD_ROWS) return;
  for await (const stored of postRecords(sweep.run)) {
    const kept = countedRows(ledger, stored);
    if (kept.length < stored.record.ids.length) await keepRows(stored, kept);
  }
  const known = (await readManifest()) ?? ledger;
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
    const database = await open();
    if (kept.length === 0) await database.delete('deltas', key as RecordKey);
    else await database.put('deltas', deltasRecordOf(record, kept), key as RecordKey);
  }
  return places - latest.size;
}

async function putLedger(ledger: LibraryManifest): Promise<void> {
  await (await open()).put('checkpoint', ledger, LEDGER);
}

/** Leaves of a record of posts, and of their words, the rows named. */
async function keepRows({ key, record }: StoredPosts, rows: readonly number[]): Promise<void> {
  const database = await open();
  const words = checked(textRecordSchema, await database.get('words', key));
  if (words.captions.length !== record.ids.length) throw new StorageError('storage-damaged', 'library');
  const transaction = database.transaction(['posts', 'words'], 'readwrite');
  const stores = { posts: transaction.objectStore('posts'), words: transaction.objectStore('words') };
  const work =
    rows.length === 0
      ? [stores.posts.delete(key), stores.words.delete(key)]
      : [stores.posts.put(postsRecordOf(record, rows), key), stores.words.put(textRecordOf(words, rows), key)];
  await Promise.all([...work, transaction.done]);
}

/**
 * Makes room: drops what the library holds but for what the sync under way has fetched, if that is to be all of the library; else everything
 * that does not count. The published rankings stand elsewhere.
 */
export async function freeSpace(): Promise<void> {
  const database = await open();
  const stored = checkpointSchema.safeParse(await database.get('checkpoint', CURRENT));
  if (!stored.success || !listsAll(stored.data)) return clearLibrary();
  const { run } = stored.data;
  const transaction = database.transaction(STORES, 'readwrite');
  await Promise.all([
    transaction.objectStore('checkpoint').delete(LEDGER),
    transaction.objectStore('checkpoint').put({ ...stored.data, baseRun: null }, CURRENT),
    ...(['posts', 'words', 'deltas', 'surveys'] as const).flatMap((name) =>
      othersDeleted(transaction.objectStore(name), run),
    ),
    transaction.done,
  ]);
}

function listsAll({ lists, isFullListing, listsVideos }: StoredCheckpoint): boolean {
  return lists.every((list) => (list === 'account-videos' ? isFullListing : listsVideos));
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
  if (!parsed.success) throw new StorageError('storage-damaged', 'library');
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
