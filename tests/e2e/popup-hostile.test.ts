import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { aWindowRanking } from '../builders/window-ranking.ts';
import { aFixture, updatedAt } from './support/popup-fixture.ts';
import { type PopupPages, startPopupPages } from './support/popup-pages.ts';
import { rowOf, toastOf } from './support/popup-reading.ts';
import { aTypicalRow } from './support/popup-states.ts';

const { status, head } = updatedAt(Date.now());
/** Characters that reorder the text around them, and those that show nothing. */
const HARMFUL = /[\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff]/;
const FAMILY = '👨‍👩‍👧‍👦';
/** Texts that a platform may hand on, each as name, creator, category and caption. */
const TEXTS = {
  bidi: '\u202eoverride\u202c \u2066isolate\u2069 \u202aembedding\u202c',
  invisible: '\u200b\u2060\u200d\ufeff',
  html: '<img src=x onerror="document.title=1"><script>document.title=2</script>',
  long: 'x'.repeat(5000),
  emoji: FAMILY.repeat(200),
};
const NAMES = Object.keys(TEXTS) as (keyof typeof TEXTS)[];
const numberOf = (name: keyof typeof TEXTS) => NAMES.indexOf(name);
const rows = NAMES.map((name, number) => {
  const text = TEXTS[name];
  return aTypicalRow(number, {
    caption: text,
    accountName: text,
    creatorName: text,
    category: text,
    coverUrl: null,
  });
});
const FIXTURE = aFixture([aWindowRanking({ breakouts: rows })], { status }, head);

