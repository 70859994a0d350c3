import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DAY, MINUTE } from '../builders/time.ts';
import { aWindowRanking } from '../builders/window-ranking.ts';
import { aFixture, type PopupFixture, updatedAt } from './support/popup-fixture.ts';
import { type PopupPages, startPopupPages } from './support/popup-pages.ts';
import { focusedPost, isSeen, marksOf, rowOf, tabText, toastOf } from './support/popup-reading.ts';
import { aTypicalRow, fullFixture } from './support/popup-states.ts';

const NOW = Date.now();
const { status, head } = updatedAt(NOW);
/** Thirteen breakouts, of which the first three are new, at the present time of the worker. */
const FULL = fullFixture({ status }, head);
const { settings } = FULL.page;
/** 72 new breakouts; twelve of them are on TikTok and by Nike. */
const MANY = aFixture(
  [aWindowRanking({ breakouts: Array.from({ length: 72 }, (_, number) => aTypicalRow(number)) })],
  { status },
  head,
);

const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());
/** True while the tab of the page is in front. */
const isInFront = (page: Page) =>
  page.evaluate(async () => (await chrome.tabs.getCurrent())?.active);

/** The address that a tab was opened at: no network leads there. */
async function addressOf(tab: Page): Promise<string> {
  const devTools = await tab.context().newCDPSession(tab);
  let address = '';
  await expect
    .poll(async () => {
      const { entries } = await devTools.send('Page.getNavigationHistory');
      address = entries.at(-1)?.url ?? '';
      return address;
    })
    .toMatch(/^https/);
  return address;
}

