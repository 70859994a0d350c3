/** `npm run build`: the production builds. */
import { parseArgs } from 'node:util';
import { makeBuilds } from '../checks/ensure-builds.ts';
import { runCommand } from '../cli/run-command.ts';

const USAGE = `Usage: npm run build

Makes the production builds in about 10 seconds: .output/chrome-mv3 for Chrome, Edge and other
browsers made from Chromium, .output/firefox-mv3 for Firefox.

  --help         shows this`;

await runCommand(USAGE, async (args) => {
  parseArgs({ args });
  await makeBuilds({ live: true });
});
