import { medianInPlace } from '../../utils/breakouts/stats/median.ts';
import { textTable } from '../cli/text-table.ts';
import type { Poll } from '../simulation/poll.ts';
import { BALANCED, type Contender, TUTORIAL } from './candidate-rule.ts';
import { type Grouping, replayDay } from './replay-day.ts';
import type { VideoSeries } from './video-series.ts';

/**
 * The results of a rule on real series. Shares between 0 and 1, `NaN` where nothing could be
 * measured.
 */
export interface ReplayRow {
  readonly rule: string;
  /** The groups used as accounts. */
  readonly accounts: Grouping | 'none';
  readonly days: number;
  readonly flaggedPerDay: number;
  readonly daysWithNone: number;
  /** The share of the flagged that were flagged on the day before, too. */
  readonly carryOver: number;
  /** Median views of the flagged over median views of the day's list. */
  readonly sizeRatio: number;
  /**
   * The share of the measured flagged videos that gained on the next day at least {@link GOES_ON}
   * times what their earlier days implied.
   */
  readonly wentOn: number;
  readonly measured: number;
}

/** The ratio to the gain implied by the days before the window. */
const GOES_ON = 1.5;

/** The days without a report, because no video has a past. */
const FIRST_DAYS = 7;

const DAY_MS = 86_400_000;

/**
 * Replays w = 1 day over all days but the first. The last row is the whole list, for comparison.
 */
export function replayReport(series: readonly VideoSeries[]): ReplayRow[] {
  const topTen = {
    ...TUTORIAL,
    flag: (poll: Poll, windowDays: number) => TUTORIAL.flag(onlyOnList(poll), windowDays),
  };
  const wholeList = {
    name: 'whole list',
    flag: (poll: Poll) => ({ posts: onlyOnList(poll).posts.map(({ id }) => id) }),
  };
  return [
    replay(series, topTen, 'channel', 'none'),
    replay(series, BALANCED, 'channel', 'channel'),
    replay(series, BALANCED, 'category', 'category'),
    replay(series, wholeList, 'channel', 'none'),
  ];
}

/** Returns the poll without videos that have left the list, which are no longer refreshed. */
function onlyOnList(poll: Poll): Poll {
  return {
    ...poll,
    posts: poll.posts.filter(({ lastRefreshedAt }) => poll.now - (lastRefreshedAt ?? 0) < DAY_MS),
  };
}

function replay(
  series: readonly VideoSeries[],
  rule: Contender,
  grouping: Grouping,
  accounts: ReplayRow['accounts'],
): ReplayRow {
  const days = [...new Set(series.flatMap(({ views }) => [...views.keys()]))]
    .sort((a, b) => a - b)
    .slice(FIRST_DAYS);
  const byId = new Map(series.map((video) => [video.id, video]));
  let before = new Set<string>();
  let [flaggedCount, carried, daysWithNone] = [0, 0, 0];
  const sizeRatios: number[] = [];
  const pursuits: boolean[] = [];
  for (const day of days) {
    const flagged = rule
      .flag(replayDay(series, day, grouping), 1)
      .posts.flatMap((id) => byId.get(id) ?? [])
      .filter(({ views }) => views.has(day));
    const onList = series.filter(({ views }) => views.has(day));
    flaggedCount += flagged.length;
    carried += flagged.filter(({ id }) => before.has(id)).length;
    if (flagged.length === 0) daysWithNone += 1;
    else sizeRatios.push(medianViews(flagged, day) / medianViews(onList, day));
    pursuits.push(
      ...flagged.map((video) => pursuit(video, onList, day)).filter((went) => went !== null),
    );
    before = new Set(flagged.map(({ id }) => id));
  }
  return {
    ...{ rule: rule.name, accounts, days: days.length, daysWithNone, measured: pursuits.length },
    flaggedPerDay: flaggedCount / days.length,
    carryOver: carried / flaggedCount,
    sizeRatio: medianInPlace(Float64Array.from(sizeRatios)),
    wentOn: pursuits.filter(Boolean).length / pursuits.length,
  };
}

/**
 * Returns true if a video flagged on a day gained on the next at least {@link GOES_ON} times what
 * its earlier days implied: its gain on the day before the window (its whole count, if that was its
 * first day on the list), times the median factor between these two days over the day's list, first
 * days separately. `null`: one of the days is missing.
 */
function pursuit(video: VideoSeries, onList: readonly VideoSeries[], day: number): boolean | null {
  const own = factor(video, day);
  if (own === null) return null;
  const alike = onList.filter((other) => isFirstDay(other, day - 1) === isFirstDay(video, day - 1));
  const factors = alike.map((other) => factor(other, day)).filter((value) => value !== null);
  return own >= GOES_ON * medianInPlace(Float64Array.from(factors));
}

/** Computes the gain of the day after over the gain of the day before. */
function factor(video: VideoSeries, day: number): number | null {
  const { views } = video;
  const start = isFirstDay(video, day - 1) ? 0 : views.get(day - 2);
  const [before, now, after] = [views.get(day - 1), views.get(day), views.get(day + 1)];
  if (start === undefined || before === undefined || now === undefined || after === undefined)
    return null;
  return before > start ? (after - now) / (before - start) : null;
}

function isFirstDay({ views }: VideoSeries, day: number): boolean {
  return day === Math.min(...views.keys());
}

function medianViews(videos: readonly VideoSeries[], day: number): number {
  return medianInPlace(Float64Array.from(videos, ({ views }) => views.get(day) ?? 0));
}

/** Formats the report as a table. */
export function replayTable(rows: readonly ReplayRow[]): string {
  const heading =
    'rule|an account is|days|flagged a day|days with none|carry-over|size|went on|measured'.split(
      '|',
    );
  const share = (value: number) => (Number.isNaN(value) ? '–' : value.toFixed(2));
  const table = textTable(
    heading,
    rows.map((row) => [
      row.rule,
      row.accounts === 'none' ? '–' : `a ${row.accounts}`,
      String(row.days),
      row.flaggedPerDay.toFixed(1),
      String(row.daysWithNone),
      share(row.carryOver),
      share(row.sizeRatio),
      share(row.wentOn),
      String(row.measured),
    ]),
  );
  return `${table}

carry-over: share of the flagged posts that were flagged on the day before, too.
size: median views of the flagged posts over those of the day's list.
went on: share of the measured posts that gained on the next day at least ${GOES_ON} times what
their earlier days implied.`;
}
