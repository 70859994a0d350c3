import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { type ChromiumWithExtension, openChromium } from '../browsers/chromium-with-extension.ts';
import { ROOT } from '../checks/run-tool.ts';
import { type Sandbox, startSandboxApi } from '../sandbox-api/start-sandbox-api.ts';
import { serveShowroomCovers } from './showroom-covers.ts';

/**
 * Waits until every cover in sight is loaded, and takes the focus from the first row, whose ring
 * and buttons a picture doesn't need.
 */
export async function settleForPicture(page: Page): Promise<void> {
  await page.waitForFunction(() => [...document.images].every(({ complete }) => complete));
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
}

/** The library of the demo and of every picture. */
const SHOWROOM = { isShowroom: true, seed: 7, posts: 1000, accounts: 40 } as const;

/** How long the first update may take, ms. */
const PATIENCE_MS = 60_000;

/** The production build in Chromium, connected to the showroom. */
export interface ShowroomSession {
  readonly browser: ChromiumWithExtension;
  readonly sandbox: Sandbox;
  close(): Promise<void>;
}

/**
 * Opens the browser, enters the sandbox's key as a user would, and waits for the first update.
 * Leaves no page of the extension open.
 */
export async function openShowroom(headless: boolean): Promise<ShowroomSession> {
  const sandbox = await startSandboxApi({ tls: true, ...SHOWROOM });
  const browser = await openChromium({
    extensionDir: join(ROOT, '.output/chrome-mv3'),
    apiPort: sandbox.port,
    headless,
  });
  const close = async () => {
    await browser.close();
    await sandbox.close();
  };
  try {
    await serveShowroomCovers(browser.context, sandbox);
    const options = await browser.openOptions();
    await options.getByLabel('API key').fill(sandbox.key);
    await options.getByRole('button', { name: 'Save key' }).click();
    await options.getByText('Connected as').waitFor({ timeout: PATIENCE_MS });
    const popup = await browser.openPopup();
    await popup.getByRole('tablist').waitFor({ timeout: PATIENCE_MS });
    await popup.close();
    await options.close();
    return { browser, sandbox, close };
  } catch (error) {
    await close();
    throw error;
  }
}
