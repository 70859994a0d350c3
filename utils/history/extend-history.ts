import { DAY_MS } from '../time/units.ts';
import { appendPoints } from './append-points.ts';
import { downsample, MAX_HISTORY_DAYS } from './downsample.ts';
import type { Point, Series } from './point.ts';

/*
 * The history of an account is stored in two records. The recent one is rewritten at every refresh,
 * the archive only every few weeks: a year of counts is ten times as large as the recent ones.
 */

/** Days that stay in the recent record when older points move to the archive. */
const RECENT_DAYS = 7;

/** Points move to the archive when the recent record spans this many days … */
const MIN_ARCHIVE_SPAN_DAYS = 21;
/** … or up to this many more, depending on the account: not all accounts on the same day. */
const ARCHIVE_STAGGER_DAYS = 14;

export type SeriesById = ReadonlyMap<string, Series>;

/** The points of each post by id. */
export type PointsById = ReadonlyMap<string, readonly Point[]>;

/** Returns the time of the newest point, but none later than the clock. */
export function historyEnd(seriesById: SeriesById, now: number): number {
  // A clock that is set ahead by mistake must not cost the history.
  let newest = 0;
  for (const series of seriesById.values()) newest = Math.max(newest, series.at(-1)?.at ?? 0);
  return Math.min(now, newest);
}

/**
 * Adds points to series and thins them. Known points change nothing, so that a merge can be
 * repeated.
 *
 * @returns `null` when nothing was added
 */
export function extendSeries(
  former: SeriesById,
  points: PointsById,
  now: number,
): SeriesById | null {
  const extended = new Map(former);
  let hasAdded = false;
  for (const [id, added] of points) {
    const series = former.get(id) ?? [];
    const longer = appendPoints(series, added);
    if (longer === series) continue;
    extended.set(id, longer);
    hasAdded = true;
  }
  return hasAdded ? thinned(extended, historyEnd(extended, now)) : null;
}

/** Drops points older than `keepDays` and thins the others. @param end see {@link historyEnd} */
export function trimSeries(seriesById: SeriesById, end: number, keepDays: number): SeriesById {
  return thinned(seriesById, end, keepDays);
}

/** Returns true if a recent record has grown enough to move its older points to the archive. */
export function isArchiveDue(recent: SeriesById, account: string): boolean {
  const spanDays = MIN_ARCHIVE_SPAN_DAYS + staggerOf(account);
  for (const series of recent.values()) {
    const [first, last] = [series[0], series.at(-1)];
    if (first && last && last.at - first.at > spanDays * DAY_MS) return true;
  }
  return false;
}

/**
 * Moves the older points of a recent record to the archive. The last point of each post stays in
 * the recent record too, so that new points can be recognized without the archive.
 */
export function archiveSeries(
  recent: SeriesById,
  archive: SeriesById,
  now: number,
): { readonly recent: SeriesById; readonly archive: SeriesById } {
  const all = joinSeries(archive, recent);
  const end = historyEnd(all, now);
  // At the start of a day, so that the first point of a day is the first in its record too.
  const cut = Math.floor((end - RECENT_DAYS * DAY_MS) / DAY_MS) * DAY_MS;
  const split = { recent: new Map<string, Series>(), archive: new Map<string, Series>() };
  for (const [id, series] of thinned(all, end)) {
    const older = series.filter(({ at }) => at < cut);
    const newer = series.slice(older.length);
    if (older.length > 0) split.archive.set(id, older);
    split.recent.set(id, newer.length > 0 ? newer : series.slice(-1));
  }
  return split;
}

/** The series of both records, joined by post. */
export function joinSeries(archive: SeriesById, recent: SeriesById): SeriesById {
  const joined = new Map(archive);
  for (const [id, series] of recent) {
    const archived = archive.get(id);
    joined.set(id, archived === undefined ? series : appendPoints(archived, series));
  }
  return joined;
}

/** Returns true if a point is beyond the history's length. @param end see {@link historyEnd} */
export function isTooOld({ at }: Point, end: number): boolean {
  return at < end - MAX_HISTORY_DAYS * DAY_MS;
}

function thinned(seriesById: SeriesById, end: number, keepDays?: number): SeriesById {
  const kept = new Map<string, Series>();
  for (const [id, series] of seriesById) {
    const thinner = downsample(series, end, keepDays);
    if (thinner.length > 0) kept.set(id, thinner);
  }
  return kept;
}

/** Spreads accounts evenly over {@link ARCHIVE_STAGGER_DAYS}. */
function staggerOf(account: string): number {
  let sum = 0;
  for (let i = 0; i < account.length; i++) sum = (sum * 31 + account.charCodeAt(i)) % 9973;
  return sum % ARCHIVE_STAGGER_DAYS;
}
