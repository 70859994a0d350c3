import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { MINUTE } from '../builders/time.ts';
import { type PopupPages, startPopupPages } from './support/popup-pages.ts';
import { focusedPost, tabText, visiblePosts } from './support/popup-reading.ts';
import { FIXTURE_NOW, fullFixture } from './support/popup-states.ts';

/** The place of a popup is stored within a second. */
const PATIENCE = { timeout: 5000 };

describe('memory of the popup', () => {
  let pages: PopupPages;
  let page: Page;
  beforeAll(async () => {
    pages = await startPopupPages();
  });
  afterAll(() => pages.close());
  afterEach(() => page.close());

  /** Leaves the popup with every choice made, and waits until its place is stored. */
  const leave = async () => {
    page = await pages.show(fullFixture());
    await page.getByRole('tab', { name: 'Still strong' }).click();
    await page.getByRole('button', { name: /Window, order and filters/ }).click();
    await page.getByRole('radio', { name: 'Most views gained' }).check();
    await page.getByLabel('Platform').selectOption('TikTok');
    await page.keyboard.press('Escape');
    await page.keyboard.press('/');
    await page.keyboard.type('o');
    await page.locator('[data-row]').first().focus();
    for (let press = 0; press < 11; press++) await page.keyboard.press('ArrowDown');
    const focused = await focusedPost(page);
    const scrollTop = await scrollTopOf();
    expect(scrollTop).toBeGreaterThan(0);
    const storedPlace = () =>
      page.evaluate(async () => {
        const { popupSession } = await chrome.storage.session.get<{
          popupSession?: { value: { scrollTop: number; focusedKey: string } };
        }>('popupSession');
        return [popupSession?.value.focusedKey, popupSession?.value.scrollTop];
      });
    await expect.poll(storedPlace, PATIENCE).toEqual([focused, scrollTop]);
    const posts = await visiblePosts(page);
    await page.close();
    return { focused, scrollTop, posts };
  };
  const scrollTopOf = () => page.locator('.list').evaluate((list) => list.scrollTop);
  const expectChoices = async () => {
    const tab = page.getByRole('tab', { name: 'Still strong' });
    expect(await tab.getAttribute('aria-selected')).toBe('true');
    await page.getByText('Only TikTok').waitFor();
    expect(await page.locator('.headline').first().innerText()).toMatch(/^\+/);
  };

  it('has tab, order, filters, search, place and focused row within ten minutes', async () => {
    const { focused, scrollTop, posts } = await leave();
    page = await pages.reopen({ now: FIXTURE_NOW + 9 * MINUTE });
    await expectChoices();
    expect(await page.getByRole('searchbox').inputValue()).toBe('o');
    expect(await scrollTopOf()).toBe(scrollTop);
    expect(await focusedPost(page)).toBe(focused);
    expect(await visiblePosts(page)).toEqual(posts);
  });

  it('has only tab, order and filters after that', async () => {
    await leave();
    page = await pages.reopen({ now: FIXTURE_NOW + 12 * MINUTE });
    await expectChoices();
    expect(await page.getByRole('searchbox').count()).toBe(0);
    expect(await scrollTopOf()).toBe(0);
    expect(await focusedPost(page)).toBe((await visiblePosts(page))[0]);
  });

  it('keeps a window for good, in the first frame too', async () => {
    page = await pages.show(fullFixture());
    await page.keyboard.press('4');
    await expect.poll(() => tabText(page, 'Breakouts')).toBe('Breakouts 9');
    await page.close();
    page = await pages.reopen({ now: FIXTURE_NOW + 3 * 24 * 60 * MINUTE });
    expect(await tabText(page, 'Breakouts')).toBe('Breakouts 9');
    expect(await page.getByRole('button', { name: /^30 days\. Window/ }).count()).toBe(1);
  });

  it('falls back to the window of the icon when the one chosen is published no more', async () => {
    page = await pages.show(fullFixture());
    await page.keyboard.press('4');
    await expect.poll(() => tabText(page, 'Breakouts')).toBe('Breakouts 9');
    await page.evaluate(async () => {
      const { pageState } = await chrome.storage.local.get<{ pageState: { value: string } }>(
        'pageState',
      );
      const state = JSON.parse(pageState.value);
      state.publication.windows = state.publication.windows.filter(
        ({ days }: { days: number }) => days !== 30,
      );
      await chrome.storage.local.set({
        pageState: { ...pageState, value: JSON.stringify(state) },
      });
    });
    await expect.poll(() => tabText(page, 'Breakouts')).toBe('Breakouts 13');
    await page.close();
    page = await pages.reopen();
    expect(await tabText(page, 'Breakouts')).toBe('Breakouts 13');
    expect(await page.getByRole('button', { name: /^7 days\. Window/ }).count()).toBe(1);
    expect((await visiblePosts(page)).length).toBeGreaterThan(6);
    expect(await page.locator('.strip').count()).toBe(0);
  });

  it('forgets a filter that is cleared', async () => {
    await leave();
    page = await pages.reopen();
    await page.getByRole('button', { name: 'Show all' }).click();
    await expect.poll(() => page.getByText('Only TikTok').count()).toBe(0);
    await page.close();
    page = await pages.reopen();
    expect(await page.getByText('Only TikTok').count()).toBe(0);
  });
});
