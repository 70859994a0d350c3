import * as fc from 'fast-check';
import type { Post } from '../../../utils/breakouts/model/post.ts';
import type { Point, Series } from '../../../utils/history/point.ts';

export const DAY_MS = 86_400_000;

/** The current time of the tests, ms since epoch. */
export const NOW = Date.UTC(2026, 10, 23, 12);

/** Creates a point a number of days before {@link NOW}; missing counts are unknown. */
export function pointAt(daysAgo: number, counts: Partial<Point> = {}): Point {
  const at = Math.round((NOW - daysAgo * DAY_MS) / 1000) * 1000;
  return { at, views: null, likes: null, comments: null, shares: null, saves: null, ...counts };
}

/** Creates a post last refreshed a number of days before {@link NOW}. */
export function listedPost(id: string, daysAgo: number, changes: Partial<Post> = {}): Post {
  return {
    id,
    platform: 'instagram',
    accountKey: 'account',
    accountName: 'someone',
    caption: null,
    url: null,
    coverUrl: null,
    mediaType: null,
    createdAt: NOW - 400 * DAY_MS,
    firstRefreshedAt: NOW - 400 * DAY_MS,
    lastRefreshedAt: pointAt(daysAgo).at,
    refreshIntervalHours: 24,
    isUnavailable: false,
    views: 1000,
    likes: 100,
    comments: 10,
    shares: 1,
    saves: null,
    ...changes,
  };
}

const count = fc.option(
  fc.oneof(
    fc.nat({ max: 200 }),
    fc.nat(),
    fc.nat({ max: Number.MAX_SAFE_INTEGER }),
    fc.constant(2 ** 53 - 1),
  ),
);

/** Any point of the last `days` before {@link NOW}. */
export function anyPoint(days: number): fc.Arbitrary<Point> {
  return fc.record({
    at: fc.nat({ max: Math.floor(days * 86_400) }).map((secondsAgo) => NOW - secondsAgo * 1000),
    views: count,
    likes: count,
    comments: count,
    shares: count,
    saves: count,
  });
}

/** Any series of the last `days` before {@link NOW}: in order, one point for each time. */
export function anySeries(days: number, maxLength = 40): fc.Arbitrary<Series> {
  return fc
    .uniqueArray(anyPoint(days), { maxLength, selector: ({ at }) => at })
    .map((points) => points.sort((a, b) => a.at - b.at));
}
