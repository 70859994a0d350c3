import type { FlaggedPost } from '../model/flagged-post.ts';
import type { Post } from '../model/post.ts';
import type { PostState } from '../model/post-state.ts';
import type { Thresholds } from '../model/sensitivity.ts';
import type { Classification } from '../rule/classification.ts';
import { compareClassifications } from '../rule/classification-order.ts';
import type { ClassifiedPosts } from '../rule/classify-posts.ts';
import type { MissingReasonOf } from '../rule/missing-reason.ts';
import { topK } from '../stats/top-k.ts';
import { valueAt } from '../stats/value-at.ts';
import { countCompared } from './comparison.ts';
import type { PostFigures } from './ranked-post.ts';
import type { RankedRows } from './ranked-rows.ts';
import { topMovers } from './top-movers.ts';
import type { WindowGains } from './window-gains.ts';
import { MAX_RAW_GAIN_ROWS, NEAREST_POSTS } from './window-ranking.ts';

/** The parts of one window's ranking. Columns have a value per post. */
export interface WindowRankingInput {
  readonly posts: readonly Post[];
  readonly gains: WindowGains;
  /** Days between the first and the last refresh of each post. */
  readonly tracked: Float64Array;
  /** The rule's classification of `posts` over this window. */
  readonly classified: ClassifiedPosts;
  readonly thresholds: Thresholds;
  /** The flags after this ranking. Default: none. */
  readonly flagged?: readonly FlaggedPost[];
  /** Days. */
  readonly windowDays: number;
  /** The true reason why a post is not compared. Default: the rule's. */
  readonly missingReasonOf?: MissingReasonOf | undefined;
}

/** Builds the ranking of one window from the rule's classification. */
export function buildWindowRanking(input: WindowRankingInput): RankedRows {
  const { posts, gains, tracked, classified, thresholds, flagged = [], windowDays } = input;
  const rowsByState = groupByState(classified.states);
  const inRuleOrder = (rows: readonly number[]) =>
    rows
      .map((row) => ({ row, classification: classified.classificationOf(row) }))
      .sort((a, b) => compareClassifications(a.classification, b.classification))
      .map(({ row }) => row);
  const byGain = (rows: readonly number[]) => {
    const gain = (row: number) => (Number.isNaN(gains.views[row]) ? -1 : valueAt(gains.views, row));
    const id = (row: number) => (posts[row] as Post).id;
    return topK(rows, MAX_RAW_GAIN_ROWS, (a, b) => gain(b) - gain(a) || (id(a) < id(b) ? -1 : 1));
  };

  const { indexesOf, rows } = indexRows();
  const endedIds = new Set(flagged.flatMap(({ id, endedAt }) => (endedAt === null ? [] : [id])));
  const lists = {
    breakouts: indexesOf(inRuleOrder([...rowsByState['new-hit'], ...rowsByState.resurging])),
    ended: indexesOf(inRuleOrder(endedIds.size === 0 ? [] : rowsOf(posts, endedIds))),
    nearest: indexesOf(nearestRows(classified, gains, thresholds, rowsByState.ordinary)),
    stillStrong: indexesOf(inRuleOrder(rowsByState['still-running'])),
    topMovers: indexesOf(topMovers(posts, gains.views, tracked, MAX_RAW_GAIN_ROWS)),
    topEngagement: indexesOf(topMovers(posts, gains.engagement, tracked, MAX_RAW_GAIN_ROWS)),
    withoutBaseline: indexesOf(byGain(rowsByState['no-baseline'])),
  };
  const accountRises = classified.risenAccounts.map(({ multiple, rows: risen }) => {
    const { accountKey, accountName, platform } = posts[risen[0] as number] as Post;
    return {
      ...{ accountKey: accountKey ?? '', accountName, platform, multiple: round(multiple) },
      ...{ posts: indexesOf(risen), postCount: risen.length },
    };
  });
  return {
    windowDays,
    ...lists,
    accountRises,
    comparison: countCompared(posts, classified, input.missingReasonOf),
    historyDays: longest(gains.coveredDays),
    rows,
    figures: rows.map((row) => figuresOf(row, classified.classificationOf(row), gains, windowDays)),
  };
}

/** Numbers each row at its first use. */
function indexRows() {
  const rows: number[] = [];
  const indexes = new Map<number, number>();
  const indexOf = (row: number) => {
    const known = indexes.get(row);
    if (known !== undefined) return known;
    indexes.set(row, rows.length);
    return rows.push(row) - 1;
  };
  return { rows, indexesOf: (of: readonly number[]) => of.map(indexOf) };
}

/** Returns the figures of a row over a window, rounded as pages show them. */
export function figuresOf(
  row: number,
  classification: Classification,
  gains: WindowGains,
  windowDays: number,
): PostFigures {
  const gained = valueAt(gains.views, row);
  const ownDays = valueAt(gains.ownDays, row);
  const isOwn = !Number.isNaN(ownDays);
  return {
    gained: Number.isNaN(gained) ? 0 : gained,
    gainDays: round(classification.gainDays),
    engagementGained: known(gains.engagement[row]),
    source: isOwn ? 'own-history' : 'api',
    historyDays: isOwn && Math.round(ownDays) < windowDays ? round(ownDays) : null,
    state: classification.state,
    expected: round(classification.expected),
    multiple: round(classification.multiple),
    multipleLowerBound: round(classification.multipleLowerBound),
    usualCount: round(classification.usualCount),
    lifetimeMultiple: round(classification.lifetimeMultiple),
    headline: classification.headline,
    fewUsualViews: classification.fewUsualViews,
    baselinePosts: classification.baselinePosts,
    speedUp: round(classification.speedUp),
    lowEngagement: classification.lowEngagement,
    wasRecounted: classification.wasRecounted,
  };
}

/** Four significant digits: more than a page shows, and half as long when stored. */
function round<T extends number | null>(value: T): T {
  return (value === null ? null : Number(value.toPrecision(4))) as T;
}

function known(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}

function groupByState(
  states: readonly PostState[],
): Readonly<Record<PostState, readonly number[]>> {
  const rows: Record<PostState, number[]> = {
    'new-hit': [],
    resurging: [],
    'still-running': [],
    ordinary: [],
    'insufficient-history': [],
    stale: [],
    'no-baseline': [],
  };
  for (let row = 0; row < states.length; row++) rows[states[row] as PostState].push(row);
  return rows;
}

/**
 * Returns the ordinary posts with a sufficient gain whose multiples are nearest below the
 * threshold.
 */
function nearestRows(
  { multiple }: ClassifiedPosts,
  gains: WindowGains,
  thresholds: Thresholds,
  ordinary: readonly number[],
): readonly number[] {
  const candidates = ordinary.filter(
    (row) =>
      valueAt(gains.views, row) >= thresholds.minimumGain && multiple(row) < thresholds.multiple,
  );
  return topK(candidates, NEAREST_POSTS, (a, b) => multiple(b) - multiple(a) || a - b);
}

function rowsOf(posts: readonly Post[], ids: ReadonlySet<string>): number[] {
  return posts.flatMap(({ id }, row) => (ids.has(id) ? [row] : []));
}

/** Returns the greatest known value; `null` without any. */
function longest(days: Float64Array): number | null {
  let most = Number.NaN;
  for (const value of days) if (!(value <= most) && !Number.isNaN(value)) most = value;
  return Number.isNaN(most) ? null : round(most);
}
