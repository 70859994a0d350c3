import { gather, gatherKnown } from '../stats/gather.ts';
import { leaveOneOut } from '../stats/leave-one-out.ts';
import { medianInPlace } from '../stats/median.ts';
import type { AccountBaseline } from './account-baseline.ts';
import type { LifetimeColumns } from './lifetime-columns.ts';

/**
 * The factor from the median absolute deviation to the standard deviation of a normal distribution.
 */
const MAD_TO_SIGMA = 1.4826;

/** The weight of the platform's scatter, in posts, beside an account's own. */
const PRIOR_POSTS = 8;

/** The smallest scatter of an account. */
const MIN_SCATTER = 0.35;

/** The scatter where none is known. */
const USUAL_SCATTER = 0.8;

/**
 * Scatter s of each post's account: how far the logarithm of its *other* posts' multiples usually
 * lies from 0,
 *
 *     s² = (n·s_a² + 8·s_p²) / (n + 8),   s_a = 1.4826 · med |ln m| over the account's other posts,
 *     s_p the same over the platform,
 *
 * and at least 0.35. A median absolute deviation, as a hit must not widen the scatter that it is
 * measured by (Iglewicz & Hoaglin 1993).
 *
 * @param logMultiple `NaN` for rows that do not take part
 */
export function scatter(
  { size, poolOf, pools }: LifetimeColumns,
  { peers, peersOf }: AccountBaseline,
  logMultiple: Float64Array,
): Float64Array {
  const magnitude = new Float64Array(size);
  for (let row = 0; row < size; row++) magnitude[row] = Math.abs(logMultiple[row] as number);
  const isKnown = (row: number) => !Number.isNaN(magnitude[row]);
  const ofPool: number[][] = Array.from({ length: pools }, () => []);
  for (let row = 0; row < size; row++) if (isKnown(row)) ofPool[poolOf[row] as number]?.push(row);
  const platform = ofPool.map((rows) =>
    rows.length === 0 ? USUAL_SCATTER : MAD_TO_SIGMA * medianInPlace(gather(rows, magnitude)),
  );
  const groups = peers.map((rows) => leaveOneOut(gatherKnown(rows, magnitude)));

  const scatters = new Float64Array(size);
  for (let row = 0; row < size; row++) {
    const group = groups[peersOf[row] as number];
    const own = isKnown(row) ? magnitude[row] : undefined;
    const n = (group?.count ?? 0) - (own === undefined ? 0 : 1);
    const ofAccount = n > 0 && group ? MAD_TO_SIGMA * group.median(own) : 0;
    const ofPlatform = platform[poolOf[row] as number] ?? USUAL_SCATTER;
    const square = (n * ofAccount ** 2 + PRIOR_POSTS * ofPlatform ** 2) / (n + PRIOR_POSTS);
    scatters[row] = Math.max(MIN_SCATTER, Math.sqrt(square));
  }
  return scatters;
}

/** The variance of a 20 % trimmed mean of normal values, times that of the mean. */
const TRIMMED_VARIANCE = 1.15;

/**
 * Returns the standard error of the logarithm of the usual, from a number of other posts with this
 * scatter.
 */
export function usualError(scatterOfAccount: number, others: number): number {
  return scatterOfAccount * Math.sqrt(TRIMMED_VARIANCE / others);
}
