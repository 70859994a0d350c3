import { type Deltas, gainedBy } from './delta-table.ts';
import type { FlaggedPost } from './flagged-post.ts';
import { isBreakout } from './is-breakout.ts';
import type { Judgement } from './judgement.ts';
import { NO_OWN_HISTORY, type OwnHistory } from './own-history.ts';
import type { Post } from './post.ts';
import { type Measure, type RankedPost, type Ranking, ROWS_SHOWN, type Shelves } from './snapshot.ts';
import { topMovers } from './top-movers.ts';

/** What one ranking is made of. */
export interface RankingInput {
  readonly posts: readonly Post[];
  /** The same posts by id. */
  readonly postOf: ReadonlyMap<string, Post>;
  readonly deltas: Deltas;
  /** Which of the deltas are our own. Default: none. */
  readonly ownHistory?: OwnHistory;
  /** What the breakout rule says of `posts`, over this window and by this measure, in the rule's order. */
  readonly judgements: readonly Judgement[];
  /** What is remembered of breakouts, this ranking's own included. Default: nothing. */
  readonly flagged?: readonly FlaggedPost[];
  /** Days. */
  readonly windowDays: number;
  readonly measure: Measure;
  /** Show only posts of this platform; `null`: of all. */
  readonly platform: string | null;
  /** Rows of Top movers. */
  readonly topMoversCount: number;
}

/** Puts together what a screen shows of one window: the lists cut to their lengths, and the counts of what is not shown. */
export function buildRanking(input: RankingInput): Ranking {
  const { deltas, ownHistory = NO_OWN_HISTORY, flagged = [], windowDays, measure, platform } = input;
  const posts = platform === null ? input.posts : input.posts.filter((post) => post.platform === platform);
  const { postOf } = input;
  const judgements =
    platform === null ? input.judgements : input.judgements.filter(({ id }) => postOf.get(id)?.platform === platform);
  const flagOf = new Map(flagged.map((flag) => [flag.id, flag]));

  const row = (post: Post, gained: number, judgement?: Judgement): RankedPost => {
    const ownDays = ownHistory.coveredDays(post.id, windowDays, measure);
    // A post younger than the window may be judged by all that it has: that is CreatorAudit's count, and no delta of our own.
    const isOwn = ownDays !== null && gained === gainedBy(post.id, deltas, windowDays, measure);
    return {
      id: post.id,
      platform: post.platform,
      accountName: post.accountName,
      caption: post.caption,
      url: post.url,
      createdAt: post.createdAt,
      lastRefreshedAt: post.lastRefreshedAt,
      views: post.views,
      gained,
      source: isOwn ? 'own-history' : 'api',
      historyDays: isOwn && Math.round(ownDays) < windowDays ? ownDays : null,
      series: null,
      engagementGained: gainedBy(post.id, deltas, windowDays, 'engagement'),
      state: judgement?.state ?? 'warming-up',
      expected: judgement?.expected ?? null,
      multiple: judgement?.multiple ?? null,
      multipleLowerBound: judgement?.multipleLowerBound ?? null,
      lifetimeMultiple: judgement?.lifetimeMultiple ?? null,
      baselinePosts: judgement?.baselinePosts ?? 0,
      speedUp: judgement?.speedUp ?? null,
      lowEngagement: judgement?.lowEngagement ?? false,
      flaggedAt: flagOf.get(post.id)?.firstFlaggedAt ?? null,
      endedAt: flagOf.get(post.id)?.endedAt ?? null,
      wasRecounted: judgement?.wasRecounted ?? false,
    };
  };
  const rows = (chosen: readonly Judgement[], most: number): RankedPost[] =>
    chosen.slice(0, most).flatMap((judgement) => {
      const post = postOf.get(judgement.id);
      return post === undefined ? [] : [row(post, judgement.gain ?? 0, judgement)];
    });

  const breakouts = judgements.filter(isBreakout);
  const ended = judgements.filter(({ id }) => (flagOf.get(id)?.endedAt ?? null) !== null);
  const stillRunning = judgements.filter(({ state }) => state === 'still-running');
  const withoutBaseline = judgements
    .filter(({ state }) => state === 'no-baseline')
    .sort((a, b) => (b.gain ?? 0) - (a.gain ?? 0) || (a.id < b.id ? -1 : 1));
  const { movers, skipped } = topMovers(posts, deltas, windowDays, measure, input.topMoversCount);
  const moving = new Set(movers.map(({ post }) => post.id));
  const judgementOf = new Map(judgements.filter(({ id }) => moving.has(id)).map((judged) => [judged.id, judged]));
  return {
    windowDays,
    measure,
    platform,
    breakouts: rows(breakouts, ROWS_SHOWN.breakouts),
    breakoutCount: breakouts.length,
    ended: rows(ended, ROWS_SHOWN.ended),
    stillRunning: rows(stillRunning, ROWS_SHOWN.stillRunning),
    stillRunningCount: stillRunning.length,
    withoutBaseline: rows(withoutBaseline, ROWS_SHOWN.withoutBaseline),
    topMovers: movers.map(({ post, gained }) => row(post, gained, judgementOf.get(post.id))),
    topMoversSkipped: skipped,
    historyDays: posts.reduce<number | null>((longest, { id }) => {
      const days = ownHistory.coveredDays(id, windowDays, measure);
      return days === null ? longest : Math.max(longest ?? 0, days);
    }, null),
    shelves: shelvesOf(judgements, withoutBaseline, postOf),
  };
}

function shelvesOf(
  judgements: readonly Judgement[],
  withoutBaseline: readonly Judgement[],
  postOf: ReadonlyMap<string, Post>,
): Shelves {
  const count = (wanted: Judgement['state']) => judgements.filter(({ state }) => state === wanted).length;
  return {
    warmingUp: count('warming-up'),
    stale: count('stale'),
    noBaseline: withoutBaseline.length,
    noBaselineAccounts: new Set(withoutBaseline.map(({ id }) => postOf.get(id)?.accountKey)).size,
  };
}
