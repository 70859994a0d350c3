import { medianInPlace } from '../stats/median.ts';
import { valueAt } from '../stats/value-at.ts';
import type { AccountBaseline } from './account-baseline.ts';
import type { LifetimeColumns } from './lifetime-columns.ts';

/**
 * A platform corrected its counts when at least this share of its old posts lost views over a
 * window.
 */
const MIN_LOSING_SHARE = 0.4;

/** The fewest old posts that show a platform's correction. */
const MIN_POSTS = 20;

const MAD_TO_SIGMA = 1.4826;

/** A post whose loss is at least this part of the platform's was corrected too. */
const MIN_OWN_PART = 0.5;

/**
 * Estimates the share of its views that a post lost to a correction over a window: the shortfall of
 * its gain against posts of its age, by the age curve alone.
 *
 *     r = (F(A) − F(A − w))/F(A − w) − d_w/(V − d_w)
 *
 * `NaN` where the age curve gives no estimate.
 */
function lossOf(count: number, delta: number, share: number): number {
  const before = count - delta;
  return before > 0 ? share - delta / before : Number.NaN;
}

/**
 * The usual gain of each post over a window in parts of the count that it began with; `NaN` for
 * young posts.
 */
function usualGrowth(
  { size, age, tracked, poolOf }: LifetimeColumns,
  { curves }: AccountBaseline,
  windowDays: number,
): Float64Array {
  const growth = new Float64Array(size).fill(Number.NaN);
  for (let row = 0; row < size; row++) {
    const ageDays = valueAt(age, row);
    const curve = curves[poolOf[row] as number];
    if (curve === undefined || !(ageDays > windowDays + 1)) continue;
    growth[row] = curve(ageDays) / curve(ageDays - Math.min(windowDays, valueAt(tracked, row))) - 1;
  }
  return growth;
}

/**
 * The views that a platform took back from each post over a window, on platforms that corrected the
 * counts of most of their posts; 0 for all others.
 *
 * @param deltas over the window, row by row; `NaN`: unknown
 * @param shares {@link correctedShares} of the same window
 */
export function correctedViews(
  table: LifetimeColumns,
  baseline: AccountBaseline,
  deltas: Float64Array,
  windowDays: number,
  shares: Float64Array,
): Float64Array {
  const taken = new Float64Array(table.size);
  if (shares.every((share) => share === 0)) return taken;
  const growth = usualGrowth(table, baseline, windowDays);
  for (let row = 0; row < table.size; row++) {
    const share = shares[table.poolOf[row] as number] as number;
    const delta = valueAt(deltas, row);
    const count = valueAt(table.count, row);
    if (share === 0 || Number.isNaN(growth[row]) || Number.isNaN(delta)) continue;
    const isCorrected =
      delta < 0 || lossOf(count, delta, valueAt(growth, row)) >= MIN_OWN_PART * share;
    if (isCorrected) taken[row] = Math.max(0, share * (count - delta));
  }
  return taken;
}

/**
 * Returns the median less two standard deviations: nearly all posts lost at least this, so that no
 * post is credited with views it never had.
 */
function lowShare(losses: Float64Array): number {
  const median = medianInPlace(losses);
  const deviation = medianInPlace(losses.map((loss) => Math.abs(loss - median)));
  return Math.max(0, median - 2 * MAD_TO_SIGMA * deviation) || 0;
}

/**
 * Returns the share of its views that each platform (by pool) took back from nearly all posts over
 * a window; 0: no correction.
 */
export function correctedShares(
  table: LifetimeColumns,
  baseline: AccountBaseline,
  deltas: Float64Array,
  windowDays: number,
): Float64Array {
  const { size, poolOf, pools, age, count } = table;
  const [old, losing] = [new Int32Array(pools), new Int32Array(pools)];
  for (let row = 0; row < size; row++) {
    const delta = valueAt(deltas, row);
    if (!(valueAt(age, row) > 2 * windowDays) || Number.isNaN(delta)) continue;
    const pool = poolOf[row] as number;
    old[pool] = (old[pool] as number) + 1;
    if (delta < 0) losing[pool] = (losing[pool] as number) + 1;
  }
  const shares = new Float64Array(pools);
  for (let pool = 0; pool < pools; pool++) {
    if (
      (old[pool] as number) < MIN_POSTS ||
      (losing[pool] as number) < MIN_LOSING_SHARE * (old[pool] as number)
    )
      continue;
    const growth = usualGrowth(table, baseline, windowDays);
    const losses: number[] = [];
    for (let row = 0; row < size; row++) {
      if (poolOf[row] !== pool || !(valueAt(deltas, row) < 0)) continue;
      const loss = lossOf(valueAt(count, row), valueAt(deltas, row), valueAt(growth, row));
      if (!Number.isNaN(loss)) losses.push(loss);
    }
    shares[pool] = lowShare(Float64Array.from(losses));
  }
  return shares;
}
