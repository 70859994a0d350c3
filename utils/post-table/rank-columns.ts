import { lifetimeStatsOf } from '../breakouts/baseline/lifetime-stats.ts';
import { type FlaggedPost, flaggedIdsBefore } from '../breakouts/model/flagged-post.ts';
import { decisiveMultiple } from '../breakouts/model/headline-multiple.ts';
import { lifetimeCount } from '../breakouts/model/lifetime-count.ts';
import type { Post } from '../breakouts/model/post.ts';
import { POST_STATES } from '../breakouts/model/post-state.ts';
import type { Sensitivity } from '../breakouts/model/sensitivity.ts';
import { figuresOf } from '../breakouts/output/build-window-ranking.ts';
import type { PostFigures } from '../breakouts/output/ranked-post.ts';
import { windowGains } from '../breakouts/output/window-gains.ts';
import { type ClassifierInput, createClassifier } from '../breakouts/rule/classify-posts.ts';
import { missingReasons } from '../breakouts/rule/missing-reason.ts';
import { valueAt } from '../breakouts/stats/value-at.ts';
import { emptyColumns } from './empty-columns.ts';
import { indexValues } from './index-values.ts';
import {
  CLASSIFICATION_REASONS,
  type PostColumns,
  ROW_FLAGS,
  type TableAccount,
} from './post-columns.ts';
import { RowLevels } from './row-levels.ts';

/** The inputs of a publication, apart from the posts. Times are ms since epoch. */
export interface RankedBy {
  readonly generation: number;
  readonly rankedAt: number;
  readonly clockOffsetMs: number;
  /** The look-back window, whose breakouts are remembered. */
  readonly lookbackDays: number;
  readonly sensitivity: Sensitivity;
  /** The flags after the publication. */
  readonly flagged: readonly FlaggedPost[];
}

/** The deltas are those over the windows of `windowsToRank`. */
export interface RankColumnsInput extends Pick<ClassifierInput, 'posts' | 'deltas' | 'windowDays'> {
  readonly by: RankedBy;
  readonly profileOf: (accountKey: string | null) => TableAccount['profile'];
  /** Returns true if the post of a row is tracked by itself, not only with its account. */
  readonly isTrackedAlone: (row: number) => boolean;
}

/**
 * Computes the figures of all posts of a library over one window, as the publication has them:
 * from the same inputs by the same rule.
 */
export function rankColumns(input: RankColumnsInput): {
  readonly columns: PostColumns;
  readonly levels: RowLevels;
} {
  const { posts, deltas, windowDays, by, profileOf, isTrackedAlone } = input;
  const hasMemory = windowDays === by.lookbackDays;
  const lifetimes = lifetimeStatsOf(posts);
  const now = by.rankedAt + by.clockOffsetMs;
  const { classificationOf, gain, gainScatter } = createClassifier({
    ...{ posts, deltas, windowDays, now, lifetimes },
  })({
    sensitivity: by.sensitivity,
    flaggedBefore: hasMemory ? flaggedIdsBefore(by.flagged, by.rankedAt) : new Set(),
  });
  const gains = windowGains(posts, deltas, windowDays, gain, lifetimes.table.age);
  const { values: accounts, indexes: accountOf } = indexValues(
    posts,
    (post): TableAccount => tableAccount(post, profileOf(post.accountKey)),
    nameOfAccount,
  );
  const { values: mediaTypes, indexes } = indexValues(posts, ({ mediaType }) => mediaType);
  const columns = emptyColumns(posts.length, {
    ...{ windowDays, generation: by.generation, isComplete: true, accounts, mediaTypes },
    ids: posts.map(({ id }) => id),
  });
  columns.accountOf.set(accountOf);
  columns.mediaTypeOf.set(indexes);
  const missingReasonOf = missingReasons(
    posts,
    (row) => (isTrackedAlone(row) ? null : profileOf((posts[row] as Post).accountKey)),
    now,
  );
  const levels = new RowLevels(lifetimes, { gainScatter });
  const flags = new Map(by.flagged.map((flag) => [flag.id, flag]));
  const order = { multiple: new Float64Array(posts.length), gain: new Float64Array(posts.length) };
  for (let row = 0; row < posts.length; row++) {
    const post = posts[row] as Post;
    const classification = classificationOf(row);
    order.multiple[row] = decisiveMultiple(classification) ?? -1;
    order.gain[row] = classification.gain ?? -1;
    columns.reasons[row] = reasonCode(missingReasonOf(row, classification.reason));
    setPost(columns, row, post);
    const figures = figuresOf(row, classification, gains, windowDays);
    setFigures(columns, row, figures);
    levels.set(row, figures);
    // Figures are for pages, which show an unknown gain of a listed post as 0.
    columns.gained[row] = valueAt(gains.views, row);
    const flag = flags.get(post.id);
    if (flag === undefined) continue;
    columns.firstFlaggedAt[row] = flag.firstFlaggedAt;
    if (hasMemory) columns.endedAt[row] = flag.endedAt ?? Number.NaN;
  }
  columns.ruleRank.set(ruleRanks(columns.ids, order));
  return { columns, levels };
}

