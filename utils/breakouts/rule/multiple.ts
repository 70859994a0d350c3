/**
 * Minimum support κ, in views: pulls multiples of tiny counts towards 1, as 8 views where 1 was expected are no eightfold success
 * (the mean of a Gamma prior with as many pseudo-views; Gamma–Poisson). In engagements: `ENGAGEMENT_PER_VIEW` of it.
 */
export const SUPPORT_VIEWS = 30;

/** One-sided 95 % of a normal distribution. */
const SURE = 1.645;

/** Multiple m = (count + κ) / (expected + κ): how many times the usual a count is. Both counts in the unit of the support κ. */
export function multipleOf(count: number, expected: number, support: number): number {
  return (count + support) / (expected + support);
}

/**
 * The multiple that is left if what is usual were as high as the posts that it rests on leave open (95 %, one-sided).
 *
 * @param usualError standard error of the logarithm of `expected`
 */
export function multipleLowerBound(count: number, expected: number, usualError: number, support: number): number {
  return multipleOf(count, expected * Math.exp(SURE * usualError), support);
}

/**
 * ln m of each row where the count or the usual count is large enough to tell, at least κ; `NaN` for the others.
 *
 * @param takesPart default: every row does
 */
export function logMultiples(
  counts: Float64Array,
  usual: Float64Array,
  support: number,
  takesPart: (row: number) => boolean = () => true,
): Float64Array {
  const logs = new Float64Array(counts.length).fill(Number.NaN);
  for (let row = 0; row < counts.length; row++) {
    const count = counts[row] as number;
    const expected = usual[row] as number;
    if (takesPart(row) && Math.max(count, expected) >= support)
      logs[row] = Math.log(multipleOf(count, expected, support));
  }
  return logs;
}
