import { valueAt } from '../stats/value-at.ts';

/**
 * Minimum support κ, in views: pulls multiples of tiny counts towards 1, as 8 views where 1 was
 * expected are no eightfold success (the mean of a Gamma prior with as many pseudo-views;
 * Gamma–Poisson).
 */
export const SUPPORT_VIEWS = 30;

/** The usual views from which on a multiple needs no support, and may be shown as a number. */
export const MIN_USUAL_VIEWS = 100;

/** One-sided 95 % of a normal distribution. */
const Z_95_ONE_SIDED = 1.645;

/**
 * Multiple m = (count + k) / (expected + k): how many times the usual a count is. The support k is
 * κ where nothing is usual and falls evenly to one view at {@link MIN_USUAL_VIEWS}: from there on m
 * is the ratio of the two numbers.
 */
export function multipleOf(count: number, expected: number): number {
  const left = Math.max(1, SUPPORT_VIEWS * (1 - expected / MIN_USUAL_VIEWS));
  return (count + left) / (expected + left);
}

/**
 * Returns the lower bound of the multiple: with the usual as high as the posts that it is based on
 * allow (95 %, one-sided).
 *
 * @param usualError standard error of the logarithm of `expected`
 */
export function multipleLowerBound(count: number, expected: number, usualError: number): number {
  return multipleOf(count, expected * Math.exp(Z_95_ONE_SIDED * usualError));
}

/**
 * Returns ln m of each row whose count or usual count is at least κ; `NaN` for the others.
 *
 * @param takesPart default: every row does
 */
export function logMultiples(
  counts: Float64Array,
  usual: Float64Array,
  takesPart: (row: number) => boolean = () => true,
): Float64Array {
  const logs = new Float64Array(counts.length).fill(Number.NaN);
  for (let row = 0; row < counts.length; row++) {
    const count = valueAt(counts, row);
    const expected = valueAt(usual, row);
    if (takesPart(row) && Math.max(count, expected) >= SUPPORT_VIEWS)
      logs[row] = Math.log(multipleOf(count, expected));
  }
  return logs;
}
