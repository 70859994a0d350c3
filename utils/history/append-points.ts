import type { Point, Series } from './point.ts';

/**
 * The series with `points` put in their places by time, in whatever order they come. One point for each refresh: a listing of a refresh that
 * the series already has adds nothing. Counts are kept as they are, also where a platform recounted.
 *
 * @returns the series itself when nothing was added
 */
export function appendPoints(series: Series, points: readonly Point[]): Series {
  const byTime = new Map(series.map((point) => [point.at, point]));
  for (const point of points) if (!byTime.has(point.at)) byTime.set(point.at, point);
  return byTime.size === series.length ? series : [...byTime.values()].sort((a, b) => a.at - b.at);
}
