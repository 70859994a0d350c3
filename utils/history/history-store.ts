import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from 'idb';
import type { Post } from '../breakouts/model/post.ts';
import { appendPoints } from './append-points.ts';
import { bucketOf } from './bucket-of.ts';
import { downsample, MAX_HISTORY_DAYS } from './downsample.ts';
import { covers } from './fill-deltas.ts';
import { historyGain } from './history-gain.ts';
import { type PackedBucket, packBucket, packedBucketSchema, unpackBucket, type WantedSeries } from './packed-bucket.ts';
import { type Point, pointOf, type Series } from './point.ts';

/**
 * The extension's own history of counts, in an IndexedDB of its own: unlike the posts and their deltas it cannot be fetched again. One record for
 * all posts of some accounts (`bucket-of.ts`), packed.
 */
interface HistorySchema extends DBSchema {
  buckets: { key: number; value: unknown };
}

const NAME = 'count-history';
const VERSION = 1;
const STORE = 'buckets';
/** Points that wait in memory for their buckets: memory grows with this, not with the library. */
const MOST_WAITING = 50_000;
/** Records read and written at once: each alone would wait for the disk. */
const BUCKETS_AT_ONCE = 16;
/** When the browser gives no more room: what is older than so many days goes, then what is older than the next. */
const KEPT_WHEN_FULL_DAYS = [180, 60, 14] as const;

/** How recording went. What was lost is said here: the history cannot be fetched again. */
export interface HistoryReport {
  /** Points that were new. */
  points: number;
  /** Records that could not be read and were begun anew. */
  damagedBuckets: number;
  /** The database could not be opened, and all of it was begun anew. */
  wasBegunAnew: boolean;
  /** Room was short: nothing older than so many days is left. `null`: it was not. */
  thinnedToDays: number | null;
  /** Buckets that found no room even so; they are as they were. */
  unwrittenBuckets: number;
}

let opened: Promise<IDBPDatabase<HistorySchema>> | undefined;
let wasBegunAnew = false;

function connect(): Promise<IDBPDatabase<HistorySchema>> {
  return openDB<HistorySchema>(NAME, VERSION, {
    upgrade(database) {
      database.createObjectStore(STORE);
    },
    terminated() {
      opened = undefined;
    },
  });
}

/** Opens the database once for each life of the worker. One that cannot be opened twice in a row is beyond repair. */
function open(): Promise<IDBPDatabase<HistorySchema>> {
  opened ??= connect()
    .catch(connect)
    .catch(async () => {
      await deleteDB(NAME);
      wasBegunAnew = true;
      return connect();
    });
  opened.catch(() => {
    opened = undefined;
  });
  return opened;
}

/**
 * Adds the listed posts' counts to the history, bucket by bucket; only buckets with something new are written. May be repeated, in whole or in part,
 * with the same outcome.
 *
 * @param now ms since epoch
 * @throws when the browser's database does not work at all
 */
export async function recordHistory(pages: AsyncIterable<readonly Post[]>, now: number): Promise<HistoryReport> {
  const report: HistoryReport = {
    points: 0,
    damagedBuckets: 0,
    wasBegunAnew: false,
    thinnedToDays: null,
    unwrittenBuckets: 0,
  };
  let newest = 0;
  let waiting = new Map<number, ListedPoint[]>();
  let count = 0;
  const recordWaiting = async () => {
    const buckets = [...waiting];
    for (let start = 0; start < buckets.length; start += BUCKETS_AT_ONCE) {
      await append(buckets.slice(start, start + BUCKETS_AT_ONCE), now, report);
    }
    waiting = new Map();
    count = 0;
  };
  for await (const posts of pages) {
    // By the newest refresh and not by the clock alone: what is passed over now may not be listed again.
    newest = posts.reduce((latest, { lastRefreshedAt }) => Math.max(latest, lastRefreshedAt ?? 0), newest);
    const oldest = Math.min(now, newest) - MAX_HISTORY_DAYS * 86_400_000;
    for (const post of posts) {
      const point = pointOf(post);
      if (point === null || point.at < oldest) continue;
      const bucket = bucketOf(post);
      const ofBucket = waiting.get(bucket);
      if (ofBucket === undefined) waiting.set(bucket, [{ id: post.id, point }]);
      else ofBucket.push({ id: post.id, point });
      count += 1;
    }
    if (count >= MOST_WAITING) await recordWaiting();
  }
  await recordWaiting();
  report.wasBegunAnew = wasBegunAnew;
  wasBegunAnew = false;
  return report;
}

/** The series wanted of some buckets, bucket by bucket. */
export async function* historyOf(
  buckets: ReadonlySet<number>,
  wanted: WantedSeries,
): AsyncGenerator<ReadonlyMap<string, Series>> {
  const all = [...buckets];
  for (let start = 0; start < all.length; start += BUCKETS_AT_ONCE) {
    for (const packed of await readBatch(all.slice(start, start + BUCKETS_AT_ONCE))) {
      yield unpacked(packed, wanted) ?? new Map();
    }
  }
}

/**
 * Those of the listed posts whose gains over all windows (days) our own history tells as well as the API would: it has their counts as far back,
 * and what was listed just now is its last point.
 */
export async function findCovered(posts: readonly Post[], windows: readonly number[]): Promise<Set<string>> {
  const byId = new Map(posts.map((post) => [post.id, post]));
  const covered = new Set<string>();
  for await (const seriesById of historyOf(new Set(posts.map(bucketOf)), { isWanted: (id) => byId.has(id) })) {
    for (const [id, series] of seriesById) {
      const post = byId.get(id);
      const point = post === undefined ? null : pointOf(post);
      if (post === undefined || point === null || post.views === null) continue;
      const longer = appendPoints(series, [point]);
      const isCovered = windows.every((days) => {
        const gain = historyGain(longer, days);
        return gain.views !== null && covers(gain, days, post);
      });
      if (isCovered) covered.add(id);
    }
  }
  return covered;
}

