/**
 * Averages of a group that leave one member out, so that a post never takes part in what is expected of it. The group is sorted once; after that each
 * answer costs a binary search at most. Leaving out any of several equal values comes to the same, so that members are told by value.
 */
export interface LeaveOneOut {
  /** How many values there are, with the one that will be left out. */
  readonly count: number;
  /** Median without one of the values; `NaN` when none is left. Without an argument: of all. */
  median(without?: number): number;
  /** {@link TRIMMED_SHARE | Trimmed} mean without one of the values; `NaN` when none is left. Without an argument: of all. */
  trimmedMean(without?: number): number;
}

/**
 * This share of the values is cut off at either end, one at least: the 20 % trimmed mean of Wilcox, Introduction to Robust Estimation and
 * Hypothesis Testing. As deaf to a hit or a dud as the median, for samples of this size, and less scattered.
 */
const TRIMMED_SHARE = 0.2;

/** Makes the averages of a group; sorts the values in place. They must be numbers, not `NaN`. */
export function leaveOneOut(values: Float64Array): LeaveOneOut {
  values.sort();
  const count = values.length;
  const sums = new Float64Array(count + 1);
  for (let i = 0; i < count; i++) sums[i + 1] = (sums[i] as number) + (values[i] as number);

  /** Where the value left out stands; behind all others when none is. */
  const placeOf = (without: number | undefined) => (without === undefined ? count : firstPlace(values, without));
  const kept = (place: number, rank: number) => values[rank < place ? rank : rank + 1] as number;

  return {
    count,
    median(without) {
      const left = without === undefined ? count : count - 1;
      if (left <= 0) return Number.NaN;
      const place = placeOf(without);
      const middle = kept(place, left >> 1);
      return left % 2 === 1 ? middle : (kept(place, (left >> 1) - 1) + middle) / 2;
    },
    trimmedMean(without) {
      const left = without === undefined ? count : count - 1;
      if (left <= 0) return Number.NaN;
      const cut = left < 3 ? 0 : Math.max(1, Math.floor(left * TRIMMED_SHARE));
      const place = placeOf(without);
      const from = place < cut ? cut + 1 : cut;
      const to = place < left - cut ? left - cut + 1 : left - cut;
      const isInside = place >= from && place < to;
      const sum = (sums[to] as number) - (sums[from] as number) - (isInside ? (values[place] as number) : 0);
      return sum / (left - 2 * cut);
    },
  };
}

function firstPlace(sorted: Float64Array, value: number): number {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((sorted[middle] as number) < value) from = middle + 1;
    else to = middle;
  }
  return from;
}
