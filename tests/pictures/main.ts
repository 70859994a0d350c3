/** `npm run pictures`: every picture that ships or that the stores show, made again. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Browser, chromium } from 'playwright-core';
import { findChromium } from '../browsers/find-chromium.ts';
import { ensureBuilds } from '../checks/ensure-builds.ts';
import { ROOT } from '../checks/run-tool.ts';
import { runCommand } from '../cli/run-command.ts';
import { drawIcon, ICON_FILES } from './icons.ts';
import { openShowroom } from './showroom-session.ts';
import {
  paintIconsOnToolbars,
  paintPromoTile,
  takeReadmePictures,
  takeScreenshots,
} from './store-pictures.ts';

const USAGE = `Usage: npm run pictures

Draws the icons in public/ from assets/icon.svg, then takes the screenshots for the stores of the
production build and paints the promo tile, in docs/store/pictures, and takes the popup for the
README, in docs/screenshots. Takes about 30 seconds.

  --help   shows this

CHROMIUM_PATH chooses the browser. Builds first when the build is missing or older than its
sources.`;

await runCommand(USAGE, async (args) => {
  parseArgs({ args, options: {} });
  const painter = await chromium.launch({
    executablePath: await findChromium(),
    chromiumSandbox: process.getuid?.() !== 0,
  });
  try {
    for (const icon of ICON_FILES) save(`public/${icon.path}`, await drawIcon(painter, icon));
    await ensureBuilds();
    await makeStorePictures(painter);
  } finally {
    await painter.close();
  }
});

async function makeStorePictures(painter: Browser): Promise<void> {
  const session = await openShowroom(true);
  try {
    for (const { name, picture } of await takeReadmePictures(session))
      save(`docs/screenshots/${name}`, picture);
    for (const { name, picture } of [
      ...(await takeScreenshots(session, painter)),
      await paintPromoTile(painter),
      await paintIconsOnToolbars(painter),
    ]) {
      save(`docs/store/pictures/${name}`, picture);
    }
  } finally {
    await session.close();
  }
}

/** Writes a picture that has changed. @param path relative to the repository */
function save(path: string, picture: Buffer): void {
  const file = join(ROOT, path);
  // A file that is written is newer than the builds, which would be made again for nothing.
  if (existsSync(file) && readFileSync(file).equals(picture)) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, picture);
  console.log(path);
}
