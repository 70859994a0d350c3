import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { type ChromiumWithExtension, openChromium } from '../browsers/chromium-with-extension.ts';
import { ROOT } from '../checks/run-tool.ts';
import { type Sandbox, startSandboxApi } from '../sandbox-api/start-sandbox-api.ts';
import { startShowroomCovers } from './showroom-covers.ts';

/**
 * Waits until every cover in sight is loaded, and hides the ring of the focus and the buttons of
 * the current row, which cover a part of it, unless one of them has opened a menu.
 */
export async function settleForPicture(page: Page): Promise<void> {
  await page.waitForFunction(() => [...document.images].every(({ complete }) => complete));
  await page.evaluate(() => {
    (document.activeElement as HTMLElement | null)?.blur();
    for (const actions of document.querySelectorAll<HTMLElement>('.row-actions')) {
      const isOpen = actions.querySelector('[aria-expanded="true"]') !== null;
      if (!isOpen) actions.style.visibility = 'hidden';
    }
  });
}

/** The library of the demo and of every picture. */
const SHOWROOM = { isShowroom: true, seed: 7, posts: 1000, accounts: 40 } as const;

/** The longest time of the first update, ms. */
const TIMEOUT_MS = 60_000;

/** The production build in Chromium, connected to the showroom. */
export interface ShowroomSession {
  readonly browser: ChromiumWithExtension;
  readonly sandbox: Sandbox;
  close(): Promise<void>;
}

/**
 * Opens the browser, enters the sandbox's key as a user would, and waits until the badge counts.
 * All breakouts are new, because nobody has seen the list.
 */
export async function openShowroom(headless: boolean): Promise<ShowroomSession> {
  const sandbox = await startSandboxApi({ tls: true, ...SHOWROOM });
  const covers = await startShowroomCovers(sandbox);
  const browser = await openChromium({
    extensionDir: join(ROOT, '.output/chrome-mv3'),
    apiPort: sandbox.port,
    coverPort: covers.port,
    headless,
    fillsWindow: !headless,
  });
  const close = async () => {
    await browser.close();
    await covers.stop();
    await sandbox.close();
  };
  try {
    const options = await browser.openOptions();
    await options.getByLabel('API key').fill(sandbox.key);
    await options.getByRole('button', { name: 'Save key' }).click();
    await options.getByText('Connected as').waitFor({ timeout: TIMEOUT_MS });
    await waitForCounts(browser);
    await options.close();
    return { browser, sandbox, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function waitForCounts(browser: ChromiumWithExtension): Promise<void> {
  const deadline = Date.now() + TIMEOUT_MS;
  while (!/Counts from/.test((await browser.badge()).title)) {
    if (Date.now() > deadline) throw new Error('The first update did not end.');
    await delay(200);
  }
}
