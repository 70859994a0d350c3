import { mkdir, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { openActionPopup } from '../browsers/action-popup.ts';
import type { ChromiumWithExtension } from '../browsers/chromium-with-extension.ts';
import { COMPLETE_POPUP } from '../browsers/complete-popup.ts';
import { hasDisplay } from '../browsers/has-display.ts';
import { ensureBuilds } from '../checks/ensure-builds.ts';
import { ROOT } from '../checks/run-tool.ts';
import { runCommand } from '../cli/run-command.ts';
import { openShowroom, settleForPicture } from '../pictures/showroom-session.ts';

/*
 * The main job, for someone who has no key: the built extension in a browser, connected to the
 * sandbox API. With a display the popup is opened in one window, which stays until it is closed;
 * without one the ranked list is printed, pictures are saved, and the demo ends by itself.
 */

const PICTURES = join(ROOT, 'demo-output');
const POPUP_SIZE = { width: 420, height: 600 };
const OPTIONS_SIZE = { width: 900, height: 1100 };
const TIMEOUT_MS = 60_000;

const USAGE = `Usage: npm run demo

Shows the extension at work without a key: the production build in a browser, connected to the
sandbox API, with a made-up library. With a display one window opens, with the popup in it, and
stays until you close it. Without one the demo prints the ranked list, saves pictures to
demo-output/ and ends, after about 20 seconds.

  --help   shows this

CHROMIUM_PATH chooses the browser. Builds first when the build is missing or older than its
sources.`;

await runCommand(USAGE, async (args) => {
  parseArgs({ args, options: {} });
  await ensureBuilds();
  const isHeadless = !hasDisplay();
  const { browser, close } = await openShowroom(isHeadless);
  try {
    await (isHeadless ? printAndTakePictures(browser) : showWindow(browser));
  } finally {
    await close();
  }
});

/**
 * Leaves one tab, pins the icon, opens the popup over it, and waits until the user closes the
 * window.
 */
async function showWindow(browser: ChromiumWithExtension): Promise<void> {
  await browser.pinToToolbar();
  const options = await browser.openOptions();
  for (const page of browser.context.pages()) if (page !== options) await page.close();
  await openActionPopup(browser, options);
  const { text } = await browser.badge();
  console.log(
    [
      `Look at the top right of the window: the number ${text} on the blue icon counts the posts`,
      'that are breaking out, and the popup below it lists them. Click the icon to open it again.',
      '',
      'The demo ends when you close the window.',
    ].join('\n'),
  );
  await new Promise((resolve) => browser.context.once('close', resolve));
}

async function printAndTakePictures(browser: ChromiumWithExtension): Promise<void> {
  const { text, title } = await browser.badge();
  const popup = await browser.openPopup(POPUP_SIZE);
  await popup.locator(COMPLETE_POPUP).waitFor({ timeout: TIMEOUT_MS });
  for (const list of ['Breakouts', 'Top movers']) {
    const rows = await rowsOf(popup, list);
    console.log(
      `\n${list}\n${rows.length === 0 ? '  none' : rows.map((row) => `  ${row}`).join('\n')}`,
    );
  }
  console.log(`\nThe badge says “${text}”: ${title}`);
  await popup.close();
  console.log(`\nPictures: ${(await takePictures(browser)).join(', ')}`);
}

/** The visible rows of a list of the popup, as text. */
async function rowsOf(popup: Page, list: string): Promise<string[]> {
  await popup.getByRole('tab', { name: list }).click();
  const rows = popup.getByRole('list', { name: list, exact: true }).getByRole('listitem');
  return rows.evaluateAll((elements) =>
    elements.map((element) => {
      const text = (selector: string) => element.querySelector(selector)?.textContent?.trim() ?? '';
      const gained = element.querySelector('.gained')?.getAttribute('title') ?? '';
      const caption = text('.caption').replace(/\s+/g, ' ').slice(0, 60);
      const [multiple = ''] = /[\d.]+×/.exec(text('.figures')) ?? [];
      return [text('.account'), multiple, gained, `“${caption}”`]
        .filter((part) => part !== '')
        .join('  ');
    }),
  );
}

async function takePictures(browser: ChromiumWithExtension): Promise<string[]> {
  await rm(PICTURES, { recursive: true, force: true });
  await mkdir(PICTURES, { recursive: true });
  const taken: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const [name, page] of [
      ['popup', await browser.openPopup(POPUP_SIZE)],
      ['options', await browser.openOptions(OPTIONS_SIZE)],
    ] as const) {
      await page.emulateMedia({ colorScheme });
      if (name === 'popup') {
        await page.locator(COMPLETE_POPUP).waitFor({ timeout: TIMEOUT_MS });
        await page.getByRole('tab', { name: 'Breakouts' }).click();
        await settleForPicture(page);
      }
      const path = join(PICTURES, `${name}-${colorScheme}.png`);
      await page.screenshot({ path, fullPage: name === 'options' });
      taken.push(relative(ROOT, path));
      await page.close();
    }
  }
  return taken;
}
