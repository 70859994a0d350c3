import { historyEnd, joinSeries, trimSeries } from '../history/extend-history.ts';
import { packSeries, parseSeries } from '../history/packed-series.ts';
import { checkpointSchema } from '../sync/checkpoint.ts';
import { GROUP_STORES, HISTORY_STORES, STAGED_STORES, withLibrary } from './library-database.ts';
import { recordsOf } from './library-records.ts';

/** The days of history to keep when the browser is out of space, one step at a time. */
const KEPT_WHEN_FULL_DAYS = [180, 60, 14] as const;

const EVERYTHING = [
  'state',
  'accounts',
  'accountPages',
  ...STAGED_STORES,
  ...GROUP_STORES,
] as const;

/** The data that was deleted to make room. */
export interface FreedSpace {
  /** History older than this many days is gone; `null`: all of it is still there. */
  readonly trimmedToDays: number | null;
}

/**
 * Frees space in the browser's databases: first posts that the run under way fetches again anyway
 * and what former runs have left behind, then the oldest history, one step at each call.
 *
 * @param now ms since epoch
 */
export async function makeRoom(now: number): Promise<FreedSpace> {
  await dropReplaceable();
  for (const days of KEPT_WHEN_FULL_DAYS) {
    if (await trimHistory(days, now)) return { trimmedToDays: days };
  }
  return { trimmedToDays: null };
}

async function dropReplaceable(): Promise<void> {
  await withLibrary(async (library) => {
    const stored = await library.get('state', 'checkpoint');
    const checkpoint = checkpointSchema.safeParse(stored).data;
    const run = checkpoint?.run ?? '';
    const isAllListed = checkpoint?.lists.every((list) =>
      list === 'videos' ? checkpoint.listsVideos : checkpoint.isFullListing,
    );
    const transaction = library.transaction(EVERYTHING, 'readwrite');
    const work: Promise<unknown>[] = STAGED_STORES.flatMap((name) => [
      transaction.objectStore(name).delete(IDBKeyRange.upperBound([run], true)),
      transaction.objectStore(name).delete(IDBKeyRange.lowerBound([run, []], true)),
    ]);
    if (isAllListed) {
      const state = transaction.objectStore('state');
      work.push(
        ...GROUP_STORES.map((name) => transaction.objectStore(name).clear()),
        state.delete('head'),
        state.put({ ...checkpoint, baseRun: null }, 'checkpoint'),
      );
    }
    await Promise.all([...work, transaction.done]);
  });
}

/** @returns true if there was anything older than `days` */
async function trimHistory(days: number, now: number): Promise<boolean> {
  let hasTrimmed = false;
  for await (const { key, value } of recordsOf('history')) {
    const archived = await withLibrary((library) => library.get('archive', key));
    const stored = { history: parseSeries(value), archive: parseSeries(archived) };
    const all = joinSeries(stored.archive ?? new Map(), stored.history ?? new Map());
    const end = historyEnd(all, now);
    for (const name of HISTORY_STORES) {
      const series = stored[name];
      if (series === null) continue;
      const trimmed = trimSeries(series, end, days);
      if (pointCount(trimmed) === pointCount(series)) continue;
      hasTrimmed = true;
      await withLibrary(async (library) => {
        if (trimmed.size === 0) await library.delete(name, key);
        else await library.put(name, packSeries(trimmed), key);
      });
    }
  }
  return hasTrimmed;
}

function pointCount(seriesById: ReadonlyMap<string, readonly unknown[]>): number {
  return [...seriesById.values()].reduce((sum, { length }) => sum + length, 0);
}
