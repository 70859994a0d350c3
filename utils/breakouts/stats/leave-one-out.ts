import { valueAt } from './value-at.ts';

/**
 * Averages of a group without one member, so that a post is never part of its own expectation. The
 * group is sorted once; each average is then computed in constant time. Members are identified by
 * value: leaving out any of several equal ones gives the same.
 */
export interface LeaveOneOut {
  /** The number of values, including the one that will be left out. */
  readonly count: number;
  /**
   * Returns the median without one of the values; `NaN` when none is left. Without an argument: of
   * all.
   */
  median(without?: number): number;
  /**
   * {@link TRIMMED_SHARE | Trimmed} mean without one of the values; `NaN` when none is left.
   * Without an argument: of all.
   */
  trimmedMean(without?: number): number;
}

/**
 * This share of the values is cut off at either end, one at least: the 20 % trimmed mean of Wilcox,
 * Introduction to Robust Estimation and Hypothesis Testing. As deaf to a hit or a dud as the
 * median, for samples of this size, and less scattered.
 */
const TRIMMED_SHARE = 0.2;

/** The averages of a group without values: most groups of a library of small accounts. */
const OF_NONE: LeaveOneOut = {
  count: 0,
  median: () => Number.NaN,
  trimmedMean: () => Number.NaN,
};

/** Creates the averages of a group; sorts the values in place. They must be numbers, not `NaN`. */
export function leaveOneOut(values: Float64Array): LeaveOneOut {
  if (values.length === 0) return OF_NONE;
  values.sort();
  const count = values.length;
  const sums = new Float64Array(count + 1);
  for (let i = 0; i < count; i++) sums[i + 1] = valueAt(sums, i) + valueAt(values, i);

  /**
   * Returns true if the value is at a place or before it, so that the rest moves up by one place.
   */
  const isBy = (place: number, without: number | undefined) =>
    without !== undefined && place >= 0 && valueAt(values, place) >= without;
  const kept = (place: number, without: number | undefined) =>
    valueAt(values, isBy(place, without) ? place + 1 : place);

  return {
    count,
    median(without) {
      const left = without === undefined ? count : count - 1;
      if (left <= 0) return Number.NaN;
      const middle = kept(left >> 1, without);
      return left % 2 === 1 ? middle : (kept((left >> 1) - 1, without) + middle) / 2;
    },
    trimmedMean(without) {
      const left = without === undefined ? count : count - 1;
      if (left <= 0) return Number.NaN;
      const cut = left < 3 ? 0 : Math.max(1, Math.floor(left * TRIMMED_SHARE));
      const isBefore = isBy(cut - 1, without);
      const isBeforeEnd = isBy(left - cut - 1, without);
      const sum =
        valueAt(sums, left - cut + (isBeforeEnd ? 1 : 0)) - valueAt(sums, cut + (isBefore ? 1 : 0));
      const inside = isBeforeEnd && !isBefore && without !== undefined ? without : 0;
      return (sum - inside) / (left - 2 * cut);
    },
  };
}
