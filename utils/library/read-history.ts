import type { Post } from '../breakouts/model/post.ts';
import { appendPoints } from '../history/append-points.ts';
import { joinSeries, type SeriesById } from '../history/extend-history.ts';
import { covers } from '../history/fill-deltas.ts';
import { historyGain } from '../history/history-gain.ts';
import { parseSeries, type WantedSeries } from '../history/packed-series.ts';
import { pointOf } from '../history/point.ts';
import { HISTORY_STORES, withLibrary } from './library-database.ts';
import { rangeOf } from './library-records.ts';

/** Accounts read at once: memory grows with this, not with the library. */
const READ_BATCH = 16;

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
  { isWanted, fewestPoints = 0 }: WantedSeries,
): AsyncGenerator<SeriesById> {
  const wanted = isWanted === undefined ? {} : { isWanted };
  const all = [...accounts];
  for (let start = 0; start < all.length; start += READ_BATCH) {
    const batch = all.slice(start, start + READ_BATCH);
    const stored = await withLibrary((library) => {
      const transaction = library.transaction(HISTORY_STORES);
      return Promise.all(
        batch.flatMap((account) =>
          HISTORY_STORES.map((name) => transaction.objectStore(name).getAll(rangeOf(account))),
        ),
      );
    });
    for (let index = 0; index < stored.length; index += 2) {
      const [recent, archive] = [stored[index] ?? [], stored[index + 1] ?? []].map((records) =>
        records.reduce<SeriesById>(
          (joined, record) => joinSeries(joined, parseSeries(record, wanted) ?? new Map()),
          new Map(),
        ),
      );
      const joined = joinSeries(archive ?? new Map(), recent ?? new Map());
      yield new Map([...joined].filter(([, series]) => series.length >= fewestPoints));
    }
  }
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
