import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { expect, vi } from 'vitest';
import {
  type ChromiumWithExtension,
  openChromium,
} from '../../browsers/chromium-with-extension.ts';
import { COMPLETE_POPUP } from '../../browsers/complete-popup.ts';
import {
  type Sandbox,
  type SandboxOptions,
  startSandboxApi,
} from '../../sandbox-api/start-sandbox-api.ts';

/** The production build for Chromium, which `npm run build` makes. */
export const CHROMIUM_BUILD = join(import.meta.dirname, '../../../.output/chrome-mv3');

/** The longest wait of a test for the extension, ms; longer than a request's timeout. */
const WAIT_TIMEOUT_MS = 30_000;

/** The unmodified production build in Chromium, talking TLS to a sandbox API. */
export interface ExtensionSession {
  readonly sandbox: Sandbox;
  readonly browser: ChromiumWithExtension;
  /** Enters a key in the options page as a user does; gives the page. */
  enterKey(key: string): Promise<Page>;
  /**
   * Enters the sandbox's key in the page that greets a new user if it is still open, and waits for
   * the first sync to end. That page is gone then.
   */
  connect(): Promise<void>;
  /** Waits for the expected badge and returns it. */
  badgeSays(text: string): Promise<{ readonly text: string; readonly title: string }>;
  close(): Promise<void>;
}

/**
 * @param extensionDir the build to load; default: the one that `npm run build` made
 * @param webhookPort the port of fake webhooks; default: their hosts cannot be reached
 */
export async function startExtensionSession(
  options: SandboxOptions = {},
  extensionDir = CHROMIUM_BUILD,
  webhookPort?: number,
): Promise<ExtensionSession> {
  const sandbox = await startSandboxApi({ tls: true, ...options });
  const browser = await openChromium({ extensionDir, apiPort: sandbox.port, webhookPort });
  // The page that greets a new user may open in a blank tab, even in one that a test has just
  // opened for a page of its own.
  const greeting = await vi.waitFor(
    () => {
      const page = browser.context.pages().find((open) => open.url().endsWith('welcome.html'));
      if (page === undefined) throw new Error('The welcome page has not opened.');
      return page;
    },
    { timeout: WAIT_TIMEOUT_MS },
  );
  const enterKey = async (key: string) => {
    const page = await browser.openOptions();
    const replace = page.getByRole('button', { name: 'Replace key' });
    await seen(page.getByLabel('API key').or(replace));
    if (await replace.isVisible()) await replace.click();
    await page.getByLabel('API key').fill(key);
    await page.getByRole('button', { name: 'Save key' }).click();
    return page;
  };
  return {
    sandbox,
    browser,
    enterKey,
    async connect() {
      // An extension that was loaded again has lost its pages.
      const page = greeting.isClosed() ? await browser.openOptions() : greeting;
      await page.bringToFront();
      await page.getByLabel('API key').fill(sandbox.key);
      await page.getByRole('button', { name: 'Save key' }).click();
      await seen(page.getByText('Connected as'));
      await browser.leaveExtensionPage(page);
      await vi.waitFor(async () => expect((await browser.badge()).title).toMatch(/Counts from/), {
        timeout: WAIT_TIMEOUT_MS,
      });
    },
    async badgeSays(text) {
      await vi.waitFor(async () => expect((await browser.badge()).text).toBe(text), {
        timeout: WAIT_TIMEOUT_MS,
      });
      return browser.badge();
    },
    async close() {
      await browser.close();
      await sandbox.close();
    },
  };
}

/** Waits until `what` can be seen. */
export async function seen(what: Locator): Promise<void> {
  await what.first().waitFor({ state: 'visible', timeout: WAIT_TIMEOUT_MS });
}

/** The tab of each list that has not the name of its tab. */
const TAB_OF: Readonly<Record<string, string>> = {
  'No longer breaking out': 'Breakouts',
  'Too new to compare': 'Top movers',
};

/** Opens the tab of a list and returns the ids and gains of its posts, in order. */
export async function listedPosts(
  popup: Page,
  list: string,
): Promise<{ id: string; gained: string }[]> {
  await seen(popup.locator(COMPLETE_POPUP));
  const tab = popup.getByRole('tab', { name: TAB_OF[list] ?? list });
  // Without any list there are no tabs either.
  if ((await tab.count()) === 0) return [];
  if ((await tab.getAttribute('aria-selected')) !== 'true') await tab.click();
  // Only the rows around the visible part are in the document: they are collected page by page.
  return popup.evaluate(async (name) => {
    const scroller = document.querySelector('.list') as HTMLElement;
    const found = new Map<number, { id: string; gained: string }>();
    const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    scroller.scrollTop = 0;
    for (let bottom = -1; bottom !== scroller.scrollTop; ) {
      await frame();
      for (const row of document.querySelectorAll(`ol[aria-label="${name}"] > [data-post-id]`)) {
        found.set(Number(row.getAttribute('aria-posinset')), {
          id: row.getAttribute('data-post-id') ?? '',
          gained: row.querySelector('.gained')?.getAttribute('title') ?? '',
        });
      }
      bottom = scroller.scrollTop;
      scroller.scrollTop += scroller.clientHeight;
    }
    return [...found].sort(([a], [b]) => a - b).map(([, post]) => post);
  }, list);
}

/** Does something that makes the extension sync, and waits until that sync has succeeded. */
export async function syncedAfter(page: Page, action: () => Promise<void>): Promise<void> {
  const lastSuccess = () =>
    page.evaluate(async () => {
      const { syncStatus } = await chrome.storage.local.get<{
        syncStatus: { value: { lastSuccessAt: number } };
      }>('syncStatus');
      return syncStatus.value.lastSuccessAt;
    });
  const before = await lastSuccess();
  await action();
  await vi.waitFor(async () => expect(await lastSuccess()).toBeGreaterThan(before), {
    timeout: WAIT_TIMEOUT_MS,
  });
}
