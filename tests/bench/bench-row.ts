/** One line of the benchmark: what we take, what the thing it is compared with takes, and how many times as much is allowed. */
export interface BenchRow {
  readonly what: string;
  /** Unit of `ours` and `baseline`. */
  readonly unit: string;
  readonly ours: number;
  readonly baseline: number;
  readonly ratio: number;
  /** The ratio that must not be exceeded. */
  readonly goal: number;
}
