import { valueAt } from './value-at.ts';

/**
 * Returns the median of the first `count` values: the middle one, or the mean of the two in the
 * middle. Reorders them (quickselect, linear on average). `NaN` when there are none. Values must be
 * numbers, not `NaN`.
 */
export function medianInPlace(values: Float64Array, count = values.length): number {
  if (count === 0) return Number.NaN;
  const upper = count >> 1;
  select(values, upper, count);
  const middle = valueAt(values, upper);
  if (count % 2 === 1) return middle;
  let below = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < upper; i++) below = Math.max(below, valueAt(values, i));
  return (below + middle) / 2;
}

/**
 * Moves the value that sorting would put at `place` there, smaller ones before it (Hoare's
 * quickselect, middle element as pivot).
 */
function select(values: Float64Array, place: number, count: number): void {
  let from = 0;
  let to = count - 1;
  while (from < to) {
    const pivot = valueAt(values, (from + to) >> 1);
    let i = from;
    let j = to;
    while (i <= j) {
      while (valueAt(values, i) < pivot) i++;
      while (valueAt(values, j) > pivot) j--;
      if (i > j) break;
      const swapped = valueAt(values, i);
      values[i++] = valueAt(values, j);
      values[j--] = swapped;
    }
    if (place <= j) to = j;
    else if (place >= i) from = i;
    else return;
  }
}
