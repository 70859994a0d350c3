/**
 * Returns the median of the first `count` values: the middle one, or the mean of the two in the
 * middle. Reorders them (quickselect, linear on average). `NaN` when there are none. Values must be
 * numbers, not `NaN`.
 */
export function medianInPlace(values: Float64Array, count = values.length): number {
  if (count === 0) return Number.NaN;
  const upper = count >> 1;
  select(values, upper, count);
  const middle = values[upper] as number;
  if (count % 2 === 1) return middle;
  let below = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < upper; i++) below = Math.max(below, values[i] as number);
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
    const pivot = values[(from + to) >> 1] as number;
    let i = from;
    let j = to;
    while (i <= j) {
      while ((values[i] as number) < pivot) i++;
      while ((values[j] as number) > pivot) j--;
      if (i > j) break;
      const swapped = values[i] as number;
      values[i++] = values[j] as number;
      values[j--] = swapped;
    }
    if (place <= j) to = j;
    else if (place >= i) from = i;
    else return;
  }
}