/** Makes room: nothing older than `keepDays` stays in any bucket. A bucket that cannot be written stays as it is. @param now ms since epoch */
export async function trimOlderThan(keepDays: number, now: number): Promise<void> {
  for (const bucket of await (await open()).getAllKeys(STORE)) {
    const seriesById = unpacked(await read(bucket));
    if (seriesById === null) continue;
    await write([{ bucket, packed: thinnedBucket(seriesById, now, keepDays) }]).catch(() => undefined);
  }
}

/** Forgets everything. */
export async function clearHistory(): Promise<void> {
  await (await open()).clear(STORE);
}

/** What a listing has told of a post. */
interface ListedPoint {
  readonly id: string;
  readonly point: Point;
}

async function append(
  waiting: readonly (readonly [bucket: number, points: readonly ListedPoint[]])[],
  now: number,
  report: HistoryReport,
): Promise<void> {
  const records = await readBatch(waiting.map(([bucket]) => bucket));
  const longer: Appended[] = [];
  for (const [index, [bucket, points]] of waiting.entries()) {
    const packed = records[index];
    if (typeof packed === 'object' && !hasChanges(packed, points)) continue;
    const before = unpacked(packed);
    if (before === null) report.damagedBuckets += 1;
    const after = new Map(before);
    let added = 0;
    for (const { id, point } of points) {
      const series = after.get(id) ?? [];
      const appended = appendPoints(series, [point]);
      added += appended.length - series.length;
      after.set(id, appended);
    }
    if (added > 0) longer.push({ bucket, packed: thinnedBucket(after, now), added });
  }
  const countPoints = ({ added }: Appended) => {
    report.points += added;
  };
  try {
    await write(longer);
    longer.forEach(countPoints);
  } catch (error) {
    if (!isFull(error)) throw error;
    // Not all of them, then: one by one, with room made for each.
    for (const one of longer) {
      if (await makingRoom(() => write([one]), now, report)) countPoints(one);
      else report.unwrittenBuckets += 1;
    }
  }
}

/** A record with points that were new. */
interface Appended {
  readonly bucket: number;
  readonly packed: PackedBucket;
  readonly added: number;
}

/** Writes all of the records, or none. */
async function write(records: readonly Pick<Appended, 'bucket' | 'packed'>[]): Promise<void> {
  if (records.length === 0) return;
  const transaction = (await open()).transaction(STORE, 'readwrite');
  await Promise.all([...records.map(({ bucket, packed }) => transaction.store.put(packed, bucket)), transaction.done]);
}

function isFull(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'QuotaExceededError';
}

/** Writes, after thinning the whole history if there is no room otherwise. @returns whether there was room in the end */
async function makingRoom(writing: () => Promise<void>, now: number, report: HistoryReport): Promise<boolean> {
  for (const keepDays of [...KEPT_WHEN_FULL_DAYS, null]) {
    try {
      await writing();
      return true;
    } catch (error) {
      if (!isFull(error)) throw error;
      // What was thinned once in this run will not give more room by being thinned in the same way again.
      if (keepDays === null || keepDays >= (report.thinnedToDays ?? Number.POSITIVE_INFINITY)) continue;
      await trimOlderThan(keepDays, now);
      report.thinnedToDays = keepDays;
    }
  }
  return false;
}

function thinnedBucket(seriesById: ReadonlyMap<string, Series>, now: number, keepDays?: number): PackedBucket {
  // By the newest refresh and not by the clock alone: one that is set ahead by mistake must not cost the history.
  const newest = [...seriesById.values()].reduce((latest, series) => Math.max(latest, series.at(-1)?.at ?? 0), 0);
  const asOf = Math.min(now, newest);
  return packBucket(new Map([...seriesById].map(([id, series]) => [id, downsample(series, asOf, keepDays)] as const)));
}

/** The records of some buckets, in one transaction: each as {@link read} gives it. */
async function readBatch(buckets: readonly number[]): Promise<(PackedBucket | 'damaged' | undefined)[]> {
  const together = async () => {
    const { store } = (await open()).transaction(STORE);
    return (await Promise.all(buckets.map((bucket) => store.get(bucket)))).map(checked);
  };
  // Where one cannot be read, none of them can: each on its own, then.
  return together().catch(() => Promise.all(buckets.map(read)));
}

/** The record of a bucket; `undefined` when there is none, `'damaged'` when it cannot be read or has not the shape of one. */
async function read(bucket: number): Promise<PackedBucket | 'damaged' | undefined> {
  const get = async () => (await open()).get(STORE, bucket);
  // Once more, for the connection may just have been closed.
  const stored = await get().catch(() => get().catch(() => 'damaged'));
  return checked(stored);
}

function checked(stored: unknown): PackedBucket | 'damaged' | undefined {
  if (stored === undefined) return undefined;
  const packed = packedBucketSchema.safeParse(stored);
  return packed.success ? packed.data : 'damaged';
}

/** The series wanted of a record; `null` when they cannot be read. */
function unpacked(packed: PackedBucket | 'damaged' | undefined, wanted?: WantedSeries): Map<string, Series> | null {
  if (packed === 'damaged') return null;
  try {
    return packed === undefined ? new Map() : unpackBucket(packed, wanted);
  } catch {
    return null;
  }
}

function hasChanges({ ids, lastAt }: PackedBucket, points: readonly ListedPoint[]): boolean {
  const known = new Map(ids.map((id, index) => [id, lastAt[index]]));
  return points.some(({ id, point }) => point.at / 1000 !== known.get(id));
}
