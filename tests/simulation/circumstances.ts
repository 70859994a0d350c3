import type { Injection, SimulatedPost } from './post.ts';
import { SeededRandom } from './random.ts';
import { EXACT_RHYTHM, type RefreshRhythm } from './refresh-schedule.ts';
import { type DailyNoise, ORDINARY_NOISE } from './view-count.ts';

const STREAM = 7;

/** The differences of a world from the base world: effects of reality that the model lacks. */
export interface Circumstances {
  readonly rhythm: RefreshRhythm;
  /** A delta counts from the earliest refresh inside the window, or from the last one before it. */
  readonly deltaReading: 'earliest-inside' | 'last-before';
  readonly noise: DailyNoise;
  /** All accounts have been tracked for this long, in days; `null`: each for its own time. */
  readonly trackedDays: number | null;
  /**
   * A share of all posts is of a second format, whose level is this many times lower, by the median
   * account; `spread` is the standard deviation of the ratio's logarithm over the accounts.
   */
  readonly formats: {
    readonly share: number;
    readonly ratio: number;
    readonly spread: number;
  } | null;
  /** All posts of this many accounts get this many times their usual views in the latest days. */
  readonly lift: {
    readonly accounts: number;
    readonly factor: number;
    readonly days: number;
  } | null;
  /**
   * The level of new posts has grown by this factor over the latest days, on this share of the
   * accounts.
   */
  readonly growth: {
    readonly share: number;
    readonly factor: number;
    readonly days: number;
  } | null;
  /** This many accounts published nothing for a while and have come back at a higher level. */
  readonly comeback: {
    readonly accounts: number;
    readonly factor: number;
    readonly pauseDays: number;
    readonly backForDays: number;
  } | null;
  /**
   * The engagement rate falls with reach: 0.9 of the usual at 3 times the usual views, 0.6 at 15
   * times.
   */
  readonly engagementFallsWithReach: boolean;
  /** Ordinary posts whose views jump tenfold without engagement. */
  readonly boughtPosts: number;
  /** The platform takes a share of the views of most posts back, on one day. */
  readonly correction: {
    readonly share: number;
    readonly daysAgo: number;
    readonly affected: number;
  } | null;
  /** New hits have their peak at an age between these, in days; `null`: at once. */
  readonly hitPeakDays: readonly [number, number] | null;
}

export const ORDINARY_CIRCUMSTANCES: Circumstances = {
  rhythm: EXACT_RHYTHM,
  deltaReading: 'earliest-inside',
  noise: ORDINARY_NOISE,
  trackedDays: null,
  formats: null,
  lift: null,
  growth: null,
  comeback: null,
  engagementFallsWithReach: false,
  boughtPosts: 0,
  correction: null,
  hitPeakDays: null,
};

/** The share that one post loses differs from the platform's by up to this part of it. */
const CORRECTION_SPREAD = 0.1;

/** Changes a post by the circumstances of its world. */
export function adaptPost(
  post: SimulatedPost,
  seed: number,
  circumstances: Circumstances,
  injection: Injection = {},
): SimulatedPost {
  const { formats, lift, growth, comeback, correction } = circumstances;
  const random = new SeededRandom(seed, STREAM, post.account.index, post.index);
  const [formatLot, affectedLot, spreadLot] = [random.next(), random.next(), random.uniform(-1, 1)];
  const isSecondFormat = formats !== null && formatLot < formats.share;
  const isComeback = comeback !== null && post.account.index < comeback.accounts;
  const isFromBeforePause = isComeback && post.ageDays > comeback.backForDays;
  const ageDays =
    isFromBeforePause && injection.ageDays === undefined
      ? post.ageDays + comeback.pauseDays
      : post.ageDays;
  let level = isSecondFormat ? secondFormatLevel(seed, post.account.index, formats) : 1;
  if (isComeback && !isFromBeforePause) level *= comeback.factor;
  if (growth !== null && hasGrown(seed, post.account.index, growth.share)) {
    level *= growth.factor ** Math.max(0, 1 - ageDays / growth.days);
  }
  const isCorrected =
    correction !== null && affectedLot < correction.affected && ageDays > correction.daysAgo;
  return {
    ...post,
    ageDays,
    mediaType: formats === null ? null : isSecondFormat ? 'image' : 'video',
    recount: isCorrected
      ? {
          ageDays: ageDays - correction.daysAgo,
          share: correction.share * (1 + CORRECTION_SPREAD * spreadLot),
        }
      : post.recount,
    curve: {
      ...post.curve,
      firstDayViews: post.curve.firstDayViews * level,
      ...(lift !== null && post.account.index < lift.accounts
        ? { lift: { fromAgeDays: Math.max(0, ageDays - lift.days), factor: lift.factor } }
        : {}),
    },
  };
}

/** The level of an account's second format, in levels of its first. */
function secondFormatLevel(
  seed: number,
  account: number,
  { ratio, spread }: NonNullable<Circumstances['formats']>,
): number {
  return Math.exp(new SeededRandom(seed, STREAM, account).normal(0, spread)) / ratio;
}

/** Returns true if an account is one of those that have grown. */
function hasGrown(seed: number, account: number, share: number): boolean {
  return share >= 1 || new SeededRandom(seed, STREAM, account).next() < share;
}
