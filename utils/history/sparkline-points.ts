import type { SparkSeries } from '../breakouts/output/ranked-post.ts';
import type { Series } from './point.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** How far back a sparkline reaches, in days, how many points it has at most, and from how many on it has a shape. */
const SPAN_DAYS = 30;
const MOST_POINTS = 30;
const FEWEST_POINTS = 3;

/** The last 30 days of a series for a sparkline, evenly picked, first and last included; `null` while there is too little to draw. */
export function sparklinePoints(series: Series): SparkSeries | null {
  const lastAt = series.at(-1)?.at ?? 0;
  const points = series.flatMap(({ at, views }) =>
    views === null || lastAt - at > SPAN_DAYS * DAY_MS ? [] : [{ at, views }],
  );
  const [first] = points;
  if (first === undefined || points.length < FEWEST_POINTS) return null;
  const count = Math.min(points.length, MOST_POINTS);
  const picked = Array.from(
    { length: count },
    (_, index) => points[Math.round((index * (points.length - 1)) / (count - 1))] ?? first,
  );
  return {
    hours: picked.map(({ at }) => Math.round((at - first.at) / HOUR_MS)),
    views: picked.map(({ views }) => views),
  };
}
