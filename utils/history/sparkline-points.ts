import type { SparkSeries } from '../breakouts/output/ranked-post.ts';
import { DAY_MS, HOUR_MS } from '../time/units.ts';
import type { Series } from './point.ts';

/** The time a sparkline covers, in days. */
const SPAN_DAYS = 30;
const MAX_POINTS = 30;
/** With fewer points a line has no shape. */
const MIN_POINTS = 3;

/**
 * Picks points of the last 30 days for a sparkline, evenly, first and last included; `null` while
 * there are too few.
 */
export function sparklinePoints(series: Series): SparkSeries | null {
  const lastAt = series.at(-1)?.at ?? 0;
  const points = series.flatMap(({ at, views }) =>
    views === null || lastAt - at > SPAN_DAYS * DAY_MS ? [] : [{ at, views }],
  );
  const [first] = points;
  if (first === undefined || points.length < MIN_POINTS) return null;
  const count = Math.min(points.length, MAX_POINTS);
  const picked = Array.from(
    { length: count },
    (_, index) => points[Math.round((index * (points.length - 1)) / (count - 1))] ?? first,
  );
  return {
    hours: picked.map(({ at }) => Math.round((at - first.at) / HOUR_MS)),
    views: picked.map(({ views }) => views),
  };
}