/** Sets the facts of a post, and the followers of its account. */
function setPost(columns: PostColumns, row: number, post: Post): void {
  columns.createdAt[row] = post.createdAt ?? Number.NaN;
  columns.firstRefreshedAt[row] = post.firstRefreshedAt ?? Number.NaN;
  columns.lastRefreshedAt[row] = post.lastRefreshedAt ?? Number.NaN;
  columns.views[row] = post.views ?? Number.NaN;
  columns.likes[row] = post.likes ?? Number.NaN;
  columns.comments[row] = post.comments ?? Number.NaN;
  columns.shares[row] = post.shares ?? Number.NaN;
  columns.saves[row] = post.saves ?? Number.NaN;
  const views = lifetimeCount(post, 'views');
  const engagement = lifetimeCount(post, 'engagement');
  if (views !== null && views > 0 && engagement !== null)
    columns.engagementRate[row] = engagement / views;
  const { profile } = columns.accounts[columns.accountOf[row] as number] as TableAccount;
  columns.followers[row] = profile?.followerCount ?? Number.NaN;
}

/** Sets the figures of a post over the window. */
export function setFigures(columns: PostColumns, row: number, figures: PostFigures): void {
  columns.states[row] = POST_STATES.indexOf(figures.state);
  columns.gained[row] = figures.gained;
  columns.gainDays[row] = figures.gainDays ?? Number.NaN;
  columns.expected[row] = figures.expected ?? Number.NaN;
  columns.usualCount[row] = figures.usualCount ?? Number.NaN;
  columns.multiple[row] = decisiveMultiple(figures) ?? Number.NaN;
  columns.gainMultiple[row] = figures.multiple ?? Number.NaN;
  columns.lifetimeMultiple[row] = figures.lifetimeMultiple ?? Number.NaN;
  columns.multipleLowerBound[row] = figures.multipleLowerBound ?? Number.NaN;
  columns.engagementGained[row] = figures.engagementGained ?? Number.NaN;
  columns.flags[row] =
    (figures.headline === 'lifetime' ? ROW_FLAGS.lifetimeHeadline : 0) |
    (figures.fewUsualViews ? ROW_FLAGS.fewUsualViews : 0) |
    (figures.lowEngagement ? ROW_FLAGS.lowEngagement : 0) |
    (figures.wasRecounted ? ROW_FLAGS.recounted : 0) |
    (figures.source === 'own-history' ? ROW_FLAGS.ownHistory : 0);
}

/** Returns the facts that the rows of one account share. */
function tableAccount(post: Post, profile: TableAccount['profile']): TableAccount {
  const { accountKey, accountName, platform } = post;
  const { creatorName = null, category = null, tags = [] } = profile ?? {};
  return { accountKey, accountName, platform, creatorName, category, tags, profile };
}

/** Names an account as its posts do, which may differ where the API does not know it. */
function nameOfAccount({ accountKey, accountName, platform }: Post): string {
  return JSON.stringify([accountKey, accountName, platform]);
}

const REASON_CODES: ReadonlyMap<string, number> = new Map(
  CLASSIFICATION_REASONS.map((reason, code) => [reason, code]),
);

function reasonCode(reason: string): number {
  return REASON_CODES.get(reason) as number;
}

/** Returns the place of each row in the order of `compareClassifications`. */
function ruleRanks(
  ids: readonly string[],
  { multiple, gain }: { readonly multiple: Float64Array; readonly gain: Float64Array },
): Uint32Array {
  const order = Uint32Array.from(ids, (_, row) => row).sort(
    (a, b) =>
      valueAt(multiple, b) - valueAt(multiple, a) ||
      valueAt(gain, b) - valueAt(gain, a) ||
      ((ids[a] as string) < (ids[b] as string) ? -1 : 1),
  );
  const ranks = new Uint32Array(order.length);
  for (let place = 0; place < order.length; place++) ranks[order[place] as number] = place;
  return ranks;
}
