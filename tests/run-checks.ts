/**
 * Checks everything, behind `npm test`: goes on after a failure so that every failure is seen, quick checks first.
 * Ends with a line like `12 passed, 0 failed`, and with exit code 1 where anything failed.
 */
import { findChromium } from './browsers/find-chromium.ts';
import { findFirefox } from './browsers/find-firefox.ts';
import { checkCommand } from './checks/check-command.ts';
import { type CheckResult, checkTable, closingLine, totalOf } from './checks/check-result.ts';
import { checkStoreRules } from './checks/check-store-rules.ts';
import { checkTests } from './checks/check-tests.ts';

/** Stands for a check that makes no sense because of what failed before it. */
function notRun(name: string, because: string): CheckResult {
  console.log(`✗ ${name}: not run, because ${because}`);
  return { name, passed: 0, failed: 1, skipped: 0, seconds: 0 };
}

/** On a bare machine this installs browsers, which takes long but little work. What is missing, the tests say. */
const browsers = Promise.allSettled([findChromium().then(findFirefox)]);

const results: CheckResult[] = await Promise.all([
  checkCommand('Types', ['typescript:tsc', '--noEmit']),
  checkCommand('Lint and format', ['@biomejs/biome:biome', 'ci', '.']),
]);
results.push(await checkTests('Unit tests', 'unit'));
const builds = await checkCommand('Builds for Chromium and Firefox', ['npm', 'run', 'build']);
results.push(builds);
if (builds.failed === 0) {
  results.push(await checkStoreRules('Store rules', '.output/firefox-mv3'));
  await browsers;
  results.push(await checkTests('End-to-end tests', 'e2e'));
} else {
  results.push(notRun('Store rules', 'there is no build'), notRun('End-to-end tests', 'there is no build'));
}

const total = totalOf(results);
console.log(`\n${checkTable(results)}\n\n${closingLine(total)}`);
process.exitCode = total.failed === 0 ? 0 : 1;
