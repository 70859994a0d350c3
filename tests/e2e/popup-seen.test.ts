import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { aWindowRanking } from '../builders/window-ranking.ts';
import { aFixture, updatedAt } from './support/popup-fixture.ts';
import { type PopupPages, startPopupPages } from './support/popup-pages.ts';
import { isSeen, marksOf, rowOf } from './support/popup-reading.ts';
import { aTypicalRow } from './support/popup-states.ts';

const { status, head } = updatedAt(Date.now());
const rows = Array.from({ length: 40 }, (_, number) => aTypicalRow(number));
/** Forty new breakouts. */
const NEW = aFixture([aWindowRanking({ breakouts: rows })], { status }, head);
const PATIENCE = { timeout: 5000 };
const seenPosts = async (page: Page) => Object.keys((await marksOf(page)).posts).sort();

describe('posts that were seen', () => {
  let pages: PopupPages;
  let page: Page;
  beforeAll(async () => {
    pages = await startPopupPages();
  });
  afterAll(() => pages.close());
  afterEach(() => page.close());

  it('are those half visible for a second, and stay marked until the popup closes', async () => {
    page = await pages.show(NEW, { now: Date.now() });
    // Three whole rows, of the fourth a third, of the last two thirds.
    const place = await page.locator('.list').evaluate((list) => {
      list.scrollTop = 10 * 58 + 20;
      return list.clientHeight;
    });
    const lastVisible = Math.floor((10 * 58 + 20 + place) / 58);
    const lastShare = ((10 * 58 + 20 + place) % 58) / 58;
    await expect.poll(() => isSeen(page, 'post-11'), PATIENCE).toBe(true);
    const seen = (await seenPosts(page)).map((id) => Number(id.slice(5)));
    // Of the first visible row less than two thirds, and at least half, was on screen.
    expect(Math.max(...seen)).toBe(lastShare >= 0.5 ? lastVisible : lastVisible - 1);
    expect(seen).toContain(10);
    await expect
      .poll(async () => (await pages.browser.badge()).title, PATIENCE)
      .toContain(`(${40 - seen.length} new)`);
    expect(await rowOf(page, 11).getByRole('img', { name: 'New' }).count()).toBe(1);
    expect(await page.locator('.summary').innerText()).toBe(`40 · ${40 - seen.length} new`);
    await page.close();
    page = await pages.reopen({ now: Date.now() });
    await rowOf(page, 11).waitFor();
    expect(await rowOf(page, 11).getByRole('img', { name: 'New' }).count()).toBe(0);
  });

  it('are not those scrolled past, or less than half visible', async () => {
    page = await pages.show(NEW, { now: Date.now(), size: { width: 420, height: 200 } });
    // Only 30 of the 58 pixels of the first row are above the fold.
    await page.locator('.list').evaluate((list) => {
      list.scrollTop = 35;
    });
    await expect.poll(() => isSeen(page, 'post-1'), PATIENCE).toBe(true);
    const list = page.locator('.list');
    for (const top of [600, 1200, 1800]) {
      await list.evaluate((element, scrollTop) => {
        element.scrollTop = scrollTop;
      }, top);
      await page.waitForTimeout(200);
    }
    await expect.poll(() => isSeen(page, 'post-32'), PATIENCE).toBe(true);
    const seen = await seenPosts(page);
    expect(seen).not.toContain('post-0');
    expect(seen).not.toContain('post-11');
    expect(seen).not.toContain('post-21');
  });

  it('are not those of a popup that closes within a second', async () => {
    page = await pages.show(NEW, { now: Date.now() });
    await page.close();
    page = await pages.reopen({ now: Date.now() });
    expect(await page.locator('.summary').innerText()).toBe('40 · 40 new');
  });
});
