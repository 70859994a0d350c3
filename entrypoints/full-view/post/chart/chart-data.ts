import { dailyGains } from '../../../../utils/history/daily-gains.ts';
import type { PostStory, StoryPoint } from '../../../../utils/history/post-story.ts';

/** The two charts of a post: its lifetime counts, or its views per day. */
export type ChartKind = 'total' | 'perDay';

/** The counts beside views, which are drawn on demand. */
export const OTHER_COUNTS = ['likes', 'comments', 'shares'] as const;
export type OtherCount = (typeof OTHER_COUNTS)[number];

/** The values of a line at {@link ChartData.times}; `null`: it is not there. */
type Line = (number | null)[];

/** The lines of a chart, over common times. */
export interface ChartData {
  /** ms since epoch, ascending. */
  readonly times: readonly number[];
  readonly usual: { readonly low: Line; readonly median: Line; readonly high: Line } | null;
  /** The views, where the two points around are counts, and where one of them is an estimate. */
  readonly counted: Line;
  readonly estimated: Line;
  readonly others: Readonly<Record<OtherCount, Line>>;
  /** Indexes into `times` of the points, oldest first. */
  readonly marks: readonly { readonly index: number; readonly isEstimated: boolean }[];
}

/** A stretch of a line: from a value at a time to a value at another. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly start: number;
  readonly end: number;
  readonly isEstimated: boolean;
}

/** Prepares the lines of a post's story for drawing. */
export function chartData(story: PostStory, kind: ChartKind): ChartData {
  const { points, usual } = story;
  const times = usual?.times ?? points.map(({ at }) => at);
  const views = stretchesOf(points, kind);
  const marks = (kind === 'total' ? points : story.gains).map((mark) => ({
    index: times.indexOf('at' in mark ? mark.at : mark.to),
    isEstimated: mark.isEstimated,
  }));
  const band = kind === 'total' ? usual?.count : usual?.perDay;
  return {
    times,
    usual:
      band === undefined
        ? null
        : { low: [...band.low], median: [...band.median], high: [...band.high] },
    counted: lineOf(
      times,
      views.filter(({ isEstimated }) => !isEstimated),
    ),
    estimated: lineOf(
      times,
      views.filter(({ isEstimated }) => isEstimated),
    ),
    others: {
      likes: lineOf(times, stretchesOf(knownPoints(points, 'likes'), kind)),
      comments: lineOf(times, stretchesOf(knownPoints(points, 'comments'), kind)),
      shares: lineOf(times, stretchesOf(knownPoints(points, 'shares'), kind)),
    },
    marks,
  };
}

/** Returns when to mark that the post broke out, ms since epoch; `null`: that is not known. */
export function markedMoment({ brokeOut }: PostStory): number | null {
  return brokeOut === null || brokeOut.kind === 'before' ? null : brokeOut.at;
}

/** Returns true if a count is known at two moments at least, so that a line can be drawn. */
export function hasLine({ points }: PostStory, count: OtherCount): boolean {
  return knownPoints(points, count).length >= 2;
}

function knownPoints(points: readonly StoryPoint[], count: OtherCount) {
  return points.flatMap(({ at, isEstimated, [count]: value }) =>
    value === null ? [] : [{ at, views: value, isEstimated }],
  );
}

function stretchesOf(
  points: readonly Pick<StoryPoint, 'at' | 'views' | 'isEstimated'>[],
  kind: ChartKind,
): Stretch[] {
  if (kind === 'perDay') {
    return dailyGains(points).map(({ from, to, perDay, isEstimated }) => ({
      ...{ from, to, start: perDay, end: perDay, isEstimated },
    }));
  }
  return points.slice(1).map((point, index) => {
    const before = points[index] as StoryPoint;
    return {
      ...{ from: before.at, to: point.at, start: before.views, end: point.views },
      isEstimated: before.isEstimated || point.isEstimated,
    };
  });
}

/**
 * The values of stretches at the times. Where one ends and another begins, the one that ends
 * counts: steps are drawn backwards from each time.
 */
function lineOf(times: readonly number[], stretches: readonly Stretch[]): Line {
  let place = 0;
  return times.map((time) => {
    while (place < stretches.length && time > (stretches[place] as Stretch).to) place += 1;
    const stretch = stretches[place];
    if (stretch === undefined || time < stretch.from) return null;
    const { from, to, start, end } = stretch;
    return start + ((end - start) * (time - from)) / (to - from);
  });
}
