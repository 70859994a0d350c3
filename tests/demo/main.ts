import { mkdir, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { type ChromiumWithExtension, openChromium } from '../browsers/chromium-with-extension.ts';
import { hasDisplay } from '../browsers/has-display.ts';
import { WHOLE_POPUP } from '../browsers/whole-popup.ts';
import { ensureBuilds } from '../checks/ensure-builds.ts';
import { ROOT } from '../checks/run-tool.ts';
import { runCommand } from '../cli/run-command.ts';
import { type Sandbox, startSandboxApi } from '../sandbox-api/start-sandbox-api.ts';

/*
 * The main job, for someone who has no key: the built extension in a browser, connected to the
 * sandbox API. With a display the browser stays open until it is closed; without one the ranked
 * list is printed, pictures are saved, and the demo ends by itself.
 */

const PICTURES = join(ROOT, 'demo-output');
const POPUP_SIZE = { width: 420, height: 600 };
const OPTIONS_SIZE = { width: 900, height: 1100 };
const PATIENCE_MS = 60_000;

/** Enters the sandbox's key as a user would, and waits for the first sync to end. */
async function connect(browser: ChromiumWithExtension, sandbox: Sandbox): Promise<void> {
  const options = await browser.openOptions(OPTIONS_SIZE);
  await options.getByLabel('API key').fill(sandbox.key);
  await options.getByRole('button', { name: 'Save key' }).click();
  await options.getByText('Connected as').waitFor({ timeout: PATIENCE_MS });
  const popup = await browser.openPopup(POPUP_SIZE);
  await popup.getByRole('tablist').waitFor({ timeout: PATIENCE_MS });
  await popup.close();
  await options.close();
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
        await page.locator(WHOLE_POPUP).waitFor({ timeout: PATIENCE_MS });
        await page.getByRole('tab', { name: 'Breakouts' }).click();
      }
      const path = join(PICTURES, `${name}-${colorScheme}.png`);
      await page.screenshot({ path, fullPage: name === 'options' });
      taken.push(relative(ROOT, path));
      await page.close();
    }
  }
  return taken;
}

const USAGE = `Usage: npm run demo

Shows the extension at work without a key: the production build in a browser, connected to the
sandbox API. With a display the browser stays open until you close it. Without one the demo prints
the ranked list, saves pictures to demo-output/ and ends, after about 20 seconds.

  --help   shows this

CHROMIUM_PATH chooses the browser. Builds first when the build is missing or older than its
sources.`;

await runCommand(USAGE, async (args) => {
  parseArgs({ args, options: {} });
  await ensureBuilds();
  await demo(!hasDisplay());
});

async function demo(headless: boolean): Promise<void> {
  const sandbox = await startSandboxApi({ tls: true, seed: 7, posts: 1000, accounts: 40 });
  const browser = await openChromium({
    extensionDir: join(ROOT, '.output/chrome-mv3'),
    apiPort: sandbox.port,
    headless,
  });
  try {
    await connect(browser, sandbox);
    const { text, title } = await browser.badge();
    const popup = await browser.openPopup(POPUP_SIZE);
    await popup.locator(WHOLE_POPUP).waitFor({ timeout: PATIENCE_MS });
    for (const list of ['Breakouts', 'Top movers']) {
      const rows = await rowsOf(popup, list);
      console.log(
        `\n${list}\n${rows.length === 0 ? '  none' : rows.map((row) => `  ${row}`).join('\n')}`,
      );
    }
    console.log(`\nThe badge says “${text}”: ${title}`);
    if (headless) {
      await popup.close();
      console.log(`\nPictures: ${(await takePictures(browser)).join(', ')}`);
    } else {
      await browser.openOptions(OPTIONS_SIZE);
      console.log('\nThe browser stays open until you close it.');
      await new Promise((resolve) => browser.context.once('close', resolve));
    }
  } finally {
    await browser.close();
    await sandbox.close();
  }
}
