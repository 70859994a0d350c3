/** `npm run package`: the zips for the stores. */
import { statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { makeBuilds } from '../checks/ensure-builds.ts';
import { ROOT } from '../checks/run-tool.ts';
import { runCommand } from '../cli/run-command.ts';
import { hasUncommittedChanges } from './source-files.ts';
import { writePackages } from './write-packages.ts';

const USAGE = `Usage: npm run package -- [options]

Builds the extension and packs it for the stores, in about 10 seconds: a zip for Chrome, one for
Edge, one for Firefox, and one with the sources that Mozilla's reviewers build from. Equal sources
give equal zips, byte for byte. Needs a git clone, because the sources are what git does not ignore.

  --out FOLDER   where the zips go (default: .output/packages)
  --help         shows this`;

await runCommand(USAGE, async (args) => {
  const { out } = parseArgs({
    args,
    options: { out: { type: 'string', default: join(ROOT, '.output/packages') } },
  }).values;
  await makeBuilds();
  const packages = await writePackages(resolve(out));
  for (const path of Object.values(packages)) {
    console.log(`${relative(process.cwd(), path)}  ${Math.ceil(statSync(path).size / 1000)} kB`);
  }
  if (await hasUncommittedChanges()) {
    console.log(
      '\nThe sources hold changes that are not committed. Commit before you submit them.',
    );
  }
});
