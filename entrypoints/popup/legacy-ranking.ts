import type { Measure, Ranking } from '../../utils/breakouts/model/ranking.ts';
import type { RankedPost } from '../../utils/breakouts/output/ranked-post.ts';
import type { WindowRanking } from '../../utils/breakouts/output/window-ranking.ts';

/** What tells one view of a window from another. */
export interface RankingSelection {
  readonly windowDays: number;
  readonly measure: Measure;
  readonly platform: string | null;
}

/** Rows of each list that the popup shows at most. */
const MAX_ROWS = { breakouts: 35, ended: 5, stillRunning: 10, withoutBaseline: 10 } as const;

/** A window's ranking in the shape of the popup's lists: of one platform, by views or by engagement. */
export function legacyRanking(
  ranking: WindowRanking,
  { measure, platform }: RankingSelection,
  topMoversCount: number,
): Ranking {
  const rows = (list: readonly number[]): readonly RankedPost[] => {
    const shown = list
      .map((index) => ranking.posts[index] as RankedPost)
      .filter((post) => platform === null || post.platform === platform);
    return measure === 'views' ? shown : shown.map(byEngagement).sort((a, b) => b.gained - a.gained);
  };
  const { excluded, accountsWithoutBaseline } = ranking.comparison;
  const count = (...reasons: readonly string[]) => reasons.reduce((sum, reason) => sum + (excluded[reason] ?? 0), 0);
  const breakouts = rows(ranking.breakouts);
  const stillRunning = rows(ranking.stillStrong);
  return {
    windowDays: ranking.windowDays,
    measure,
    platform,
    breakouts: breakouts.slice(0, MAX_ROWS.breakouts),
    breakoutCount: breakouts.length,
    ended: rows(ranking.ended).slice(0, MAX_ROWS.ended),
    stillRunning: stillRunning.slice(0, MAX_ROWS.stillRunning),
    stillRunningCount: stillRunning.length,
    withoutBaseline: rows(ranking.withoutBaseline).slice(0, MAX_ROWS.withoutBaseline),
    topMovers: rows(measure === 'views' ? ranking.topMovers : ranking.topEngagement).slice(0, topMoversCount),
    topMoversSkipped: { withoutTwoRefreshes: count('no-second-refresh'), withoutDelta: count('no-gain') },
    historyDays: ranking.historyDays,
    shelves: {
      warmingUp: count('unavailable', 'no-second-refresh', 'no-count', 'window-not-covered', 'no-gain'),
      stale: count('not-refreshed-lately'),
      noBaseline: count('age-unknown', 'account-unknown', 'too-few-posts'),
      noBaselineAccounts: accountsWithoutBaseline,
    },
  };
}

/** The row with engagement in the place of views; what is usual is known of views only. */
function byEngagement(post: RankedPost): RankedPost {
  return { ...post, gained: post.engagementGained ?? 0, expected: null, multiple: null };
}
