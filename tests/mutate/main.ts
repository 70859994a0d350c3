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
    globSync('utils/*').map((folder) => [folder, [folder.replace('utils', 'tests/unit')]]),
  ),
};

const USAGE = `npm run mutate -- [FOLDER …] [--sample PERCENT] [--seed NUMBER]

Changes code at random places and runs the unit tests of its folder against each change.

  FOLDER    ${Object.keys(TESTS).join(', ')}; default: all
  --sample  the share of the lines that is tried, in percent; default: 10
  --seed    draws another sample; default: 1

Constants are not changed. Properties are run with few examples, so the true figures are higher.`;

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
  const mutants = await new Stryker({
    mutate: places,
    htmlReporter: { fileName: `reports/mutation/${name}.html` },
    jsonReporter: { fileName: `reports/mutation/${name}.json` },
  }).runMutationTest();
  const sample = percent >= 100 ? 'all lines' : `${percent} % of the lines, seed ${seed}`;
  console.log(`${folder}, ${sample}: ${describeResults(mutants)}`);
}

/** Says how many mutants were tried and noticed; those that run at import only are not tried. */
function describeResults(mutants: Awaited<ReturnType<Stryker['runMutationTest']>>): string {
  const count = (...wanted: readonly string[]) =>
    mutants.filter(({ status }) => wanted.includes(status)).length;
  const noticed = count('Killed', 'Timeout');
  const unnoticed = count('Survived', 'NoCoverage');
  const percent = ((100 * noticed) / Math.max(1, noticed + unnoticed)).toFixed(1);
  return (
    `${noticed} of ${noticed + unnoticed} mutants noticed (${percent} %), ` +
    `${count('Timeout')} of them by a timeout; ${count('NoCoverage')} not covered`
  );
}
