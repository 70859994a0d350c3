import type { Post } from '../breakouts/model/post.ts';
import { appendPoints } from '../history/append-points.ts';
import { joinSeries, type SeriesById } from '../history/extend-history.ts';
import { covers } from '../history/fill-deltas.ts';
import { historyGain } from '../history/history-gain.ts';
import { parseSeries, type WantedSeries } from '../history/packed-series.ts';
import { pointOf } from '../history/point.ts';
import { HISTORY_STORES, type HistoryKey, withLibrary } from './library-database.ts';
import { type BatchSizes, nextBatchSize, rangeOf } from './library-records.ts';
import { noteGarbage } from './note-garbage.ts';

/** Accounts read at once: memory grows with this, not with the library. */
const READ_BATCH: BatchSizes = { fewest: 16, most: 250 };

/** The account whose record holds the history of a post; `''` where it is not known. */
export function historyAccountOf({ accountKey }: Pick<Post, 'accountKey'>): string {
  return accountKey ?? '';
}

/**
 * Reads the series of some accounts, account by account. Damaged records are left out.
 *
 * @param accounts see {@link historyAccountOf}
 */
export async function* historyOf(
  accounts: ReadonlySet<string>,
  { fewestPoints = 0, ...wanted }: WantedSeries,
): AsyncGenerator<SeriesById> {
  const all = [...accounts].sort();
  const isMost = await areMost(all.length);
  let size = READ_BATCH.fewest;
  for (let start = 0; start < all.length; ) {
    const batch = all.slice(start, start + size);
    const stored = isMost ? await recordsBetween(batch) : await recordsOfEach(batch);
    for (const account of batch) {
      const [recent, archive] = stored.map((records) =>
        (records.get(account) ?? []).reduce<SeriesById>(
          (joined, record) => joinSeries(joined, parseSeries(record, wanted) ?? new Map()),
          new Map(),
        ),
      );
      const joined = joinSeries(archive ?? new Map(), recent ?? new Map());
      yield new Map([...joined].filter(([, series]) => series.length >= fewestPoints));
    }
    start += size;
    size = nextBatchSize(
      size,
      stored.flatMap((records) => [...records.values()].flat()),
      READ_BATCH,
    );
  }
}

/** The records of some accounts in one of the stores. */
type RecordsOfAccounts = ReadonlyMap<string, readonly unknown[]>;

/** Returns true if so many accounts are at least half of those that have a history. */
async function areMost(accounts: number): Promise<boolean> {
  if (accounts <= READ_BATCH.fewest) return false;
  return 2 * accounts >= (await withLibrary((library) => library.count('history')));
}

/** Reads the records of each account, store by store. */
function recordsOfEach(accounts: readonly string[]): Promise<RecordsOfAccounts[]> {
  return withLibrary((library) => {
    const transaction = library.transaction(HISTORY_STORES);
    return Promise.all(
      HISTORY_STORES.map(async (name) => {
        const store = transaction.objectStore(name);
        const records = accounts.map(async (id) => [id, await store.getAll(rangeOf(id))] as const);
        return new Map(await Promise.all(records));
      }),
    );
  });
}

/**
 * Reads all records from the first to the last of some accounts, store by store: where most
 * accounts are wanted, two requests for each would take longer than those that are not.
 *
 * @param accounts sorted
 */
function recordsBetween(accounts: readonly string[]): Promise<RecordsOfAccounts[]> {
  const range = IDBKeyRange.bound([accounts[0]], [accounts.at(-1), []]);
  return withLibrary((library) => {
    const transaction = library.transaction(HISTORY_STORES);
    return Promise.all(
      HISTORY_STORES.map(async (name) => {
        const store = transaction.objectStore(name);
        const [keys, records] = await Promise.all([store.getAllKeys(range), store.getAll(range)]);
        noteGarbage(records.length);
        return Map.groupBy(records, (_, index) => (keys[index] as HistoryKey)[0]);
      }),
    );
  });
}

/**
 * Finds the listed posts whose gains over all windows (days) our own history gives as well as the
 * API would: it has their counts as far back, and its last point is the one just listed.
 */
export async function findCovered(
  posts: readonly Post[],
  windows: readonly number[],
): Promise<Set<string>> {
  const byId = new Map(posts.map((post) => [post.id, post]));
  const accounts = new Set(posts.map(historyAccountOf));
  const covered = new Set<string>();
  for await (const seriesById of historyOf(accounts, { isWanted: (id) => byId.has(id) })) {
    for (const [id, series] of seriesById) {
      const post = byId.get(id) as Post;
      const point = pointOf(post);
      if (point === null || post.views === null) continue;
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
