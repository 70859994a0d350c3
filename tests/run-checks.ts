/**
 * Checks everything, behind `npm test`: quick checks first, and on after a failure so that every
 * failure is seen. Checks that use one core run beside each other; simulations use what the
 * browsers of the end-to-end tests leave idle. Ends with a line like `12 passed, 0 failed`, and
 * with exit code 1 when anything failed.
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
  /** Checks of one stage run beside each other, but those in the background one by one. */
  readonly stage: number;
  /** Leaves the cores to the other checks of its stage. */
  readonly isInBackground?: true;
  /** Cannot run without the production builds. */
  readonly needsBuilds?: true;
  readonly run: (name: string, isAlone: boolean) => Promise<CheckResult>;
}

const BUILDS = 'Builds for Chromium and Firefox';

const CHECKS: readonly Check[] = [
  {
    id: 'types',
    name: 'Types',
    duration: '10 s',
    stage: 1,
    run: (name) => checkCommand(name, ['tsc', '--noEmit']),
  },
  {
    id: 'shipped-types',
    name: 'Types of shipped code, without Node',
    duration: '10 s',
    stage: 1,
    run: (name) => checkCommand(name, ['tsc', '--noEmit', '--project', 'tsconfig.shipped.json']),
  },
  {
    id: 'lint',
    name: 'Lint and format',
    duration: '2 s',
    stage: 1,
    run: (name) => checkCommand(name, ['biome', 'ci', '.']),
  },
  {
    id: 'unused',
    name: 'Unused files, exports and packages',
    duration: '3 s',
    stage: 1,
    run: (name) => checkCommand(name, ['knip', '--no-progress']),
  },
  {
    id: 'build',
    name: BUILDS,
    duration: '15 s',
    stage: 1,
    run: (name) => checkCommand(name, ['npm', 'run', 'build']),
  },
  {
    id: 'unit',
    name: 'Unit tests',
    duration: '1 min',
    stage: 2,
    run: (name) => checkTests(name, 'unit*'),
  },
  inBackground('soak', 'Simulated months', '90 s'),
  inBackground('deaths', 'Deaths of the worker', '3 min'),
  inBackground('worlds', 'The rule in simulated worlds', '90 s'),
  {
    id: 'store-rules',
    name: 'Store rules',
    duration: '10 s',
    stage: 3,
    needsBuilds: true,
    run: (name) => checkStoreRules(name, '.output/firefox-mv3'),
  },
  {
    id: 'e2e',
    name: 'End-to-end tests',
    duration: '10 min',
    stage: 3,
    needsBuilds: true,
    run: async (name) => {
      await browsers;
      return checkTests(name, 'e2e');
    },
  },
  {
    id: 'package',
    name: 'Packages for the stores',
    duration: '30 s',
    // Packing replaces the builds, which end-to-end tests use.
    stage: 4,
    needsBuilds: true,
    run: async (name) => {
      await browsers;
      return checkTests(name, 'package');
    },
  },
];

/** A check by tests that nothing else waits for, beside the end-to-end tests. */
function inBackground(id: string, name: string, duration: string): Check {
  return {
    ...{ id, name, duration, stage: 3, isInBackground: true },
    run: (shown, isAlone) => checkTests(shown, id, { isInBackground: !isAlone }),
  };
}

const USAGE = `Usage: npm test [-- --only CHECK]

Checks everything, some of it at the same time:
${CHECKS.map(usageLine).join('\n')}

  --only CHECK   one of them, by the name in the first column, and the builds if it needs them
  --help         shows this

Ends with one line, "N passed, N failed", and with exit code 1 when anything failed.
npm run test:unit, test:soak, test:worlds, test:e2e and test:package run one group of tests, or
some of its files: npm run test:unit -- --help.
npm run test:soak simulates 20 months, npm test six of them; npm run test:deaths lets the worker die
in four ways at each write, npm test in one of the four.`;

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
  const results = new Map<Check, CheckResult>();
  const run = async (check: Check) => {
    const place = `${checks.indexOf(check) + 1} of ${checks.length}`;
    console.log(`\n[${place}] ${check.name}, about ${check.duration}`);
    const hasNoBuilds = [...results].some(
      ([{ name }, { failed }]) => name === BUILDS && failed > 0,
    );
    const isNotRun = check.needsBuilds && hasNoBuilds;
    const result = isNotRun ? notRun(check.name) : check.run(check.name, checks.length === 1);
    results.set(check, await result);
  };
  const runInTurn = async (background: readonly Check[]) => {
    for (const check of background) await run(check);
  };
  for (const stage of Map.groupBy(checks, (check) => check.stage).values()) {
    const background = stage.filter(({ isInBackground }) => isInBackground);
    const others = stage.filter(({ isInBackground }) => !isInBackground);
    await Promise.all([...others.map(run), runInTurn(background)]);
  }
  const inOrder = checks.flatMap((check) => results.get(check) ?? []);
  const total = totalOf(inOrder);
  console.log(`\n${checkTable(inOrder)}\n\n${closingLine(total)}`);
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
