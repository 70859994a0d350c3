/** `npm run pictures`: every picture that ships or that the stores show, made again. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Browser, chromium } from 'playwright-core';
import { findChromium } from '../browsers/find-chromium.ts';
import { ROOT } from '../checks/run-tool.ts';
import { runCommand } from '../cli/run-command.ts';
import { drawIcon, ICON_FILES } from './icons.ts';

const USAGE = `Usage: npm run pictures

Draws the icons in public/ from assets/icon.svg, in about 5 seconds.

  --help   shows this

CHROMIUM_PATH chooses the browser that draws.`;

await runCommand(USAGE, async (args) => {
  parseArgs({ args, options: {} });
  const browser = await chromium.launch({
    executablePath: await findChromium(),
    chromiumSandbox: process.getuid?.() !== 0,
  });
  try {
    await drawIcons(browser);
  } finally {
    await browser.close();
  }
});

async function drawIcons(browser: Browser): Promise<void> {
  for (const icon of ICON_FILES) save(`public/${icon.path}`, await drawIcon(browser, icon));
}

/** @param path relative to the repository */
function save(path: string, picture: Buffer): void {
  const file = join(ROOT, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, picture);
  console.log(path);
}
