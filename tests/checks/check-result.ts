import { CommandError } from '../cli/run-command.ts';
import { textTable } from '../cli/text-table.ts';

/** The result of a check, one line of the closing table. */
export interface CheckResult {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  /** Tests that did not run. They never count as passed. */
  readonly skipped: number;
  /** Elapsed time, s. */
  readonly seconds: number;
}

/** The sums over all checks. */
export type CheckTotal = Pick<CheckResult, 'passed' | 'failed' | 'skipped'>;

export function totalOf(results: readonly CheckResult[]): CheckTotal {
  const sum = (count: keyof CheckTotal) =>
    results.reduce((total, result) => total + result[count], 0);
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
}

/**
 * @param title the pattern that titles had to match; undefined: any
 *
 * @throws CommandError when no test has run
 */
export function ensureTestsRan({ passed, failed }: CheckTotal, title: string | undefined): void {
  if (passed + failed > 0) return;
  const reason = title === undefined ? 'all were skipped' : `no title matches "${title}"`;
  throw new CommandError(`No test has run: ${reason}.`);
}

/** Writes `12 passed, 0 failed`, followed by `, 1 skipped` if a test was skipped. */
export function closingLine({ passed, failed, skipped }: CheckTotal): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** Formats a table with one line for each check. */
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
