/** What is known of a post's multiples. */
export interface Multiples {
  /** Published within the last two windows. */
  readonly isYoung: boolean;
  /** Gain over the usual gain. */
  readonly gain: number;
  /** Lifetime count over the usual one, the usual taken {@link CAUTION} standard errors higher than it seems. */
  readonly cautiousLifetime: number;
}

/**
 * A hit on an account with few posts must be clearer than one where the usual is well known: the usual is taken half a standard error higher.
 * Selection makes the largest multiples the luckiest ones, and this takes about as much off as they owe to luck.
 */
export const CAUTION = 0.5;

/** The gain alone must be this part of the multiple asked for, since a second piece of evidence is asked for beside it. */
const GAIN_PART = 0.6;

/**
 * Strength: the highest multiple that could be asked for so that the post still passes. Of what is asked,
 *
 * - the gain over the window must reach 0.6 times the usual gain, as it has to be borne out by something else beside it:
 * - for a post published within two windows by its whole life, whose count must reach all of it. That is the surer evidence, far less noisy than the
 *   share of it that fell into the window; the gain only keeps out what had its day before the window;
 * - for an older one by having sped up (`decision.ts`).
 */
export function strengthOf({ isYoung, gain, cautiousLifetime }: Multiples): number {
  return isYoung ? Math.min(gain / GAIN_PART, cautiousLifetime) : gain / GAIN_PART;
}
