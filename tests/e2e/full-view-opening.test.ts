import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PopupPages, startPopupPages } from './support/popup-pages.ts';
import { fullFixture } from './support/popup-states.ts';

const SIDE_PANEL = '/sidepanel.html';
const FULL_VIEW = '/full-view.html';

describe('opening the full view', () => {
  let pages: PopupPages;
  beforeAll(async () => {
    pages = await startPopupPages();
  });
  afterAll(() => pages.close());

  /** The hashes of the pages of the extension that are open under a path. */
  const openHashes = async (path: string) => {
    const devTools = await pages.browser.context.browser()?.newBrowserCDPSession();
    const { targetInfos = [] } = (await devTools?.send('Target.getTargets')) ?? {};
    await devTools?.detach();
    const address = `${pages.browser.extensionOrigin}${path}`;
    return targetInfos.flatMap(({ url }) =>
      url.startsWith(address) ? [url.slice(address.length)] : [],
    );
  };
  const closeFullViews = () =>
    expect
      .poll(async () => {
        for (const page of pages.browser.context.pages())
          if (page.url().includes(FULL_VIEW)) await page.close();
        return openHashes(FULL_VIEW);
      })
      .toEqual([]);
  /** Tells a new worker of a choice in the menu, which no automation of Chromium can open. */
  const chooseInIconMenu = async (entry: string) => {
    await pages.browser.killWorker();
    const worker = await pages.browser.worker();
    await worker.evaluate(async (menuItemId) => {
      const [tab] = await chrome.tabs.query({ active: true });
      const { onClicked } = chrome.contextMenus as unknown as {
        readonly onClicked: { dispatch(choice: object, tab: object | undefined): void };
      };
      onClicked.dispatch({ menuItemId }, tab);
    }, entry);
  };
  const chooseFilter = async (page: Page) => {
    await page.getByRole('button', { name: /Window, order and filters/ }).click();
    await page.getByLabel('Platform').selectOption('tiktok');
    await page.getByLabel(/^14 days/).check();
    await page.getByRole('radio', { name: 'Most views gained' }).check();
    await page.keyboard.press('Escape');
    await page.getByRole('tab', { name: /Still strong/ }).click();
  };

  it('opens a tab by button and by key, with tab, window, order, filters and search', async () => {
    const popup = await pages.show(fullFixture());
    await popup.getByRole('button', { name: 'Open full view' }).click();
    await expect.poll(() => openHashes(FULL_VIEW)).toEqual(['#list=breakouts']);
    await expect.poll(() => popup.isClosed()).toBe(true);
    await closeFullViews();

    const again = await pages.reopen();
    await chooseFilter(again);
    // The popup closes at the key, before it is released.
    await again.keyboard.down('f').catch((error) => expect(String(error)).toContain('closed'));
    await expect
      .poll(() => openHashes(FULL_VIEW))
      .toEqual(['#list=stillStrong&days=14&sort=-gained&platform=tiktok']);
    await closeFullViews();

    const searching = await pages.reopen();
    await searching.keyboard.press('/');
    await searching.keyboard.type('oskar');
    await searching.getByRole('button', { name: 'Open full view' }).click();
    await expect
      .poll(() => openHashes(FULL_VIEW))
      .toEqual(['#list=stillStrong&days=14&sort=-gained&platform=tiktok&search=oskar']);
    await closeFullViews();
  });

  it('opens the side panel from the list’s menu, and shows the popup’s choices there', async () => {
    const popup = await pages.show(fullFixture());
    const open = async (page: Page) => {
      await page.getByRole('button', { name: 'Actions for this list' }).click();
      await page.getByRole('menuitem', { name: 'Open in side panel' }).click();
    };
    await open(popup);
    await expect.poll(() => openHashes(SIDE_PANEL)).toEqual(['#list=breakouts']);
    await expect.poll(() => popup.isClosed()).toBe(true);
    // The open panel shows other choices without a second one.
    const again = await pages.reopen();
    await again.getByRole('tab', { name: /Top movers/ }).click();
    await open(again);
    await expect.poll(() => openHashes(SIDE_PANEL)).toEqual(['#sort=-gained']);
  });

  it('adds its entries to the icon’s menu with the option, and does what is chosen', async () => {
    const options = await pages.browser.openOptions();
    const toggle = options.getByLabel("More in the icon's menu");
    expect(await toggle.isChecked()).toBe(false);
    await toggle.check();
    const isGranted = (page: Page) =>
      page.evaluate(() => chrome.permissions.contains({ permissions: ['contextMenus'] }));
    await expect.poll(() => isGranted(options)).toBe(true);
    // Only an entry that is there can be changed.
    const entries = () =>
      options.evaluate(async () => {
        const ids = ['refresh', 'full-view', 'side-panel', 'options', 'no-such-entry'];
        const found = await Promise.allSettled(ids.map((id) => chrome.contextMenus.update(id, {})));
        return ids.filter((_, index) => found[index]?.status === 'fulfilled');
      });
    await expect.poll(entries).toEqual(['refresh', 'full-view', 'side-panel', 'options']);

    await chooseInIconMenu('full-view');
    await expect.poll(() => openHashes(FULL_VIEW)).toEqual(['']);
    await closeFullViews();
    await options.close();
    const opened = pages.browser.context.waitForEvent('page');
    await chooseInIconMenu('options');
    const again = await opened;
    await again.getByLabel("More in the icon's menu").uncheck();
    await expect.poll(() => isGranted(again)).toBe(false);
    await again.close();
  });
});
