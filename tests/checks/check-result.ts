import { textTable } from '../cli/text-table.ts';

/** What a check found: one line of the closing table. */
export interface CheckResult {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  /** Tests that were not run. They never count as passed. */
  readonly skipped: number;
  /** Seconds by the clock on the wall. */
  readonly seconds: number;
}

/** The sums over all checks. */
export type CheckTotal = Pick<CheckResult, 'passed' | 'failed' | 'skipped'>;

export function totalOf(results: readonly CheckResult[]): CheckTotal {
  const sum = (count: keyof CheckTotal) =>
    results.reduce((total, result) => total + result[count], 0);
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
}

/** `12 passed, 0 failed`, followed by `, 1 skipped` only where something was. */
export function closingLine({ passed, failed, skipped }: CheckTotal): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** A table for people, one line a check. */
export function checkTable(results: readonly CheckResult[]): string {
  return textTable(
    ['check', 'passed', 'failed', 'skipped', 'seconds'],
    results.map(({ name, passed, failed, skipped, seconds }) => [
      name,
      ...[passed, failed, skipped].map(String),
      seconds.toFixed(1),
    ]),
  );
}
