import type { RankedPost, Ranking } from '../../utils/breakouts/model/ranking.ts';
import { DAY, HOUR, NOW } from './moments.ts';

/** A row of a list: an ordinary post, ten days old. */
export function aRankedPost(changes: Partial<RankedPost> = {}): RankedPost {
  return {
    id: 'post',
    platform: 'instagram',
    accountName: 'someone',
    caption: 'A caption',
    url: 'https://www.instagram.com/p/post/',
    createdAt: NOW - 10 * DAY,
    lastRefreshedAt: NOW - 2 * HOUR,
    views: 1000,
    gained: 200,
    source: 'api',
    historyDays: null,
    series: null,
    engagementGained: null,
    state: 'ordinary',
    expected: 200,
    multiple: 1,
    multipleLowerBound: null,
    lifetimeMultiple: null,
    baselinePosts: 20,
    speedUp: null,
    lowEngagement: false,
    flaggedAt: null,
    endedAt: null,
    wasRecounted: false,
    ...changes,
  };
}

/** One that is breaking out: 672,670 views in a week, 8.8 times the usual. */
export function aBreakout(changes: Partial<RankedPost> = {}): RankedPost {
  return aRankedPost({
    state: 'new-hit',
    views: 700_000,
    gained: 672_670,
    expected: 76_440,
    multiple: 8.8,
    multipleLowerBound: 6.1,
    ...changes,
  });
}

/** A ranking by views over 7 days, of all platforms, in which nothing stands. */
export function aRanking(changes: Partial<Ranking> = {}): Ranking {
  return {
    windowDays: 7,
    measure: 'views',
    platform: null,
    breakouts: [],
    breakoutCount: changes.breakouts?.length ?? 0,
    ended: [],
    stillRunning: [],
    stillRunningCount: changes.stillRunning?.length ?? 0,
    withoutBaseline: [],
    topMovers: [],
    topMoversSkipped: { withoutTwoRefreshes: 0, withoutDelta: 0 },
    historyDays: null,
    shelves: { warmingUp: 0, stale: 0, noBaseline: 0, noBaselineAccounts: 0 },
    ...changes,
  };
}
