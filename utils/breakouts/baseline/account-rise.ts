import type { PostTable } from '../model/post-table.ts';
import { multipleOf, SUPPORT_VIEWS } from '../rule/multiple.ts';
import { gatherKnown } from '../stats/gather.ts';
import { type LeaveOneOut, leaveOneOut } from '../stats/leave-one-out.ts';
import { medianInPlace } from '../stats/median.ts';
import { valueAt } from '../stats/value-at.ts';
import type { Expected } from './expected-gain.ts';

/** The fewest other posts that distinguish a rise of the account from one of a few posts. */
const MIN_POSTS = 3;

/** The squared standard errors of a rise that are attributed to chance. */
const CHANCE = 4;

const MAD_TO_SIGMA = 1.4826;
const MEDIAN_VARIANCE = 1.57;
const MIN_SIGMA = 0.3;

/** The rise of each account's posts over a window. */
export interface AccountRises {
  /**
   * ln of the multiple by which the *other* posts of a row's account are up; 0 where that may be
   * chance.
   */
  readonly logRise: Float64Array;
  /** The same of all posts of an account, by account. */
  readonly ofAccount: Float64Array;
}

/**
 * Computes the rise of each account: the median, over the posts of an account that are older than
 * the window, of
 *
 *     y = ln m − ln M₀,   m = (g + κ)/(E + κ),   M₀ = (V − g + κ)/(E_V − E + κ)
 *
 * m the multiple of the gain over the window and M₀ that of the post's life before it, so that a
 * post's own quality cancels. Counts only as far as it is more than chance, and never below 0.
 *
 * @param expectedCount usual lifetime counts E_V
 */
export function accountRises(
  table: PostTable,
  expected: Expected,
  expectedCount: Float64Array,
): AccountRises {
  const { size, accounts, accountOf, age, gain, count, isUncertain, windowDays } = table;
  const change = new Float64Array(size).fill(Number.NaN);
  for (let row = 0; row < size; row++) {
    const usual = valueAt(expected.gain, row);
    const usualBefore = valueAt(expectedCount, row) - usual;
    if (!(valueAt(age, row) > windowDays && usual >= SUPPORT_VIEWS && usualBefore >= SUPPORT_VIEWS))
      continue;
    if (isUncertain[row] !== 0) continue;
    const before = Math.max(0, valueAt(count, row) - valueAt(gain, row));
    const now = multipleOf(valueAt(gain, row), usual);
    change[row] = Math.log(now / multipleOf(before, usualBefore));
  }
  const groups = accounts.map((rows) => leaveOneOut(gatherKnown(rows, change)));
  const sigma = withinAccounts(change, accountOf, groups);
  const riseOf = (group: LeaveOneOut, without?: number) => {
    const others = group.count - (without === undefined ? 0 : 1);
    if (others < MIN_POSTS) return 0;
    const rise = group.median(without);
    const variance = (sigma ** 2 * MEDIAN_VARIANCE) / others;
    return rise <= 0 ? 0 : rise * Math.max(0, 1 - (CHANCE * variance) / rise ** 2);
  };
  const logRise = new Float64Array(size);
  for (let row = 0; row < size; row++) {
    const group = groups[accountOf[row] as number];
    const own = valueAt(change, row);
    if (group) logRise[row] = riseOf(group, Number.isNaN(own) ? undefined : own);
  }
  return { logRise, ofAccount: Float64Array.from(groups, (group) => riseOf(group)) };
}

/** Returns the standard deviation of y around the median of its account. */
function withinAccounts(
  change: Float64Array,
  accountOf: Int32Array,
  groups: readonly LeaveOneOut[],
): number {
  const medians = groups.map((group) => group.median());
  const deviations = new Float64Array(change.length);
  let known = 0;
  for (let row = 0; row < change.length; row++) {
    const deviation = Math.abs(
      valueAt(change, row) - (medians[accountOf[row] as number] ?? Number.NaN),
    );
    if (!Number.isNaN(deviation)) deviations[known++] = deviation;
  }
  return Math.max(MIN_SIGMA, MAD_TO_SIGMA * (known === 0 ? 0 : medianInPlace(deviations, known)));
}
