import type { PostState } from '../model/post-state.ts';
import type { NotComparedReason } from './eligibility.ts';

/**
 * The reasons why a post has no baseline: no age, no account, or too few posts on its account to
 * know the usual.
 */
export type NoBaselineReason = 'age-unknown' | 'account-unknown' | 'too-few-posts';

/**
 * The reasons for the state of a compared post: a hit since it was published, or sped up
 * (breakouts); not sped up (still running); or why it is ordinary. `account-rise`: it would be a
 * breakout if its whole account had not risen. The texts are in the message catalogue.
 */
export type VerdictReason =
  | 'hit-since-published'
  | 'sped-up'
  | 'not-sped-up'
  | 'small-gain'
  | 'low-multiple'
  | 'within-scatter'
  | 'account-rise';

export type ClassificationReason =
  | NotComparedReason
  | NoBaselineReason
  | 'not-refreshed-lately'
  | VerdictReason;

/**
 * The breakout rule's result for one post. Numbers are finite, and `null` where they are not
 * defined.
 */
export interface Classification {
  readonly id: string;
  readonly state: PostState;
  readonly reason: ClassificationReason;
  /**
   * Views gained over the window: the same number wherever a gain of this post over this window is
   * shown.
   */
  readonly gain: number | null;
  /**
   * The days that `gain` covers: the window, the post's age where that is less, or the days between
   * refreshes.
   */
  readonly gainDays: number | null;
  /** The usual gain of posts of this age on this account, over the same days. */
  readonly expected: number | null;
  /**
   * `gain` / `expected`; where `fewUsualViews`, pulled towards 1 and not to be shown as a number.
   */
  readonly multiple: number | null;
  /**
   * The multiple that is left if the usual is as high as the posts that it is based on leave open
   * (95 %).
   */
  readonly multipleLowerBound: number | null;
  /** The usual lifetime views of posts of this age on this account. */
  readonly usualCount: number | null;
  /** Lifetime views / `usualCount`, like `multiple`. */
  readonly lifetimeMultiple: number | null;
  /**
   * The multiple that carries the verdict, and is the headline: of the gain, or of the whole life.
   */
  readonly headline: 'gain' | 'lifetime';
  /** The usual of the headline is too few views for a multiple: "far above its usual few views". */
  readonly fewUsualViews: boolean;
  /** The highest threshold of the multiple that the post passes (0: none). */
  readonly strength: number | null;
  /**
   * The logarithm of the multiple that the verdict rests on, in standard deviations of the
   * account's scatter.
   */
  readonly z: number | null;
  /**
   * Times as fast as before, compared with posts of its age; `null` where that is unknown or less
   * than 1.5.
   */
  readonly speedUp: number | null;
  /** The number of other posts of the account that the usual is based on; they are of all ages. */
  readonly baselinePosts: number;
  /** Far fewer likes, comments and shares for its views than is usual on its account. */
  readonly lowEngagement: boolean;
  /** The platform corrected its count downwards within the window or the one before. */
  readonly wasRecounted: boolean;
}
