import { expect, it } from 'vitest';
import { pointOf } from '../../../utils/history/point.ts';
import { listedPost, NOW } from './history-builders.ts';

it('pointOf returns the counts of the post at its last refresh, to the second', () => {
  const post = listedPost('a', 0, { lastRefreshedAt: NOW + 750, views: 5, shares: null });
  expect(pointOf(post)).toEqual({
    at: NOW,
    views: 5,
    likes: 100,
    comments: 10,
    shares: null,
    saves: null,
  });
});

it('pointOf returns null before the first refresh, or for a time that cannot be packed', () => {
  for (const lastRefreshedAt of [null, -1, Date.UTC(2107, 0)]) {
    expect(pointOf(listedPost('a', 0, { lastRefreshedAt }))).toBeNull();
  }
});
