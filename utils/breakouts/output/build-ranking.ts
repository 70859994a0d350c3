import { type Deltas, gainedBy } from '../model/delta-table.ts';
import type { FlaggedPost } from '../model/flagged-post.ts';
import type { Post } from '../model/post.ts';
import { type Measure, type PostState, type RankedPost, type Ranking, ROWS_SHOWN } from '../model/ranking.ts';
import type { Classification } from '../rule/classification.ts';
import { compareClassifications } from '../rule/classification-order.ts';
import type { ClassifiedPosts } from '../rule/classify-posts.ts';
import { topK } from '../stats/top-k.ts';
import { topMovers } from './top-movers.ts';

/** What one ranking is made of. Columns have a row for each of `posts`. */
export interface RankingInput {
  readonly posts: readonly Post[];
  readonly deltas: Deltas;
  /** The deltas over this window in this measure, as a column; `NaN`: not known. */
  readonly gained: Float64Array;
  /** How many days of the window our own history covers where the API gave no delta; `NaN` where it gave one. */
  readonly coveredDays: Float64Array;
  /** For how many days each post has been refreshed. */
  readonly followed: Float64Array;
  /** What the breakout rule says of `posts`, over this window and by this measure. */
  readonly judged: ClassifiedPosts;
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

/** A row with what the rule says of it. */
interface JudgedRow {
  readonly row: number;
  readonly judgement: Classification;
}

/** Puts together what a screen shows of one window: the lists cut to their lengths, and the counts of what is not shown. */
export function buildRanking(input: RankingInput): Ranking {
  const { posts, deltas, gained, coveredDays, judged, flagged = [], windowDays, measure, platform } = input;
  const isShown = (post: Post) => platform === null || post.platform === platform;
  const flagOf = new Map(flagged.map((flag) => [flag.id, flag]));

  const shown = ({ row, judgement }: JudgedRow, gain = judgement.gain ?? 0): RankedPost => {
    const post = posts[row] as Post;
    const ownDays = coveredDays[row] as number;
    // A post younger than the window may be judged by all that it has: that is CreatorAudit's count, and no delta of our own.
    const isOwn = !Number.isNaN(ownDays) && gain === gained[row];
    return {
      id: post.id,
      platform: post.platform,
      accountName: post.accountName,
      caption: post.caption,
      url: post.url,
      createdAt: post.createdAt,
      lastRefreshedAt: post.lastRefreshedAt,
      views: post.views,
      gained: gain,
      source: isOwn ? 'own-history' : 'api',
      historyDays: isOwn && Math.round(ownDays) < windowDays ? ownDays : null,
      series: null,
      engagementGained: gainedBy(post.id, deltas, windowDays, 'engagement'),
      state: judgement.state,
      expected: judgement.expected,
      multiple: judgement.multiple,
      multipleLowerBound: judgement.multipleLowerBound,
      lifetimeMultiple: judgement.lifetimeMultiple,
      baselinePosts: judgement.baselinePosts,
      speedUp: judgement.speedUp,
      lowEngagement: judgement.lowEngagement,
      flaggedAt: flagOf.get(post.id)?.firstFlaggedAt ?? null,
      endedAt: flagOf.get(post.id)?.endedAt ?? null,
      wasRecounted: judgement.wasRecounted,
    };
  };

  const rowsBy = rowsByState(posts, judged.states, isShown);
  const judgedRow = (row: number): JudgedRow => ({ row, judgement: judged.judgement(row) });
  // One by one: those that are not shown need not be held.
  function* judgedRows(rows: readonly number[]) {
    for (const row of rows) yield judgedRow(row);
  }
  const first = (rows: readonly number[], most: number, compare = byRule) =>
    topK(judgedRows(rows), most, compare).map((one) => shown(one));
  const breakouts = [...rowsBy['new-hit'], ...rowsBy.resurging];
  const endedIds = new Set(flagged.flatMap(({ id, endedAt }) => (endedAt === null ? [] : [id])));
  const ended = endedIds.size === 0 ? [] : rowsWhere(posts, (post) => isShown(post) && endedIds.has(post.id));
  const withoutBaseline = rowsBy['no-baseline'];
  const { movers, skipped } = topMovers(posts, gained, input.followed, input.topMoversCount, isShown);
  return {
    windowDays,
    measure,
    platform,
    breakouts: first(breakouts, ROWS_SHOWN.breakouts),
    breakoutCount: breakouts.length,
    ended: first(ended, ROWS_SHOWN.ended),
    stillRunning: first(rowsBy['still-running'], ROWS_SHOWN.stillRunning),
    stillRunningCount: rowsBy['still-running'].length,
    withoutBaseline: first(withoutBaseline, ROWS_SHOWN.withoutBaseline, byGain),
    topMovers: movers.map((mover) => shown(judgedRow(mover.row), mover.gained)),
    topMoversSkipped: skipped,
    historyDays: longestCovered(posts, coveredDays, isShown),
    shelves: {
      warmingUp: rowsBy['insufficient-history'].length,
      stale: rowsBy.stale.length,
      noBaseline: withoutBaseline.length,
      noBaselineAccounts: new Set(withoutBaseline.map((row) => posts[row]?.accountKey)).size,
    },
  };
}

function byRule(a: JudgedRow, b: JudgedRow): number {
  return compareClassifications(a.judgement, b.judgement);
}

function byGain({ judgement: a }: JudgedRow, { judgement: b }: JudgedRow): number {
  return (b.gain ?? 0) - (a.gain ?? 0) || (a.id < b.id ? -1 : 1);
}

type SpecialState = Exclude<PostState, 'ordinary'>;

/** The rows shown of each state, but for the ordinary ones, which are most and appear on no screen. */
function rowsByState(
  posts: readonly Post[],
  states: readonly PostState[],
  isShown: (post: Post) => boolean,
): Readonly<Record<SpecialState, readonly number[]>> {
  const rows: Record<SpecialState, number[]> = {
    'new-hit': [],
    resurging: [],
    'still-running': [],
    'insufficient-history': [],
    stale: [],
    'no-baseline': [],
  };
  for (let row = 0; row < states.length; row++) {
    const state = states[row] as PostState;
    if (state !== 'ordinary' && isShown(posts[row] as Post)) rows[state].push(row);
  }
  return rows;
}

function rowsWhere(posts: readonly Post[], isWanted: (post: Post) => boolean): number[] {
  return posts.flatMap((post, row) => (isWanted(post) ? [row] : []));
}

/** The most days that our own history covers of any post whose gain the API did not give; `null` when it gave them all. */
function longestCovered(
  posts: readonly Post[],
  coveredDays: Float64Array,
  isShown: (post: Post) => boolean,
): number | null {
  let longest: number | null = null;
  for (let row = 0; row < posts.length; row++) {
    const days = coveredDays[row] as number;
    if (!Number.isNaN(days) && isShown(posts[row] as Post)) longest = Math.max(longest ?? 0, days);
  }
  return longest;
}
