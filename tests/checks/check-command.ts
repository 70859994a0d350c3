import type { CheckResult } from './check-result.ts';
import { runTool } from './run-tool.ts';

/** Runs a tool that exits with 0 on success. Shows its output only on failure. */
export async function checkCommand(
  name: string,
  command: readonly [string, ...string[]],
): Promise<CheckResult> {
  const { exitCode, output, errors, seconds } = await runTool(command);
  const passed = exitCode === 0;
  console.log(passed ? `✓ ${name}` : `✗ ${name}\n${output}${errors}`);
  return { name, passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0, seconds };
}
