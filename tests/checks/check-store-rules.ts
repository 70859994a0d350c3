import type { CheckResult } from './check-result.ts';
import { runTool } from './run-tool.ts';

interface LintMessage {
  readonly code: string;
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
}

interface LintReport {
  readonly errors: readonly LintMessage[];
  readonly notices: readonly LintMessage[];
  readonly warnings: readonly LintMessage[];
}

/**
 * Preact sets `innerHTML` in one place, for `dangerouslySetInnerHTML`, which the linter forbids in
 * our own code. Mozilla does not allow libraries to be changed, so this one warning stays; a second
 * one would be ours.
 */
const PREACTS_OWN = { code: 'UNSAFE_VAR_ASSIGNMENT', message: 'Unsafe assignment to innerHTML' };

/**
 * Runs Mozilla's linter on the Firefox build. It must report nothing except the warning about
 * Preact.
 */
export async function checkStoreRules(name: string, extensionDir: string): Promise<CheckResult> {
  const run = await runTool([
    'web-ext',
    'lint',
    '--source-dir',
    extensionDir,
    '--output',
    'json',
    '--no-input',
  ]);
  const errors = errorsIn(run.output) ?? [`web-ext gave no report.\n${run.output}${run.errors}`];
  const passed = errors.length === 0;
  console.log(passed ? `✓ ${name}` : `✗ ${name}\n${errors.join('\n')}`);
  return { name, passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0, seconds: run.seconds };
}

function errorsIn(output: string): string[] | undefined {
  let report: LintReport;
  try {
    report = JSON.parse(output);
  } catch {
    return undefined;
  }
  const warnings = [...report.warnings];
  const preacts = warnings.findIndex(
    ({ code, message }) => code === PREACTS_OWN.code && message === PREACTS_OWN.message,
  );
  if (preacts >= 0) warnings.splice(preacts, 1);
  return [...report.errors, ...report.notices, ...warnings].map(
    ({ code, message, file, line }) =>
      `${file ?? 'manifest.json'}:${line ?? ''} ${code}: ${message}`,
  );
}
