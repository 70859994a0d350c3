import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckResult, CheckTotal } from './check-result.ts';
import { ROOT, runTool } from './run-tool.ts';

/** The used parts of Vitest's JSON report. */
interface VitestReport {
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

interface TestOptions {
  /** Leaves the cores to the check beside it, and shows its output only on failure. */
  readonly isInBackground?: boolean;
  /** Arguments of Vitest that choose some of the tests. */
  readonly filters?: readonly string[];
  /** The reporter that is shown. */
  readonly reporter?: string;
}

/**
 * Runs one of Vitest's projects, shown live, and counts its tests by the JSON report in
 * `.output/reports`.
 *
 * @param project its name; `unit*`: all whose names begin so
 */
export async function checkTests(
  name: string,
  project: string,
  { isInBackground = false, filters = [], reporter = 'default' }: TestOptions = {},
): Promise<CheckResult> {
  const reportFile = join(ROOT, '.output', 'reports', `${project.replace('*', '')}.json`);
  rmSync(reportFile, { force: true });
  const { exitCode, output, errors, seconds } = await runTool(
    [
      'vitest',
      'run',
      '--project',
      project,
      `--reporter=${reporter}`,
      '--reporter=json',
      `--outputFile.json=${reportFile}`,
      ...filters,
    ],
    { live: !isInBackground, isInBackground },
  );
  if (isInBackground) console.log(exitCode === 0 ? `✓ ${name}` : `✗ ${name}\n${output}${errors}`);
  return { name, ...countTests(readReport(reportFile), exitCode), seconds };
}

/**
 * Counts the tests of a report; undefined: there is none. A file that could not be loaded counts as
 * one failure, and so does a run that ended badly although no test failed: an error outside of
 * every test, or no tests at all.
 */
export function countTests(report: VitestReport | undefined, exitCode: number): CheckTotal {
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const files = report.testResults;
  const tests = files.flatMap(({ assertionResults }) => assertionResults);
  const unloaded = files.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const failed = tests.filter(({ status }) => status === 'failed').length + unloaded;
  const passed = tests.filter(({ status }) => status === 'passed').length;
  const endedBadly = exitCode !== 0 || tests.length === 0;
  return {
    passed,
    failed: failed === 0 && endedBadly ? 1 : failed,
    skipped: tests.filter(({ status }) => status !== 'passed' && status !== 'failed').length,
  };
}

function readReport(file: string): VitestReport | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
