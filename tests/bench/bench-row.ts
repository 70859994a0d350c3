/** One row of the benchmark: our figure, the figure of the baseline, and the allowed ratio. */
export interface BenchRow {
  readonly what: string;
  /** Unit of `ours` and `baseline`. */
  readonly unit: string;
  readonly ours: number;
  readonly baseline: number;
  readonly ratio: number;
  /** The highest allowed ratio; `null`: there is no goal. */
  readonly goal: number | null;
}

/** @param baseline in the same unit */
export function benchRow(
  what: string,
  unit: string,
  ours: number,
  baseline: number,
  goal: number | null,
): BenchRow {
  return { what, unit, ours, baseline, ratio: ours / baseline, goal };
}

/** Returns the median; of an even number of values the upper of the two in the middle. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
