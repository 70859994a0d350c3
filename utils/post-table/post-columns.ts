import type { PostState } from '../breakouts/model/post-state.ts';
import type { ClassificationReason } from '../breakouts/rule/classification.ts';
import { ACCOUNT_REASONS, type AccountReason } from '../breakouts/rule/missing-reason.ts';
import type { ListedAccount } from '../sync/library-manifest.ts';

/**
 * The reasons for a post's state, by their codes in {@link PostColumns}; of a post that is not
 * compared the account's, where it tells the true one.
 */
export const CLASSIFICATION_REASONS = [
  'hit-since-published',
  'sped-up',
  'not-sped-up',
  'small-gain',
  'low-multiple',
  'within-scatter',
  'account-rise',
  'not-refreshed-lately',
  'too-few-posts',
  'account-unknown',
  'age-unknown',
  'unavailable',
  'no-second-refresh',
  'no-count',
  'window-not-covered',
  'not-refreshed-in-window',
  'no-gain',
  ...ACCOUNT_REASONS,
] as const satisfies readonly (ClassificationReason | AccountReason)[];

/** The code of a reason that is not known: published rankings do not have it. */
export const UNKNOWN_REASON = 255;

/** Facts of a row that are true or false, as bits of `flags` in {@link PostColumns}. */
export const ROW_FLAGS = {
  /** The multiple is of the whole life; `usualCount` is its usual instead of `expected`. */
  lifetimeHeadline: 1,
  /** The usual is too few views for a multiple to be shown. */
  fewUsualViews: 2,
  lowEngagement: 4,
  /** The platform corrected its count downwards within the window. */
  recounted: 8,
  /** The gain comes from the extension's own history. */
  ownHistory: 16,
} as const;

/** The facts that the rows of one account share. `null`: not known. */
export interface TableAccount {
  readonly accountKey: string | null;
  /** The user name without `@`. */
  readonly accountName: string | null;
  readonly platform: string | null;
  readonly creatorName: string | null;
  readonly category: string | null;
  readonly tags: readonly string[];
  /** The account as the API described it last. */
  readonly profile: ListedAccount['profile'];
}

/**
 * Posts with their figures over one look-back window, as columns: row i has value i of each. `NaN`
 * is unknown. Times are ms since epoch. As objects, those of 100,000 posts would not fit a page.
 */
export interface PostColumns {
  /** Days. */
  readonly windowDays: number;
  /** The publication that the rows agree with. */
  readonly generation: number;
  /** False for the posts of a published ranking, which are only those on its lists. */
  readonly isComplete: boolean;
  readonly ids: readonly string[];
  /** The accounts of the rows, each once, and the index of each row's account. */
  readonly accounts: readonly TableAccount[];
  readonly accountOf: Uint32Array;
  /** The formats of the rows, in the API's words, each once, and the index of each row's format. */
  readonly mediaTypes: readonly (string | null)[];
  readonly mediaTypeOf: Uint8Array;
  /** Codes: indexes into `POST_STATES`. */
  readonly states: Uint8Array;
  /** Codes: indexes into {@link CLASSIFICATION_REASONS}, or {@link UNKNOWN_REASON}. */
  readonly reasons: Uint8Array;
  /** Bits: {@link ROW_FLAGS}. */
  readonly flags: Uint8Array;
  /** The place of each row in the rule's order, 0 first: it decides between equal values. */
  readonly ruleRank: Uint32Array;
  readonly createdAt: Float64Array;
  readonly firstRefreshedAt: Float64Array;
  readonly lastRefreshedAt: Float64Array;
  /** Lifetime counts. */
  readonly views: Float64Array;
  readonly likes: Float64Array;
  readonly comments: Float64Array;
  readonly shares: Float64Array;
  readonly saves: Float64Array;
  /** Views gained over the window, and the days that they cover. */
  readonly gained: Float64Array;
  readonly gainDays: Float64Array;
  /** The usual gain of posts of this age on this account. */
  readonly expected: Float64Array;
  /** The usual lifetime views of posts of this age on this account. */
  readonly usualCount: Float64Array;
  /** The multiple that the rule orders by: one of the two below. */
  readonly multiple: Float64Array;
  /** Times the usual gain, and times the usual lifetime views. */
  readonly gainMultiple: Float64Array;
  readonly lifetimeMultiple: Float64Array;
  /** The multiple that is left after allowing for the account's normal ups and downs. */
  readonly multipleLowerBound: Float64Array;
  /** Likes, comments and shares gained over the window. */
  readonly engagementGained: Float64Array;
  /** Lifetime likes, comments and shares over lifetime views. */
  readonly engagementRate: Float64Array;
  /** Followers of the account. */
  readonly followers: Float64Array;
  /** When the post was first flagged, and when it ended; only of the look-back window's memory. */
  readonly firstFlaggedAt: Float64Array;
  readonly endedAt: Float64Array;
}

/**
 * The states that the table shows, strongest first: those of the rule, a post in whose place its
 * account is up as a whole, and a breakout that has ended.
 */
export const ROW_STATES = [
  'new-hit',
  'resurging',
  'account-rise',
  'ended',
  'still-running',
  'ordinary',
  'stale',
  'no-baseline',
  'insufficient-history',
] as const satisfies readonly (PostState | 'account-rise' | 'ended')[];

export type RowState = (typeof ROW_STATES)[number];
