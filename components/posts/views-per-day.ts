import type { SparkSeries } from '../../utils/breakouts/output/ranked-post.ts';

const DAY_HOURS = 24;

/** The most days that the chart of a row has place for. */
const MAX_DAYS = 30;

/** Views that came within one day. */
export interface DayGain {
  /** Whole days before the last point; 0: the day up to it. */
  readonly daysAgo: number;
  readonly views: number;
}

/**
 * Computes the views of each day, the latest last, from lifetime views at points in time. Between
 * two points views grow evenly; a count that was corrected downwards is a day without views.
 *
 * @returns nothing when the points cover less than a day
 */
export function viewsPerDay({ hours, views }: SparkSeries): readonly DayGain[] {
  const last = hours.at(-1) ?? 0;
  const days = Math.min(MAX_DAYS, Math.floor((last - (hours[0] ?? 0)) / DAY_HOURS));
  const at = (hour: number) => {
    const next = hours.findIndex((time) => time >= hour);
    if (next <= 0) return views[Math.max(next, 0)] ?? 0;
    const [from = 0, to = 0] = [hours[next - 1], hours[next]];
    const [low = 0, high = 0] = [views[next - 1], views[next]];
    return to === from ? high : low + ((high - low) * (hour - from)) / (to - from);
  };
  return Array.from({ length: days }, (_, index) => {
    const daysAgo = days - 1 - index;
    const end = last - daysAgo * DAY_HOURS;
    return { daysAgo, views: Math.max(0, Math.round(at(end) - at(end - DAY_HOURS))) };
  });
}
