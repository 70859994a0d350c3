import type { Point, Series } from './point.ts';

/**
 * Inserts points by time, in whatever order they come: one for each refresh, so that a refresh that
 * is known already adds nothing. Counts are kept as they are, also where a platform recounted.
 *
 * @returns the series itself when nothing was added
 */
export function appendPoints(series: Series, points: readonly Point[]): Series {
  const byTime = new Map(series.map((point) => [point.at, point]));
  for (const point of points) if (!byTime.has(point.at)) byTime.set(point.at, point);
  return byTime.size === series.length ? series : [...byTime.values()].sort((a, b) => a.at - b.at);
}
