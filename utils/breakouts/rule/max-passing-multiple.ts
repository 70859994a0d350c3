import { HYSTERESIS_RATIO } from '../model/sensitivity.ts';

/** What is known of a post beside its gain. */
export interface Corroboration {
  /** Gain over the usual gain. */
  readonly multiple: number;
  /**
   * Lifetime count over the usual one, the usual taken {@link CAUTION} standard errors higher than
   * it seems; `null` for a post older than two windows, whose life says nothing of now.
   */
  readonly cautiousLifetimeMultiple: number | null;
  readonly hasSpedUp: boolean;
}

/**
 * A hit on an account with few posts must be clearer than one where the usual is well known: the
 * usual is taken half a standard error higher. Selection makes the largest multiples the luckiest
 * ones, and this takes about as much off as they owe to luck.
 */
export const CAUTION = 0.5;

/**
 * The gain alone must be this part of the multiple asked for, since a second piece of evidence is
 * asked for beside it.
 */
export const GAIN_PART = 0.6;

/**
 * A post has sped up when it gains so many times what it gained in the window before, as compared
 * with posts of its age.
 */
const MIN_SPEED_UP = 4;

/**
 * Whether a post has sped up.
 *
 * @param wasFlagged it was a breakout at the last ranking: then a little less is enough
 */
export function hasSpedUp(speedUp: number | null, wasFlagged: boolean): boolean {
  return speedUp !== null && speedUp >= (wasFlagged ? HYSTERESIS_RATIO : 1) * MIN_SPEED_UP;
}

/**
 * Strength of a post: the highest multiple that could be asked for so that it still is a breakout;
 * 0 when it is none at any. The gain over the window must reach 0.6 times the multiple asked for,
 * and be borne out
 *
 * - by the post's whole life, whose count must reach all of it. For a young post that is the surer
 *   evidence, far less noisy than the share of it that fell into the window; the gain only keeps
 *   out what had its day before the window;
 * - or by its having sped up.
 */
export function maxPassingMultiple({ multiple, cautiousLifetimeMultiple, hasSpedUp }: Corroboration): number {
  if (hasSpedUp) return multiple / GAIN_PART;
  return Math.min(multiple / GAIN_PART, cautiousLifetimeMultiple ?? 0);
}
