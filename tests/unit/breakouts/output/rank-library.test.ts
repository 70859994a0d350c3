import { describe, expect, it } from 'vitest';
import { lifetimeStatsOf } from '../../../../utils/breakouts/baseline/lifetime-stats.ts';
import {
  type RankLibraryInput,
  rankLibrary,
} from '../../../../utils/breakouts/output/rank-library.ts';
import { libraryOf, ordinaryAccount, ordinaryPost } from '../../../builders/account-of-posts.ts';
import { DAY, NOW } from '../../../builders/time.ts';

function ranked(changes: Partial<RankLibraryInput> = {}) {
  const { posts, deltas } = libraryOf([
    ...ordinaryAccount(20),
    ordinaryPost('hit', 5, 40_000),
    ordinaryPost('stale', 20, 2000, { lastRefreshedAt: NOW - 9 * DAY }),
  ]);
  return [
    ...rankLibrary({
      ...{ posts, deltas, lifetimes: lifetimeStatsOf(posts), lookbackDays: 7, now: NOW },
      ...{ memory: { flagged: [], seen: {}, now: NOW }, sensitivity: 'balanced', ...changes },
    }),
  ];
}

describe('rankLibrary', () => {
  it('ranks each window that pages show, and remembers breakouts of the look-back one', () => {
    const windows = ranked();
    expect(windows.map(({ ranking }) => ranking.windowDays)).toEqual([1, 7, 14, 30]);
    expect(windows.map(({ ranking }) => ranking.breakouts.length)).toEqual([0, 1, 1, 1]);
    expect(windows.map(({ flagged }) => flagged.length)).toEqual([0, 1, 0, 0]);
    expect(windows.map(({ evidence }) => evidence.length)).toEqual([0, 1, 0, 0]);
  });

  it('names the account’s reason why a post is not compared, where it is known', () => {
    const excluded = (changes: Partial<RankLibraryInput> = {}) =>
      ranked(changes)[1]?.ranking.comparison.excluded;
    const paused = { isActive: false, isUnavailable: false };
    const limits = { postLookbackDays: null, maxRecentPosts: null };
    expect(excluded()).toEqual({ 'not-refreshed-lately': 1 });
    expect(excluded({ accountOf: () => ({ ...paused, ...limits }) })).toEqual({
      'account-paused': 1,
    });
  });
});
