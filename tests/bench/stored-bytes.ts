import { serialize } from 'node:v8';
import { IDBObjectStore } from 'fake-indexeddb';
import { downsample } from '../../utils/history/downsample.ts';
import { packSeries } from '../../utils/history/packed-series.ts';
import type { Series } from '../../utils/history/point.ts';
import { eraseLibrary, STAGED_STORES, withLibrary } from '../../utils/library/library-database.ts';
import { recordsOf } from '../../utils/library/library-records.ts';
import { postsRecordSchema } from '../../utils/library/posts-record.ts';
import { runSync } from '../../utils/sync/run-sync.ts';
import { steadyLibrary } from '../builders/steady-library.ts';
import { startSandboxApi } from '../sandbox-api/start-sandbox-api.ts';
import { type BenchRow, benchRow } from './bench-row.ts';
import { nodeSyncDeps } from './node-sync-deps.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const START = Date.UTC(2026, 10, 23);
const POSTS_PER_ACCOUNT = 100;
const SIZES = [10_000, 50_000, 100_000] as const;
/** The most bytes written in a day, per post. */
const MAX_BYTES_PER_POST = 100e6 / 50_000;
/** The most days from one archiving of an account to the next. */
const ARCHIVE_CYCLE_DAYS = 28;

/** The bytes written to the library's database. */
interface WrittenBytes {
  /** Records of accounts, and the head of the library. */
  readonly changed: number;
  /** Bytes staged by runs, checkpoints included. */
  readonly staged: number;
}

/**
 * Measures what the library writes in a day of hourly polls in which each account is refreshed
 * once, with a year of history. Sizes are those of V8's serialization, which is what Chromium
 * stores.
 */
export async function benchStoredBytes(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const posts of SIZES) {
    const { first, day } = await storedInADay(posts);
    const what = `a day of ${posts} posts with a year of history`;
    const written = (day.changed + day.staged) / 1e6;
    rows.push(
      benchRow(
        `${what}: written, against 2 kB a post`,
        'MB',
        written,
        (posts * MAX_BYTES_PER_POST) / 1e6,
        1,
      ),
      benchRow(
        `${what}: written, against the records that changed`,
        'MB',
        written,
        day.changed / 1e6,
        3,
      ),
      benchRow(
        `first sync of ${posts} posts: written, against the records it leaves`,
        'MB',
        (first.changed + first.staged) / 1e6,
        first.changed / 1e6,
        3,
      ),
    );
  }
  return rows;
}

async function storedInADay(posts: number): Promise<{ first: WrittenBytes; day: WrittenBytes }> {
  const accounts = posts / POSTS_PER_ACCOUNT;
  const library = steadyLibrary(START, { posts, accounts });
  const rateLimit = { limit: 10_000_000, periodS: 3600 };
  const sandbox = await startSandboxApi({ now: () => START, library, rateLimit });
  await eraseLibrary();
  const deps = nodeSyncDeps(sandbox);
  const sync = async () => {
    await runSync(deps, 'manual', () => false);
    const { problem, lastSuccessAt } = await deps.readStatus();
    if (lastSuccessAt !== deps.now()) throw new Error(`a sync did not succeed: ${problem?.kind}`);
  };
  sandbox.setTime(START);
  const first = await bytesWrittenBy(sync);
  await storeYearOfHistory();
  const day = await bytesWrittenBy(async () => {
    for (let hour = 1; hour <= 24; hour++) {
      sandbox.setTime(START + hour * HOUR_MS);
      await sync();
    }
  });
  await sandbox.close();
  return { first, day };
}

async function bytesWrittenBy(work: () => Promise<void>): Promise<WrittenBytes> {
  const staging: ReadonlySet<string> = new Set(STAGED_STORES);
  const written = { changed: 0, staged: 0 };
  const { put } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = function (this: IDBObjectStore, value, key) {
    const bytes = serialize(value).byteLength;
    if (staging.has(this.name) || this.name === 'accountPages' || key === 'checkpoint')
      written.staged += bytes;
    else written.changed += bytes;
    return put.call(this, value, key);
  };
  try {
    await work();
  } finally {
    IDBObjectStore.prototype.put = put;
  }
  return written;
}

/**
 * Stores a year of daily counts for every post, with its account somewhere between two archivings.
 */
async function storeYearOfHistory(): Promise<void> {
  let index = 0;
  for await (const { key, value } of recordsOf('posts')) {
    const [, account, chunk] = key;
    const recentDays = 8 + (index++ % (ARCHIVE_CYCLE_DAYS - 8));
    const recent = new Map<string, Series>();
    const archive = new Map<string, Series>();
    for (const id of postsRecordSchema.parse(value).ids) {
      const series = downsample(yearOfCounts(), START);
      recent.set(
        id,
        series.filter(({ at }) => at >= START - recentDays * DAY_MS),
      );
      archive.set(
        id,
        series.filter(({ at }) => at < START - recentDays * DAY_MS),
      );
    }
    await withLibrary(async (library) => {
      const transaction = library.transaction(['history', 'archive'], 'readwrite');
      await Promise.all([
        transaction.objectStore('history').put(packSeries(recent), [account, chunk]),
        transaction.objectStore('archive').put(packSeries(archive), [account, chunk]),
        transaction.done,
      ]);
    });
  }
}

function yearOfCounts(): Series {
  return Array.from({ length: 365 }, (_, day) => {
    const views = 20_000 + day * 800;
    const at = START - (365 - day) * DAY_MS;
    return {
      at,
      views,
      likes: Math.round(views / 12),
      comments: Math.round(views / 90),
      shares: 3,
      saves: null,
    };
  });
}