describe('actions of the popup', () => {
  let pages: PopupPages;
  let page: Page;
  beforeAll(async () => {
    pages = await startPopupPages();
    await pages.browser.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  });
  afterAll(() => pages.close());
  afterEach(() => page.close());

  const show = async (fixture: PopupFixture = FULL, countsAsSeen = true) => {
    page = await pages.show(fixture, { now: Date.now(), hasClock: true, countsAsSeen });
    return page;
  };
  const reopen = async (afterMs = 0, countsAsSeen = true) => {
    await page.close();
    page = await pages.reopen({ now: Date.now() + afterMs, countsAsSeen });
  };
  const badge = () => pages.browser.badge();
  const choose = async (menu: string, item: string | RegExp) => {
    await page.getByRole('menu', { name: menu }).getByRole('menuitem', { name: item }).click();
  };
  const chooseForList = async (item: string | RegExp) => {
    await page.getByRole('button', { name: 'Actions for this list' }).click();
    await choose('Actions for this list', item);
  };
  /** Opens the dialog of muted posts and accounts from the menu, as a user does. */
  const openMuted = async () => {
    await page.getByRole('button', { name: /Window, order and filters/ }).click();
    await page.getByRole('button', { name: /^Muted and snoozed/ }).click();
    return page.getByRole('dialog', { name: 'Muted and snoozed' });
  };
  /** The tabs that something opens, once there are `count` of them. */
  const opened = async (count: number, action: () => Promise<unknown>) => {
    const tabs: Page[] = [];
    const note = (tab: Page) => tabs.push(tab);
    pages.browser.context.on('page', note);
    await action();
    await expect.poll(() => tabs.length).toBe(count);
    pages.browser.context.off('page', note);
    const urls = await Promise.all(tabs.map(addressOf));
    const wasInFront = await isInFront(page);
    await Promise.all(tabs.map((tab) => tab.close()));
    return { urls, wasInFront };
  };

  it.each([
    ['hover', () => rowOf(page, 4).hover()],
    ['focus', () => rowOf(page, 4).locator('[data-row]').focus()],
  ] as const)('are offered on a row on %s', async (_, reach) => {
    await show();
    await reach();
    const names = ['Open in background', 'Copy link', 'Mark as new', 'Snooze', 'More actions'];
    for (const name of names)
      expect(await rowOf(page, 4).getByRole('button', { name }).isVisible());
    expect(await rowOf(page, 4).locator('.row-actions button').count()).toBe(names.length);
    await rowOf(page, 4).getByRole('button', { name: 'More actions' }).click();
    const items = await page.getByRole('menu', { name: 'More actions' }).getByRole('menuitem');
    expect(await items.allInnerTexts()).toEqual([
      'Open',
      'Open in background',
      'Details',
      'Copy link',
      'Copy as text',
      'Copy as Markdown',
      'Mark as new',
      'Snooze…',
      'Mute this post',
      'Mute @tiny.cooks',
      'Mute all of Nike',
    ]);
  });

  it('open a post in front by Enter and by a click, which both count as seen', async () => {
    await show();
    for (const [number, open] of [
      [1, () => page.keyboard.press('Enter')],
      [2, () => rowOf(page, 2).locator('.caption').click()],
    ] as const) {
      await rowOf(page, number).locator('[data-row]').focus();
      const { urls, wasInFront } = await opened(1, open);
      expect(urls).toEqual([`https://www.instagram.com/p/post-${number}/`]);
      expect(wasInFront).toBe(false);
      await page.bringToFront();
      await expect.poll(() => isSeen(page, `post-${number}`)).toBe(true);
    }
  });

  it('open a post in the background, and the popup stays in front', async () => {
    await show();
    await rowOf(page, 3).hover();
    for (const open of [
      () => rowOf(page, 3).getByRole('button', { name: 'Open in background' }).click(),
      async () => {
        await rowOf(page, 3).locator('[data-row]').focus();
        await page.keyboard.press('Control+Enter');
      },
    ]) {
      const { urls, wasInFront } = await opened(1, open);
      expect(urls).toEqual(['https://www.instagram.com/p/post-3/']);
      expect(wasInFront).toBe(true);
    }
    expect(await focusedPost(page)).toBe('post-3');
  });

  it('copy the link, the post as text, and as Markdown', async () => {
    await show();
    await rowOf(page, 3).hover();
    await rowOf(page, 3).getByRole('button', { name: 'Copy link' }).click();
    await toastOf(page).getByText('Link copied').waitFor();
    expect(await clipboard(page)).toBe('https://www.instagram.com/p/post-3/');
    const figures = '31× the usual, 1.12M views gained in 7 days';
    for (const [item, copied] of [
      [
        'Copy as text',
        `@bread.daily: Three ways to bake bread without an oven ✨ – ${figures} ` +
          'https://www.instagram.com/p/post-3/',
      ],
      [
        'Copy as Markdown',
        '[@bread\\.daily: Three ways to bake bread without an oven ✨]' +
          `(<https://www.instagram.com/p/post-3/>) – ${figures}`,
      ],
    ] as const) {
      await rowOf(page, 3).getByRole('button', { name: 'More actions' }).click();
      await choose('More actions', item);
      await expect.poll(() => clipboard(page)).toBe(copied);
    }
    await toastOf(page).getByText('Copied', { exact: true }).waitFor();
  });

  it('mark a post as seen and as new, on the row, the header and the badge', async () => {
    await show(FULL, false);
    await expect.poll(async () => (await badge()).title).toContain('(3 new)');
    await rowOf(page, 0).hover();
    await rowOf(page, 0).getByRole('button', { name: 'Mark as seen' }).click();
    await toastOf(page).getByText('@oskar.outdoors marked as seen').waitFor();
    await rowOf(page, 0).getByRole('img', { name: 'New' }).waitFor({ state: 'detached' });
    await expect.poll(async () => (await badge()).title).toContain('(2 new)');
    expect(await page.locator('.summary').innerText()).toBe('13 · 2 new');
    await rowOf(page, 0).getByRole('button', { name: 'Mark as new' }).click();
    await toastOf(page).getByText('@oskar.outdoors marked as new').waitFor();
    await rowOf(page, 0).getByRole('img', { name: 'New' }).waitFor();
    await expect.poll(async () => (await badge()).title).toContain('(3 new)');
  });

  it.each([
    ['For 1 day', 'snoozed for 1 day', DAY],
    ['For 7 days', 'snoozed for 7 days', 7 * DAY],
  ])('snooze a post %s, after which it is back by itself', async (item, done, length) => {
    await show();
    await rowOf(page, 2).locator('[data-row]').focus();
    await page.keyboard.press('z');
    await choose('Snooze', item);
    await toastOf(page).getByText(`@oskar.cooks ${done}`).waitFor();
    await rowOf(page, 2).waitFor({ state: 'detached' });
    expect(await tabText(page, 'Breakouts')).toBe('Breakouts 12');
    await expect.poll(async () => (await badge()).text).toBe('12');
    const { snoozed } = (await marksOf(page)).posts['post-2'] ?? {};
    const until = snoozed !== undefined && 'until' in snoozed ? snoozed.until : 0;
    expect(Math.abs(until - Date.now() - length)).toBeLessThan(MINUTE);

    await page.clock.fastForward(length - 2 * MINUTE);
    expect(await rowOf(page, 2).count()).toBe(0);
    await page.clock.fastForward(4 * MINUTE);
    await rowOf(page, 2).waitFor();
    expect(await tabText(page, 'Breakouts')).toBe('Breakouts 13');
  });

  it('snooze a post until it doubles', async () => {
    await show();
    await rowOf(page, 0).hover();
    await rowOf(page, 0).getByRole('button', { name: 'Snooze' }).click();
    await choose('Snooze', 'Until it doubles');
    await toastOf(page).getByText('@oskar.outdoors snoozed until it doubles').waitFor();
    await rowOf(page, 0).waitFor({ state: 'detached' });
    expect((await marksOf(page)).posts['post-0']?.snoozed).toEqual({
      untilMultiple: 228,
      windowDays: 7,
    });
    const dialog = await openMuted();
    expect(await dialog.innerText()).toContain('Snoozed until it reaches 228×');
  });

  it.each([
    ['Mute this post', 'Post of @oskar.outdoors muted', 12, '@oskar.outdoors'],
    ['Mute @oskar.outdoors', '@oskar.outdoors muted', 10, '@oskar.outdoors'],
    ['Mute all of Oskar', 'Oskar muted', 8, 'Oskar'],
  ])('%s, on list and badge, and unmute it in the dialog', async (item, done, left, name) => {
    await show();
    await page.keyboard.press('m');
    await choose('Mute', item);
    await toastOf(page).getByText(done, { exact: true }).waitFor();
    await expect.poll(() => tabText(page, 'Breakouts')).toBe(`Breakouts ${left}`);
    await expect.poll(async () => (await badge()).text).toBe(String(left));
    // A muted breakout has not ended.
    expect(await page.getByText('No longer breaking out').count()).toBe(0);

    const dialog = await openMuted();
    await dialog.getByRole('button', { name: `Unmute ${name}` }).click();
    await dialog.getByText('Nothing is muted or snoozed.').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => tabText(page, 'Breakouts')).toBe('Breakouts 13');
    await expect.poll(async () => (await badge()).text).toBe('13');
  });

  it('count what is muted or snoozed in the menu', async () => {
    await show();
    await page.keyboard.press('m');
    await choose('Mute', 'Mute @oskar.outdoors');
    await toastOf(page).getByText('muted').waitFor();
    await page.keyboard.press('z');
    await choose('Snooze', 'For 1 day');
    await toastOf(page).getByText('snoozed').waitFor();
    await page.getByRole('button', { name: /Window, order and filters/ }).click();
    await page.getByRole('button', { name: 'Muted and snoozed 2' }).waitFor();
  });

  it('give the focus to the row that takes the place of one that leaves', async () => {
    await show();
    await rowOf(page, 2).locator('[data-row]').focus();
    await page.keyboard.press('m');
    await choose('Mute', 'Mute this post');
    await expect.poll(() => focusedPost(page)).toBe('post-3');
    await page.keyboard.press('j');
    await expect.poll(() => focusedPost(page)).toBe('post-4');
  });

  it('can be undone for six seconds by the toast', async () => {
    await show();
    await page.keyboard.press('m');
    await choose('Mute', 'Mute this post');
    await page.clock.fastForward(5500);
    await toastOf(page).getByRole('button', { name: 'Undo' }).click();
    await toastOf(page).getByText('Undone').waitFor();
    await rowOf(page, 0).waitFor();
    await expect.poll(async () => (await badge()).text).toBe('13');
    await page.keyboard.press('m');
    await choose('Mute', 'Mute this post');
    await toastOf(page).getByRole('button', { name: 'Undo' }).waitFor();
    await page.mouse.move(0, 0);
    await page.clock.fastForward(6500);
    expect(await toastOf(page).innerText()).toBe('');
  });

  it('stay in the toast while the pointer or the focus is on it', async () => {
    await show();
    await page.keyboard.press('s');
    const undo = toastOf(page).getByRole('button', { name: 'Undo' });
    await undo.hover();
    await page.clock.runFor(20_000);
    await undo.focus();
    await page.mouse.move(0, 0);
    await page.clock.runFor(20_000);
    await rowOf(page, 0).locator('[data-row]').focus();
    await page.clock.runFor(5500);
    expect(await undo.isVisible()).toBe(true);
    await page.clock.runFor(1000);
    expect(await toastOf(page).innerText()).toBe('');
  });

  it('can be undone by u, one after the other, also after the popup was closed', async () => {
    await show();
    await page.keyboard.press('m');
    await choose('Mute', 'Mute this post');
    await rowOf(page, 0).waitFor({ state: 'detached' });
    await page.keyboard.press('z');
    await choose('Snooze', 'For 7 days');
    await rowOf(page, 1).waitFor({ state: 'detached' });
    await page.keyboard.press('s');
    await toastOf(page).getByText('marked as').waitFor();
    await reopen(5 * MINUTE, false);
    expect(await tabText(page, 'Breakouts')).toBe('Breakouts 11');
    // Faster than the page shows the changes.
    for (const _ of ['seen', 'snoozed', 'muted']) await page.keyboard.press('u');
    await expect.poll(() => tabText(page, 'Breakouts')).toBe('Breakouts 13');
    expect((await marksOf(page)).undo).toEqual([]);
    expect(await isSeen(page, 'post-2')).toBe(false);
    await page.keyboard.press('u');
    await toastOf(page).getByText('Nothing to undo').waitFor();
  });

  it('can no longer be undone after ten minutes', async () => {
    await show();
    await page.keyboard.press('m');
    await choose('Mute', 'Mute this post');
    await rowOf(page, 0).waitFor({ state: 'detached' });
    await reopen(11 * MINUTE);
    await page.keyboard.press('u');
    await toastOf(page).getByText('Nothing to undo').waitFor();
    expect(await rowOf(page, 0).count()).toBe(0);
  });

  it('mark all as seen, and name how many and of which', async () => {
    await show(MANY, false);
    await page.getByRole('button', { name: /Window, order and filters/ }).click();
    await page.getByLabel('Platform').selectOption('TikTok');
    await page.getByLabel('Creator').selectOption('Nike');
    await page.keyboard.press('Escape');
    await chooseForList('Mark 12 seen (TikTok, Nike)');
    await toastOf(page).getByText('Marked 12 seen').waitFor();
    await expect.poll(async () => (await badge()).title).toContain('72 breakouts');
    await expect.poll(async () => (await badge()).title).toContain('(60 new)');
    await page.getByRole('button', { name: 'Actions for this list' }).click();
    const nothingNew = page.getByRole('menuitem', { name: 'Nothing new to mark as seen' });
    expect(await nothingNew.getAttribute('aria-disabled')).toBe('true');
    await page.keyboard.press('Escape');
    await page.keyboard.press('u');
    await expect.poll(async () => (await badge()).title).toContain('(72 new)');
  });

  it('open the first five in the background', async () => {
    await show();
    const { urls, wasInFront } = await opened(5, () => chooseForList('Open the first 5'));
    expect(urls.sort()).toEqual(
      [0, 1, 2, 3, 4].map((number) => `https://www.instagram.com/p/post-${number}/`),
    );
    expect(wasInFront).toBe(true);
    await toastOf(page).getByText('Opened 5 posts in the background').waitFor();
    await expect.poll(() => isSeen(page, 'post-1')).toBe(true);
  });

  it('copy the list as Markdown', async () => {
    await show();
    await chooseForList('Copy 13 posts as Markdown');
    await toastOf(page).getByText('List copied').waitFor();
    const lines = (await clipboard(page)).trimEnd().split('\n');
    expect(lines[0]).toMatch(/^## Breakouts, 7 days \(.+\)$/);
    expect(lines.slice(2)).toHaveLength(13);
    expect(lines[5]).toMatch(
      /^1\. \[@bread\\\.daily: Three ways .*\]\(<https:.*\/post-3\/>\) – 31×/,
    );
    // Nothing of a caption is markup.
    expect(lines[7]).toContain(
      '\\<b\\>not bold\\</b\\> \\& \\<img src=x onerror="alert\\(1\\)"\\>',
    );
  });

  it('export a CSV file that reads back as it was, without formulas', async () => {
    const captions = ['=HYPERLINK("https://x")', '+1', '-1', '@SUM(A1)', 'a "b", c\nd', null];
    const rows = captions.map((caption, number) => aTypicalRow(number, { caption }));
    await show(aFixture([aWindowRanking({ breakouts: rows })], { status }, head));
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      chooseForList('Export 6 posts as CSV'),
    ]);
    expect(download.suggestedFilename()).toMatch(/^breakouts-7d-\d{4}-\d\d-\d\d\.csv$/);
    const text = readFileSync(await download.path(), 'utf8');
    expect(text.startsWith('\ufeff')).toBe(true);
    // RFC 4180: each record ends with CRLF.
    expect(text.endsWith('\r\n')).toBe(true);
    const { data, errors, meta } = Papa.parse<Record<string, string>>(text.slice(1), {
      header: true,
      skipEmptyLines: true,
    });
    expect(errors).toEqual([]);
    expect(meta.fields).toEqual([
      ...['Account', 'Platform', 'Creator', 'Category', 'Caption', 'Link', 'Posted', 'Views'],
      ...['Views gained', 'Engagement gained', 'Window (days)', 'Usual gain', 'Times the usual'],
      ...['Times the usual, at least', 'Breaking out since'],
    ]);
    expect(data.map(({ Caption }) => Caption)).toEqual([
      '\'=HYPERLINK("https://x")',
      "'+1",
      "'-1",
      "'@SUM(A1)",
      'a "b", c\nd',
      '',
    ]);
    const [first] = rows;
    expect(data[0]).toMatchObject({
      Account: first?.accountName,
      Link: first?.url,
      Views: String(first?.views),
      'Views gained': String(first?.gained),
      'Times the usual': String(first?.multiple),
      Posted: new Date(first?.createdAt ?? 0).toISOString(),
    });
    await toastOf(page).getByText('CSV file saved').waitFor();
  });

  it('count only new breakouts on the badge by option, and never hidden ones', async () => {
    await show(fullFixture({ status, settings: { ...settings, badgeCounts: 'unseen' } }, head));
    await expect.poll(async () => (await badge()).text).toBe('3');
    await page.keyboard.press('s');
    await expect.poll(async () => (await badge()).text).toBe('2');
    await rowOf(page, 1).locator('[data-row]').focus();
    await page.keyboard.press('m');
    await choose('Mute', 'Mute this post');
    await expect.poll(async () => (await badge()).text).toBe('1');
    await rowOf(page, 2).locator('[data-row]').focus();
    await page.keyboard.press('z');
    await choose('Snooze', 'For 1 day');
    await expect.poll(async () => (await badge()).text).toBe('');
    // Header, tab and tooltip agree with it.
    expect(await page.locator('.summary').innerText()).toBe('11');
    expect(await tabText(page, 'Breakouts')).toBe('Breakouts 11');
    expect((await badge()).title).toContain('11 breakouts in the last 7 days (0 new)');
  });

  it('name the two strongest breakouts and the time of the counts in the tooltip', async () => {
    await show();
    await expect.poll(async () => (await badge()).text).toBe('13');
    const [first, ...strongest] = (await badge()).title.split('\n');
    expect(first).toMatch(
      /^13 breakouts in the last 7 days \(3 new\)\. Counts from \d+:\d\d [AP]M\.$/,
    );
    expect(strongest).toEqual([
      '114× @oskar.outdoors 今日の朝ごはん:納豆と味噌汁。レシピは概要欄で',
      '60× @quiet.daily',
    ]);
    // One that is muted is not named.
    await page.keyboard.press('m');
    await choose('Mute', 'Mute this post');
    await expect.poll(async () => (await badge()).title).not.toContain('@oskar.outdoors');
  });

  it('hide a muted breakout that ended as well', async () => {
    const posts = [0, 1].map((number) => aTypicalRow(number));
    const ended = [7, 8].map((number) => aTypicalRow(number, { endedAt: NOW - DAY }));
    const ranking = aWindowRanking({ breakouts: posts, ended });
    const muted = { at: NOW, accountName: null, caption: null };
    const marks = { ...FULL.page.marks, posts: { 'post-7': { muted } } };
    await show(aFixture([ranking], { status, marks }, head));
    const list = page.getByRole('list', { name: 'No longer breaking out' });
    expect(await list.getByRole('listitem').count()).toBe(1);
    await rowOf(page, 8).waitFor();
  });
});

describe('actions of the popup on a touch screen', () => {
  it('are offered on every row, by one button', async () => {
    // Blink's own settings: nothing hovers, and the pointer is coarse.
    const touch = 'primaryHoverType=1,availableHoverTypes=1,primaryPointerType=2';
    const pages = await startPopupPages(undefined, [`--blink-settings=${touch}`]);
    const page = await pages.show(FULL, { now: Date.now() });
    expect(await page.evaluate(() => matchMedia('(hover: none)').matches)).toBe(true);
    await rowOf(page, 4).getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Mark as new' }).click();
    await expect.poll(() => isSeen(page, 'post-4')).toBe(false);
    expect(await rowOf(page, 5).locator('.row-actions button').count()).toBeGreaterThan(0);
    expect(await rowOf(page, 5).getByRole('button', { name: 'Snooze' }).isVisible()).toBe(false);
    await pages.close();
  });
});
