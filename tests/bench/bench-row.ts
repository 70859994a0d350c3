/**
 * One line of the benchmark: what we take, what the thing it is compared with takes, and how many
 * times as much is allowed.
 */
export interface BenchRow {
  readonly what: string;
  /** Unit of `ours` and `baseline`. */
  readonly unit: string;
  readonly ours: number;
  readonly baseline: number;
  readonly ratio: number;
  /** The ratio that must not be exceeded; `null`: nobody has set one. */
  readonly goal: number | null;
}

/** @param baseline what it is compared with, in the same unit */
export function benchRow(
  what: string,
  unit: string,
  ours: number,
  baseline: number,
  goal: number | null,
): BenchRow {
  return { what, unit, ours, baseline, ratio: ours / baseline, goal };
}

/** The median; of an even number the upper of the two in the middle. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
