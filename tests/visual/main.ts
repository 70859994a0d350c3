/** `npm run reference-pictures`: keeps the pictures that the popup is compared with. */
import { parseArgs } from 'node:util';
import { ensureBuilds } from '../checks/ensure-builds.ts';
import { runCommand } from '../cli/run-command.ts';
import { POPUP_PICTURES, takePopupPicture } from './popup-pictures.ts';
import { keepReferences } from './reference-pictures.ts';
import { startPicturePages } from './take-picture.ts';

const USAGE = `Usage: npm run reference-pictures

Takes the pictures of the popup in tests/visual/reference again, after a change that is meant; look
at each of them before you commit it. tests/e2e/popup-pictures.test.ts compares the popup with them.

  --help   shows this

CHROMIUM_PATH chooses the browser. Builds first when the build is missing or older than its
sources.`;

await runCommand(USAGE, async (args) => {
  parseArgs({ args, options: {} });
  await ensureBuilds();
  const pages = await startPicturePages();
  try {
    const pictures = new Map<string, Buffer>();
    for (const picture of POPUP_PICTURES)
      pictures.set(picture.name, await takePopupPicture(pages, picture));
    keepReferences(pictures);
    console.log(`Kept ${pictures.size} pictures in tests/visual/reference.`);
  } finally {
    await pages.close();
  }
});
