import { deleteDB, type IDBPDatabase, openDB } from 'idb';
import { MAX_HISTORY_DAYS } from '../history/downsample.ts';
import { packSeries, parseSeries } from '../history/packed-series.ts';
import type { Series } from '../history/point.ts';
import { DAY_MS } from '../time/units.ts';

/** The history of version 0.1.0: 256 records, each with the posts of some accounts. */
const NAME = 'count-history';
const STORE = 'buckets';
const BUCKETS = 256;
const MAX_AGE_MS = MAX_HISTORY_DAYS * DAY_MS;

/** A post as version 0.1.0 filed it. */
interface FiledPost {
  readonly id: string;
  /** `''`: not known. */
  readonly account: string;
}

/**
 * The history of version 0.1.0, taken over account by account when these are merged: only then is
 * it known which posts an account has.
 */
export interface LegacyHistory {
  /** The series of the posts named, as far as they have not been taken over. */
  seriesOf(posts: readonly FiledPost[]): Promise<ReadonlyMap<string, Series>>;
  /**
   * Drops series that were migrated or are too old.
   *
   * @param now ms since epoch
   */
  remove(posts: readonly FiledPost[], now: number): Promise<void>;
  close(): void;
}

/** Opens the history of version 0.1.0; `null` when there is none. */
export async function openLegacyHistory(): Promise<LegacyHistory | null> {
  const databases = await indexedDB.databases();
  // Opening one that is not there would create it.
  const isThere = databases.some(({ name }) => name === NAME);
  return isThere ? legacyHistory(await openDB(NAME)) : null;
}

/** Deletes the history of version 0.1.0. */
export async function deleteLegacyHistory(): Promise<void> {
  await deleteDB(NAME);
}

function legacyHistory(database: IDBPDatabase): LegacyHistory {
  const buckets = (posts: readonly FiledPost[]) => Map.groupBy(posts, bucketOf);
  return {
    async seriesOf(posts) {
      const found = new Map<string, Series>();
      for (const [bucket, filed] of buckets(posts)) {
        const ids = new Set(filed.map(({ id }) => id));
        const stored = await database.get(STORE, bucket);
        const series = parseSeries(stored, { isWanted: (id) => ids.has(id) });
        for (const [id, points] of series ?? []) found.set(id, points);
      }
      return found;
    },
    async remove(posts, now) {
      for (const [bucket, filed] of buckets(posts)) {
        const taken = new Set(filed.map(({ id }) => id));
        const series = parseSeries(await database.get(STORE, bucket));
        if (series === null) continue;
        const isKept = ([id, points]: [string, Series]) =>
          !taken.has(id) && now - (points.at(-1)?.at ?? 0) < MAX_AGE_MS;
        const kept = new Map([...series].filter(isKept));
        if (kept.size === 0) await database.delete(STORE, bucket);
        else if (kept.size < series.size) {
          await database.put(STORE, packSeries(kept), bucket);
        }
      }
      if ((await database.count(STORE)) > 0) return;
      database.close();
      await deleteDB(NAME);
    },
    close: () => database.close(),
  };
}

/** The record that held a post: FNV-1a, 32 bits, of the account, or of the id where it had none. */
function bucketOf({ account, id }: FiledPost): number {
  const text = account || id;
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  }
  return hash % BUCKETS;
}