describe('hostile text', () => {
  let pages: PopupPages;
  let page: Page;
  beforeAll(async () => {
    pages = await startPopupPages();
    await pages.browser.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  });
  afterAll(() => pages.close());
  afterEach(async () => {
    // Nothing of it ever ran.
    expect(await page.title()).toBe('Breakouts for CreatorAudit');
    expect(await page.locator('#app :is(img, script)').count()).toBe(0);
    await page.close();
  });

  const show = async () => {
    page = await pages.show(FIXTURE, { now: Date.now() });
  };
  const chooseForList = async (item: string) => {
    await page.getByRole('button', { name: 'Actions for this list' }).click();
    await page.getByRole('menuitem', { name: item }).click();
  };

  it('is plain text in rows of the usual height, unfolded ones included', async () => {
    await show();
    expect(await page.locator('#app').innerText()).not.toMatch(HARMFUL);
    const invisible = rowOf(page, numberOf('invisible'));
    expect(await invisible.locator('.caption').innerText()).toBe('No caption');
    expect(await invisible.locator('.account').innerText()).toBe('unknown account');
    expect(await rowOf(page, numberOf('html')).innerText()).toContain('<img src=x onerror=');
    expect(await rowOf(page, numberOf('emoji')).locator('.caption').innerText()).toContain(FAMILY);
    const heights = await page
      .locator('.row')
      .evaluateAll((all) => all.map((row) => row.getBoundingClientRect().height));
    expect(new Set(heights)).toEqual(new Set([58]));
    for (const name of NAMES) {
      const row = rowOf(page, numberOf(name));
      await row.getByRole('button', { name: /Show details/ }).click();
      await row.locator('.details').waitFor();
      const { scrollWidth, clientWidth } = await row
        .locator('.details')
        .evaluate(({ scrollWidth, clientWidth }) => ({ scrollWidth, clientWidth }));
      expect(scrollWidth).toBeLessThanOrEqual(clientWidth);
      expect(await row.innerText()).not.toMatch(HARMFUL);
      await row.getByRole('button', { name: /Hide details/ }).click();
    }
  });

  it('reorders nothing in tooltips and names, nor in the short one of the badge', async () => {
    await show();
    const named = await page
      .locator('#app :is([title], [aria-label])')
      .evaluateAll((all) =>
        all.map((one) => `${one.getAttribute('title')} ${one.ariaLabel}`).join('\n'),
      );
    expect(named).not.toMatch(HARMFUL);
    await expect.poll(async () => (await pages.browser.badge()).text).toBe('5');
    const { title } = await pages.browser.badge();
    expect(title).not.toMatch(HARMFUL);
    expect(title).toContain('114× @override isolate embedding');
    expect(title.length).toBeLessThan(1000);
    // A long name is named by its start.
    for (const number of [0, 1, 2]) {
      await rowOf(page, number).locator('[data-row]').focus();
      await page.keyboard.press('m');
      await page.getByRole('menuitem', { name: 'Mute this post' }).click();
      await rowOf(page, number).waitFor({ state: 'detached' });
    }
    await expect.poll(async () => (await pages.browser.badge()).text).toBe('2');
    expect((await pages.browser.badge()).title.length).toBeLessThan(400);
  });

  it('is plain text on one line in toasts, menus and dialogs', async () => {
    await show();
    for (const name of NAMES) {
      await rowOf(page, numberOf(name)).locator('[data-row]').focus();
      await page.keyboard.press('m');
      const menu = page.getByRole('menu', { name: 'Mute' });
      expect(await menu.innerText()).not.toMatch(HARMFUL);
      const { width = 0 } = (await menu.boundingBox()) ?? {};
      expect(width).toBeLessThanOrEqual(420);
      await menu.getByRole('menuitem', { name: 'Mute this post' }).click();
      await toastOf(page).getByText('muted').waitFor();
      expect(await toastOf(page).innerText()).not.toMatch(HARMFUL);
      const box = await page.locator('.toast').boundingBox();
      expect(box?.height).toBeLessThan(60);
      await toastOf(page).getByRole('button', { name: 'Undo' }).click();
      await rowOf(page, numberOf(name)).waitFor();
    }
    await rowOf(page, numberOf('long')).locator('[data-row]').focus();
    await page.keyboard.press('m');
    await page.getByRole('menuitem', { name: /^Mute all of/ }).click();
    await page.getByRole('button', { name: /Window, order and filters/ }).click();
    expect(await page.locator('.popover.view').innerText()).not.toMatch(HARMFUL);
    await page.getByRole('button', { name: /^Muted and snoozed/ }).click();
    const dialog = page.getByRole('dialog', { name: 'Muted and snoozed' });
    const unmute = await dialog.getByRole('button', { name: /^Unmute/ }).boundingBox();
    expect((unmute?.x ?? 420) + (unmute?.width ?? 0)).toBeLessThanOrEqual(400);
    const { scrollWidth, clientWidth } = await dialog.evaluate(({ scrollWidth, clientWidth }) => ({
      scrollWidth,
      clientWidth,
    }));
    expect(scrollWidth).toBeLessThanOrEqual(clientWidth);
  });

  it('is escaped in Markdown, cut in copied text, and reads back from CSV', async () => {
    await show();
    await chooseForList('Copy 5 posts as Markdown');
    await toastOf(page).getByText('List copied').waitFor();
    const markdown = await page.evaluate(() => navigator.clipboard.readText());
    expect(markdown).not.toMatch(HARMFUL);
    const items = markdown.split('\n').filter((line) => line.startsWith('1. '));
    expect(items).toHaveLength(NAMES.length);
    expect(items[numberOf('html')]).toContain('\\<img src=x onerror=');
    expect(items[numberOf('invisible')]).toContain('unknown account: No caption');

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      chooseForList('Export 5 posts as CSV'),
    ]);
    const csv = readFileSync(await download.path(), 'utf8').slice(1);
    expect(csv).not.toMatch(HARMFUL);
    const { data } = Papa.parse<Record<string, string>>(csv, {
      header: true,
      skipEmptyLines: true,
    });
    expect(data.map(({ Caption }) => Caption)).toEqual([
      'override isolate embedding',
      '',
      TEXTS.html,
      TEXTS.long,
      TEXTS.emoji,
    ]);
  });
});
