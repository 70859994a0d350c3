import type { Post } from '../breakouts/model/post.ts';
import {
  archiveSeries,
  extendSeries,
  historyEnd,
  isArchiveDue,
  isTooOld,
  type SeriesById,
} from '../history/extend-history.ts';
import { packSeries, parseSeries } from '../history/packed-series.ts';
import { type Point, pointOf } from '../history/point.ts';
import type { HistoryKey, LibraryTransaction } from './library-database.ts';
import type { RecordWriter } from './record-writer.ts';
import type { StoredRecords } from './stored-records.ts';

/** Series in one record; an account with more posts takes several. */
const MAX_RECORD_SERIES = 2000;

/** Records that were damaged and had to be begun again. */
export interface MergeDamage {
  /** Groups of posts. */
  groups: number;
  /** Histories of an account: their counts over time are lost. */
  histories: number;
}

/** The history that a merge adds to. */
interface MergedHistory {
  readonly transaction: LibraryTransaction;
  readonly writer: RecordWriter;
  readonly stored: StoredRecords;
}

/** Adds the counts of the listed posts to the history of their account. */
export async function mergeHistory(
  { transaction, writer, stored }: MergedHistory,
  account: string,
  rows: readonly { readonly post: Post }[],
  former: SeriesById,
  now: number,
  damage: MergeDamage,
): Promise<void> {
  const points = pointsToAdd(rows, former, now);
  if (points.size === 0) return;
  const chunks = (await stored.historyOf(account)).map((record) => {
    const series = parseSeries(record.series);
    if (series === null) damage.histories += 1;
    return { key: record.key, series: series ?? new Map() };
  });
  for (const [key, added] of pointsByChunk(account, chunks, points)) {
    const recent = chunks.find((chunk) => chunk.key[1] === key[1])?.series ?? new Map();
    const extended = extendSeries(recent, added, now);
    if (extended === null) continue;
    if (!isArchiveDue(extended, account)) {
      writer.put('history', packSeries(extended), key);
      continue;
    }
    const archive = parseSeries(await transaction.objectStore('archive').get(key));
    if (archive === null) damage.histories += 1;
    const split = archiveSeries(extended, archive ?? new Map(), now);
    writer.put('history', packSeries(split.recent), key);
    writer.put('archive', packSeries(split.archive), key);
  }
}

/** The listed counts, and those that an earlier version of the history had of the same posts. */
function pointsToAdd(
  rows: readonly { readonly post: Post }[],
  former: SeriesById,
  now: number,
): Map<string, readonly Point[]> {
  const listed = new Map<string, readonly Point[]>();
  for (const { post } of rows) {
    const point = pointOf(post);
    listed.set(post.id, [...(former.get(post.id) ?? []), ...(point === null ? [] : [point])]);
  }
  const end = historyEnd(new Map([...listed]), now);
  const points = new Map<string, readonly Point[]>();
  for (const [id, all] of listed) {
    const kept = all.filter((point) => !isTooOld(point, end));
    if (kept.length > 0) points.set(id, kept);
  }
  return points;
}

/** Assigns each post to the record that has its series; new ones to the last that has room. */
function pointsByChunk(
  account: string,
  chunks: readonly { readonly key: HistoryKey; readonly series: SeriesById }[],
  points: ReadonlyMap<string, readonly Point[]>,
): Map<HistoryKey, Map<string, readonly Point[]>> {
  const byChunk = new Map<HistoryKey, Map<string, readonly Point[]>>();
  const add = (key: HistoryKey, id: string, added: readonly Point[]) => {
    const known = byChunk.get(key) ?? new Map<string, readonly Point[]>();
    byChunk.set(key, known.set(id, added));
  };
  const last = chunks.at(-1);
  let key: HistoryKey = last?.key ?? [account, 0];
  let size = last?.series.size ?? 0;
  for (const [id, added] of points) {
    const owner = chunks.find(({ series }) => series.has(id));
    if (owner !== undefined) {
      add(owner.key, id, added);
      continue;
    }
    if (size >= MAX_RECORD_SERIES) {
      key = [account, key[1] + 1];
      size = 0;
    }
    add(key, id, added);
    size += 1;
  }
  return byChunk;
}
