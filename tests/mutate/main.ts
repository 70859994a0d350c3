/**
 * Mutation testing, behind `npm run mutate`: changes the code in small ways and counts the changes
 * that no unit test notices. The report is in `reports/mutation/`.
 */
import { globSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';
import { CommandError, runCommand, UsageError } from '../cli/run-command.ts';
import { sampleLines } from './sample-lines.ts';

/** Each folder of code with the folders of its tests. */
const TESTS: Readonly<Record<string, readonly string[]>> = {
  'entrypoints/background': ['tests/unit/background', 'tests/unit/worker'],
  ...Object.fromEntries(
    ['breakouts', 'browser', 'creator-audit', 'format', 'history', 'library', 'messages'].map(
      testsOf,
    ),
  ),
  ...Object.fromEntries(['settings', 'state', 'storage', 'sync'].map(testsOf)),
};

const USAGE = `npm run mutate -- [FOLDER …] [--sample PERCENT] [--seed NUMBER]

Changes code at random places and runs the unit tests of its folder against each change.

  FOLDER    ${Object.keys(TESTS).join(', ')}; default: all
  --sample  the share of the lines that is tried, in percent; default: 10
  --seed    draws another sample; default: 1`;

await runCommand(USAGE, async (args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { sample: { type: 'string', default: '10' }, seed: { type: 'string', default: '1' } },
  });
  const [percent, seed] = [Number(values.sample), Number(values.seed)];
  if (!(percent > 0 && percent <= 100))
    throw new UsageError('--sample takes a number from 1 to 100.');
  if (!Number.isInteger(seed)) throw new UsageError('--seed takes a whole number.');
  const folders = positionals.length === 0 ? Object.keys(TESTS) : positionals;
  for (const folder of folders) await mutate(folder, percent, seed);
});

async function mutate(folder: string, percent: number, seed: number): Promise<void> {
  const tests = TESTS[folder];
  if (tests === undefined) throw new UsageError(`There is no folder ${folder} to mutate.`);
  const places = globSync(`${folder}/**/*.ts`).flatMap((path) =>
    sampleLines(path, readFileSync(path, 'utf8').split('\n').length, percent, seed),
  );
  if (places.length === 0)
    throw new CommandError(`The sample of ${folder} is empty: take a larger one.`);
  process.env.MUTATION_TESTS = tests.join(',');
  const name = folder.replaceAll('/', '-');
  await new Stryker({
    mutate: places,
    htmlReporter: { fileName: `reports/mutation/${name}.html` },
    jsonReporter: { fileName: `reports/mutation/${name}.json` },
  }).runMutationTest();
}

function testsOf(room: string): readonly [string, readonly string[]] {
  return [`utils/${room}`, [`tests/unit/${room}`]];
}
