import { describe, expect, it } from 'vitest';
import { lifetimeStatsOf } from '../../../../utils/breakouts/baseline/lifetime-stats.ts';
import { libraryOf, ordinaryAccount } from '../../../builders/account-of-posts.ts';
import { aPost } from '../../../builders/post.ts';

describe('lifetimeStatsOf', () => {
  it('bases the usual on posts that are still available', () => {
    const stories = ordinaryAccount(10).map((story, place) => ({
      ...story,
      changes: { ...story.changes, isUnavailable: place < 4 },
    }));
    const { level } = lifetimeStatsOf(libraryOf(stories).posts);
    expect([...level.others]).toEqual([6, 6, 6, 6, 5, 5, 5, 5, 5, 5]);
  });

  it('has the usual engagement rate of each group of peers', () => {
    const rated = (accountKey: string, likes: number) =>
      Array.from({ length: 5 }, () =>
        aPost({ accountKey, views: 1000, likes, comments: 0, shares: 0 }),
      );
    const few = rated('few', 900).slice(1);
    const { level, usualRate } = lifetimeStatsOf([...rated('a', 100), ...rated('b', 300), ...few]);
    const rateOf = (row: number) => usualRate(level.peersOf[row] as number);
    expect([rateOf(0), rateOf(5), rateOf(10), rateOf(0)]).toEqual([0.1, 0.3, null, 0.1]);
    expect(usualRate(99)).toBeNull();
  });
});
