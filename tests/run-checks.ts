/**
 * Checks everything, behind `npm test`: quick checks first, and on after a failure so that every
 * failure is seen. Ends with a line like `12 passed, 0 failed`, and with exit code 1 when anything
 * failed.
 */
import { parseArgs } from 'node:util';
import { findChromium } from './browsers/find-chromium.ts';
import { findFirefox } from './browsers/find-firefox.ts';
import { checkCommand } from './checks/check-command.ts';
import { type CheckResult, checkTable, closingLine, totalOf } from './checks/check-result.ts';
import { checkStoreRules } from './checks/check-store-rules.ts';
import { checkTests } from './checks/check-tests.ts';
import { runCommand, UsageError } from './cli/run-command.ts';

interface Check {
  /** For `--only`. */
  readonly id: string;
  readonly name: string;
  /** The duration on two cores, in words. */
  readonly duration: string;
  /** Cannot run without the production builds. */
  readonly needsBuilds?: true;
  readonly run: (name: string) => Promise<CheckResult>;
}

const BUILDS = 'Builds for Chromium and Firefox';

const CHECKS: readonly Check[] = [
  {
    id: 'types',
    name: 'Types',
    duration: '10 s',
    run: (name) => checkCommand(name, ['tsc', '--noEmit']),
  },
  {
    id: 'shipped-types',
    name: 'Types of shipped code, without Node',
    duration: '10 s',
    run: (name) => checkCommand(name, ['tsc', '--noEmit', '--project', 'tsconfig.shipped.json']),
  },
  {
    id: 'lint',
    name: 'Lint and format',
    duration: '2 s',
    run: (name) => checkCommand(name, ['biome', 'ci', '.']),
  },
  {
    id: 'unused',
    name: 'Unused files, exports and packages',
    duration: '3 s',
    run: (name) => checkCommand(name, ['knip', '--no-progress']),
  },
  { id: 'unit', name: 'Unit tests', duration: '2 min', run: (name) => checkTests(name, 'unit') },
  {
    id: 'soak',
    name: 'Simulated months',
    duration: '2 min',
    run: (name) => checkTests(name, 'soak'),
  },
  {
    id: 'deaths',
    name: 'Deaths of the worker',
    duration: '90 s',
    run: (name) => checkTests(name, 'deaths'),
  },
  {
    id: 'build',
    name: BUILDS,
    duration: '15 s',
    run: (name) => checkCommand(name, ['npm', 'run', 'build']),
  },
  {
    id: 'store-rules',
    name: 'Store rules',
    duration: '10 s',
    needsBuilds: true,
    run: (name) => checkStoreRules(name, '.output/firefox-mv3'),
  },
  {
    id: 'package',
    name: 'Packages for the stores',
    duration: '1 min',
    needsBuilds: true,
    run: async (name) => {
      await browsers;
      return checkTests(name, 'package');
    },
  },
  {
    id: 'e2e',
    name: 'End-to-end tests',
    duration: '12 min',
    needsBuilds: true,
    run: async (name) => {
      await browsers;
      return checkTests(name, 'e2e');
    },
  },
];

const USAGE = `Usage: npm test [-- --only CHECK]

Checks everything, in this order:
${CHECKS.map(usageLine).join('\n')}

  --only CHECK   one of them, by the name in the first column, and the builds if it needs them
  --help         shows this

Ends with one line, "N passed, N failed", and with exit code 1 when anything failed.
npm run test:unit, test:soak and test:e2e run one group of tests; they take Vitest's arguments.
npm run test:deaths lets the worker die in four ways at each write, npm test in one of the four.`;

function usageLine({ id, name, duration }: Check): string {
  return `  ${id.padEnd(15)}${name.padEnd(37)}about ${duration}`;
}

/** On a bare machine this installs browsers. What is missing, the end-to-end tests report. */
let browsers: Promise<unknown> = Promise.resolve();

await runCommand(USAGE, async (args) => {
  const checks = chosenChecks(
    parseArgs({ args, options: { only: { type: 'string' } } }).values.only,
  );
  browsers = Promise.allSettled([findChromium().then(findFirefox)]);
  const results: CheckResult[] = [];
  for (const [index, check] of checks.entries()) {
    console.log(`\n[${index + 1} of ${checks.length}] ${check.name}, about ${check.duration}`);
    const hasNoBuilds = results.some(({ name, failed }) => name === BUILDS && failed > 0);
    results.push(
      check.needsBuilds && hasNoBuilds ? notRun(check.name) : await check.run(check.name),
    );
  }
  const total = totalOf(results);
  console.log(`\n${checkTable(results)}\n\n${closingLine(total)}`);
  process.exitCode = total.failed === 0 ? 0 : 1;
});

/** @param only the id of a check; undefined: all of them */
function chosenChecks(only: string | undefined): readonly Check[] {
  if (only === undefined) return CHECKS;
  const chosen = CHECKS.find(({ id }) => id === only);
  if (chosen === undefined) {
    throw new UsageError(
      `There is no check "${only}"; there are ${CHECKS.map(({ id }) => id).join(', ')}.`,
    );
  }
  return CHECKS.filter(
    (check) => check === chosen || (chosen.needsBuilds && check.name === BUILDS),
  );
}

/** Counts a check that needs the builds as failed when there are none. */
function notRun(name: string): CheckResult {
  console.log(`✗ ${name}: not run, because there is no build`);
  return { name, passed: 0, failed: 1, skipped: 0, seconds: 0 };
}
