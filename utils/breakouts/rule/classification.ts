import type { PostState } from '../model/ranking.ts';
import type { WaitingReason } from './eligibility.ts';

/** Why a post has no baseline: no age, no account, or fewer posts on its account than it takes to know what is usual there. */
export type NoBaselineReason = 'age-unknown' | 'account-unknown' | 'too-few-posts';

/**
 * Why a judged post is what it is: a hit since it was published, or sped up (breakouts); not sped up, or its former pace unknown (still running); or
 * what it lacks (ordinary). Words for people live in the message catalogue.
 */
export type VerdictReason =
  | 'hit-since-published'
  | 'sped-up'
  | 'not-sped-up'
  | 'former-pace-unknown'
  | 'small-gain'
  | 'low-multiple'
  | 'within-scatter';

export type ClassificationReason = WaitingReason | NoBaselineReason | 'not-refreshed-lately' | VerdictReason;

/** What the breakout rule says of one post. Numbers are finite, and `null` where they are not defined. */
export interface Classification {
  readonly id: string;
  readonly state: PostState;
  readonly reason: ClassificationReason;
  /** Gained over the window, in the measure. */
  readonly gain: number | null;
  /** What posts of this age on this account usually gain over the window. */
  readonly expected: number | null;
  /** Gain over the expected gain. */
  readonly multiple: number | null;
  /** The multiple that is left if the usual gain is as high as the posts that it rests on leave open (95 %). */
  readonly multipleLowerBound: number | null;
  /**
   * The highest multiple that could be asked for so that the post still is a breakout (0: none): what the multiple of the sensitivity is compared with.
   */
  readonly strength: number | null;
  /** Lifetime count over what is usual at this age on this account; what a young post is judged by. */
  readonly lifetimeMultiple: number | null;
  /** The logarithm of the multiple that the verdict rests on, in standard deviations of the account's scatter. */
  readonly z: number | null;
  /** How many times its former pace a post has now, as compared with what is usual at its age. */
  readonly speedUp: number | null;
  /** How many other posts the expectation rests on. */
  readonly baselinePosts: number;
  /** Far fewer likes, comments and shares for its views than is usual on its account. */
  readonly lowEngagement: boolean;
  /** The platform corrected its count downwards within the window or the one before. */
  readonly wasRecounted: boolean;
}
