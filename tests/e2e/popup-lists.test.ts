import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { aWindowRanking } from '../builders/window-ranking.ts';
import { aFixture } from './support/popup-fixture.ts';
import { type PopupPages, startPopupPages } from './support/popup-pages.ts';
import { rowOf, tabText, visiblePosts } from './support/popup-reading.ts';
import { aTypicalRow, fullFixture } from './support/popup-states.ts';

/** More rows than the first frame has. */
const ROWS = Array.from({ length: 100 }, (_, number) => aTypicalRow(number, { series: null }));

describe('lists of the popup', () => {
  let pages: PopupPages;
  let page: Page;
  beforeAll(async () => {
    pages = await startPopupPages();
  });
  afterAll(() => pages.close());
  afterEach(() => page.close());

  const openView = () => page.getByRole('button', { name: /Window, order and filters/ }).click();

  it('have no strip above them when nothing is unusual', async () => {
    page = await pages.show(fullFixture());
    const parts = await page
      .locator(':is(header, .strip, .tab-bar, .filter-bar, .list, footer)')
      .evaluateAll((all) => all.map((part) => part.className || part.tagName.toLowerCase()));
    expect(parts).toEqual(['header', 'tab-bar', 'list', 'footer']);
  });

  it('show in a row: mark, cover, account, age, caption, a reason, and two numbers', async () => {
    page = await pages.show(fullFixture());
    const row = page.getByRole('list', { name: 'Breakouts' }).getByRole('listitem').first();
    await row.getByRole('img', { name: 'New' }).waitFor();
    await row.getByRole('img', { name: 'Instagram' }).waitFor();
    const texts = (selector: string) => row.locator(selector).innerText();
    expect(await texts('.initial')).toBe('O');
    expect(await texts('.account')).toBe('@oskar.outdoors');
    expect(await texts('.age')).toBe('1 d old');
    expect(await texts('.caption')).toBe('今日の朝ごはん:納豆と味噌汁。レシピは概要欄で');
    expect(await texts('.why')).toBe('usually 1.03K in 7 d');
    expect((await texts('.headline')).replace(/\s+/g, ' ')).toBe('114× the usual');
    await row.getByText('117,420 views gained in 7 days').waitFor({ state: 'attached' });
    for (const selector of ['.byline', '.caption', '.why']) {
      const { height = 0 } = (await row.locator(selector).boundingBox()) ?? {};
      expect(height).toBeLessThan(20);
    }
  });

  it('explain themselves behind the button for that', async () => {
    page = await pages.show(fullFixture());
    for (const [tab, text] of [
      ['Breakouts', 'Posts getting far more views than that account'],
      ['Still strong', 'Older posts that keep getting far more views than usual'],
      ['Top movers', 'The posts that gained the most views.'],
    ] as const) {
      await page.getByRole('tab', { name: tab }).click();
      await page.getByRole('button', { name: 'About this list' }).click();
      const about = page.getByRole('dialog', { name: 'About this list' });
      expect(await about.innerText()).toContain(text);
      await page.keyboard.press('Escape');
      await about.waitFor({ state: 'detached' });
    }
    expect(await page.getByRole('tab', { name: 'Breakouts' }).getAttribute('title')).toBeNull();
  });

  it('sort all rows by each order, not the first ones', async () => {
    page = await pages.show(aFixture([aWindowRanking({ breakouts: ROWS })]));
    const orders = [
      ['Most views gained', (row: (typeof ROWS)[number]) => row.gained],
      ['Most engagement gained', (row: (typeof ROWS)[number]) => row.engagementGained ?? 0],
      ['Most above usual', (row: (typeof ROWS)[number]) => row.multiple ?? 0],
    ] as const;
    for (const [name, value] of orders) {
      await openView();
      await page.getByRole('radio', { name }).check();
      await page.keyboard.press('Escape');
      const best = ROWS.toSorted((a, b) => value(b) - value(a) || (a.id < b.id ? -1 : 1));
      await expect
        .poll(async () => (await visiblePosts(page)).slice(0, 8))
        .toEqual(best.slice(0, 8).map(({ id }) => id));
    }
  });

  it('show the number that they are ordered by first, with its unit', async () => {
    page = await pages.show(fullFixture());
    const figures = async () =>
      (await rowOf(page, 3).locator('.figures').innerText()).replace(/\s+/g, ' ');
    expect(await figures()).toMatch(/^31× the usual \+1\.12M/);
    for (const [name, expected] of [
      ['Most views gained', /^\+1\.12M .*views 31× the usual$/],
      ['Most engagement gained', /^\+86K .*engagements 31× the usual$/],
    ] as const) {
      await openView();
      await page.getByRole('radio', { name }).check();
      await page.keyboard.press('Escape');
      expect(await figures()).toMatch(expected);
    }
    // A screen reader says the unit once, in the words of the number.
    const name = await rowOf(page, 3).locator('.row-face').ariaSnapshot();
    expect(name).toContain('86,033 likes, comments and shares gained in 7 days 31× the usual');
    expect(name).not.toContain('engagements');
  });

  it('show a window of the user’s own in the menu, marked as that of the icon', async () => {
    const windows = [1, 3, 7, 14, 30].map((days, index) => ({
      ...{ days, breakouts: 2 + index, stillStrong: 0, compared: 9, total: 9 },
    }));
    const own = aWindowRanking({ breakouts: ROWS.slice(0, 3) }, { windowDays: 3 });
    const week = aWindowRanking({ breakouts: ROWS.slice(0, 4) }, { windowDays: 7 });
    page = await pages.show(aFixture([own, week], {}, { windows }));
    await openView();
    const menu = page.getByRole('dialog', { name: 'Window, order and filters' });
    expect((await menu.innerText()).replace(/\s+/g, ' ')).toContain(
      '1 day 2 breakouts 3 days (on the icon) 3 breakouts 7 days 4 breakouts 14 days 5 breakouts',
    );
    expect(await menu.getByRole('radio', { name: '3 days' }).isChecked()).toBe(true);
    await menu.getByRole('radio', { name: '7 days' }).check();
    await expect.poll(() => tabText(page, 'Breakouts')).toBe('Breakouts 4');
  });

  it('show the rest of the top movers at the press of a button', async () => {
    page = await pages.show(aFixture([aWindowRanking({ topMovers: ROWS })]));
    await page.getByRole('tab', { name: 'Top movers' }).click();
    await page.keyboard.press('End');
    await page.getByRole('button', { name: 'Show 90 more' }).click();
    await page.locator('[data-row]').last().focus();
    await page.keyboard.press('End');
    await rowOf(page, 99).waitFor();
    expect(await page.getByRole('button', { name: /^Show \d+ more/ }).count()).toBe(0);
  });

  it('are searched in the same frame, 10,000 posts long', async () => {
    const rows = Array.from({ length: 10_000 }, (_, number) =>
      aTypicalRow(number, { series: null, caption: `Number ${number}` }),
    );
    page = await pages.show(aFixture([aWindowRanking({ breakouts: rows })]));
    await expect
      .poll(() => page.locator('.rows').evaluate((list) => list.clientHeight))
      .toBe(580_000);
    await page.keyboard.press('/');
    const found = await page.getByRole('searchbox').evaluate(
      (field: HTMLInputElement) =>
        new Promise<(string | null)[]>((resolve) => {
          field.value = 'number 9999';
          field.dispatchEvent(new InputEvent('input', { bubbles: true }));
          // Callbacks of this frame run before it is painted.
          requestAnimationFrame(() =>
            resolve(
              [...document.querySelectorAll('[data-post-id]')].map((row) =>
                row.getAttribute('data-post-id'),
              ),
            ),
          );
        }),
    );
    expect(found).toEqual(['post-9999']);
    expect(await page.locator('mark').innerText()).toBe('Number 9999');
  });
});
