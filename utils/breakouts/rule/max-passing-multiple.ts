import { HYSTERESIS_RATIO } from '../model/sensitivity.ts';

/** The evidence for a breakout beside the gain. */
export interface Corroboration {
  /** Gain over the usual gain. */
  readonly multiple: number;
  /**
   * Lifetime count over the usual one, the usual taken {@link CAUTION} standard errors higher than
   * estimated; `null` for a post older than two windows, whose life is no evidence of its present.
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
export const MIN_GAIN_RATIO = 0.6;

/**
 * The minimum speed-up: the gain over that of the window before, compared with posts of its age.
 */
const MIN_SPEED_UP = 4;

/**
 * Returns true if a post has sped up.
 *
 * @param wasFlagged it was a breakout at the last ranking: then a little less is enough
 */
export function hasSpedUp(speedUp: number | null, wasFlagged: boolean): boolean {
  return speedUp !== null && speedUp >= (wasFlagged ? HYSTERESIS_RATIO : 1) * MIN_SPEED_UP;
}

/**
 * Computes the strength of a post: the highest threshold of the multiple that it passes; 0 when it
 * passes none. The gain over the window must reach 0.6 times the threshold, and be confirmed
 *
 * - by the post's lifetime count, which must reach all of it. For a young post that is the surer
 *   evidence, far less noisy than the share of it that fell into the window; the gain only excludes
 *   posts whose peak was before the window;
 * - or by its speed-up.
 */
export function maxPassingMultiple({
  multiple,
  cautiousLifetimeMultiple,
  hasSpedUp,
}: Corroboration): number {
  if (hasSpedUp) return multiple / MIN_GAIN_RATIO;
  return Math.min(multiple / MIN_GAIN_RATIO, cautiousLifetimeMultiple ?? 0);
}
