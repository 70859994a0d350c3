/** Runs one group of tests, behind `npm run test:unit` and its like. */
import { parseArgs } from 'node:util';
import { closingLine, ensureTestsRan } from './checks/check-result.ts';
import { checkTests } from './checks/check-tests.ts';
import { ROOT } from './checks/run-tool.ts';
import { TEST_GROUPS, testFilesOf } from './checks/test-groups.ts';
import { runCommand, UsageError } from './cli/run-command.ts';

const [script, ...rest] = process.argv.slice(2);
const group = TEST_GROUPS.find((other) => other.script === script);
if (group === undefined) {
  const scripts = TEST_GROUPS.map((other) => other.script).join(', ');
  throw new Error(`There are no tests called "${script}"; there are ${scripts}.`);
}

const USAGE = `Usage: npm run ${group.script} -- [FILE…] [-t TITLE] [--reporter NAME]

Runs ${group.description}.

  FILE             a test file, or a part of the paths of some; default: all
  -t TITLE         only tests with titles that match this regular expression; also --title
  --reporter NAME  one of Vitest's reporters: default, verbose, dot …
  --help           shows this

Exits with code 0 when at least one test has run and none has failed.`;

await runCommand(
  USAGE,
  async (args) => {
    const { values, positionals } = parseArgs({
      args,
      options: {
        title: { type: 'string', short: 't' },
        reporter: { type: 'string', default: 'default' },
      },
      allowPositionals: true,
    });
    const files = testFilesOf(group, ROOT);
    for (const part of positionals) {
      if (!files.some((file) => file.includes(part)))
        throw new UsageError(`No file of npm run ${group.script} has "${part}" in its path.`);
    }
    const filters = [...positionals, ...(values.title === undefined ? [] : ['-t', values.title])];
    const { project } = group;
    const result = await checkTests(group.script, project, { filters, reporter: values.reporter });
    ensureTestsRan(result, values.title);
    console.log(closingLine(result));
    process.exitCode = result.failed === 0 ? 0 : 1;
  },
  rest,
);
