import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toFirstRanking, toPageState } from '../../utils/storage/published-page.ts';
import { publication } from '../../utils/storage/registry.ts';
import { toEntry } from '../../utils/storage/value-declaration.ts';
import { aWindowRanking } from '../builders/window-ranking.ts';
import { aFixture, type PopupFixture } from './support/popup-fixture.ts';
import { type PopupPages, startPopupPages } from './support/popup-pages.ts';
import { focusedPost, tabText, visiblePosts } from './support/popup-reading.ts';
import { aTypicalRow, fullFixture, POPUP_STATES } from './support/popup-states.ts';

const { full } = POPUP_STATES as Record<'full', PopupFixture>;

describe('popup in use', () => {
  let pages: PopupPages;
  beforeAll(async () => {
    pages = await startPopupPages();
  });
  afterAll(() => pages.close());

  it('has three tabs, each with its count and a list of the same name', async () => {
    const page = await pages.show(full);
    const tabs = page.getByRole('tablist').getByRole('tab');
    expect((await tabs.allInnerTexts()).map((text) => text.replace(/\s+/g, ' '))).toEqual([
      'Breakouts 13',
      'Still strong 20',
      'Top movers 10',
    ]);
    for (const name of ['Still strong', 'Top movers', 'Breakouts']) {
      await page.getByRole('tab', { name }).click();
      await page.getByRole('list', { name, exact: true }).getByRole('listitem').first().waitFor();
      expect(await page.getByRole('tab', { name }).getAttribute('aria-selected')).toBe('true');
    }
    await page.close();
  });

  it('counts the breakouts of each window in the menu, and switches between them', async () => {
    const page = await pages.show(full);
    await page.getByRole('button', { name: /Window, order and filters/ }).click();
    const menu = page.getByRole('dialog', { name: 'Window, order and filters' });
    const text = (await menu.innerText()).replace(/\s+/g, ' ');
    expect(text).toContain(
      '1 day 4 breakouts 7 days (on the icon) 13 breakouts ' +
        '14 days 11 breakouts 30 days 9 breakouts',
    );
    await menu.getByRole('radio', { name: '14 days' }).check();
    await expect.poll(() => tabText(page, 'Breakouts')).toBe('Breakouts 11');
    await page.close();
  });

  it('sorts the whole list by each order, and shows that number first', async () => {
    const page = await pages.show(full);
    await page.getByRole('button', { name: /Window, order and filters/ }).click();
    await page.getByRole('radio', { name: 'Most views gained' }).check();
    await page.keyboard.press('Escape');
    expect(await page.locator('.headline').first().innerText()).toMatch(/^\+1\.12M/);
    expect(await page.locator('.second').first().innerText()).toMatch(/^views\s31×\sthe usual$/);
    await page.close();
  });

  it('filters by platform, creator, category and account, and clears the filter', async () => {
    const page = await pages.show(full);
    await page.getByRole('button', { name: /Window, order and filters/ }).click();
    await page.getByLabel('Creator').selectOption('Nike');
    await page.getByLabel('Category').selectOption('Food');
    await page.keyboard.press('Escape');
    await page.getByText('Only Nike, Food').waitFor();
    expect(new Set(await page.locator('.account').allInnerTexts())).toEqual(
      new Set(['@tiny.cooks']),
    );
    await page.getByRole('button', { name: 'Show all' }).click();
    await expect.poll(() => tabText(page, 'Breakouts')).toBe('Breakouts 13');
    await page.close();
  });

  it('explains a list behind a button', async () => {
    const page = await pages.show(full);
    await page.getByRole('button', { name: 'About this list' }).click();
    await page
      .getByText('Posts getting far more views than that account’s posts'.replace('’', "'"))
      .waitFor();
    await page.close();
  });

  it.each(['its chevron', 'Space', 'ArrowRight'])(
    'unfolds a row by %s: caption, sentence, confidence, chart and start',
    async (control) => {
      const page = await pages.show(full);
      const row = page.locator('[data-post-id="post-6"]');
      await row.locator('[data-row]').focus();
      if (control === 'its chevron')
        await row.getByRole('button', { name: 'Show details' }).click();
      else await page.keyboard.press(control);
      const details = row.locator('.details');
      await details.waitFor();
      const text = await details.innerText();
      expect(text).toContain('even when it rains and the dog is asleep');
      expect(text).toMatch(/Posts this old on this account usually get/);
      expect(text).toMatch(/At least [\d.]+× usual/);
      expect(text).toMatch(/Breaking out since/);
      await details
        .getByRole('img', { name: /Views per day over 14 days: .* Usual: .* a day\./ })
        .waitFor();
      await row.getByRole('button', { name: 'Hide details' }).click();
      await details.waitFor({ state: 'detached' });
      await page.close();
    },
  );

  it('omits since when for a breakout from before the first ranking', async () => {
    const page = await pages.show(fullFixture({}, { lookingSince: Date.UTC(2026, 10, 23, 13) }));
    const row = page.locator('[data-post-id="post-6"]');
    await row.getByRole('button', { name: 'Show details' }).click();
    await row.locator('.details').waitFor();
    expect(await row.locator('.details').innerText()).not.toMatch(/Breaking out since/);
    await page.close();
  });

  it('finds accounts, creators and captions whatever their case and accents', async () => {
    const rows = [aTypicalRow(0, { caption: 'Crème brûlée' }), aTypicalRow(1), aTypicalRow(3)];
    const page = await pages.show(aFixture([aWindowRanking({ breakouts: rows })]));
    await page.keyboard.press('/');
    await page.keyboard.type('BRULEE');
    await expect.poll(() => visiblePosts(page)).toEqual(['post-0']);
    expect(await page.locator('mark').innerText()).toBe('brûlée');
    await page.getByRole('searchbox').fill('nike');
    await expect.poll(() => visiblePosts(page)).toEqual(['post-3']);
    // A row that a key brings has the rest of its parts a frame later.
    for (const part of ['.initial', '.chevron', '.row-actions'])
      await page.locator(`[data-post-id="post-3"] ${part}`).waitFor();
    await page.getByRole('searchbox').fill('nothing like this');
    await page.getByText('No match').waitFor();
    await page.getByRole('button', { name: 'Clear search and filters' }).click();
    await expect.poll(() => visiblePosts(page)).toEqual(['post-0', 'post-1', 'post-3']);
    await page.close();
  });

  it('focuses the first row, has one tab stop for the list, and moves by keys', async () => {
    const page = await pages.show(full);
    expect(await focusedPost(page)).toBe('post-0');
    expect(await page.locator('.rows [tabindex="0"]').count()).toBe(1);
    const steps: readonly (readonly [string, string])[] = [
      ['ArrowDown', 'post-1'],
      ['j', 'post-2'],
      ['k', 'post-1'],
      ['ArrowUp', 'post-0'],
      ['End', 'post-12'],
      ['Home', 'post-0'],
      ['PageDown', 'post-7'],
      ['PageUp', 'post-0'],
    ];
    for (const [key, post] of steps) {
      await page.keyboard.press(key);
      await expect.poll(() => focusedPost(page)).toBe(post);
    }
    await page.close();
  });

  it('unfolds with Space and →, folds with ←, opens menus with z, m, Shift+F10 and ?', async () => {
    const page = await pages.show(full);
    await page.keyboard.press('Space');
    await page.locator('[data-post-id="post-0"] .details').waitFor();
    await page.keyboard.press('ArrowLeft');
    await page.locator('.details').waitFor({ state: 'detached' });
    await page.keyboard.press('ArrowRight');
    await page.locator('.details').waitFor();
    for (const [key, name] of [
      ['z', 'Snooze'],
      ['m', 'Mute'],
      ['Shift+F10', 'More actions'],
    ] as const) {
      await page.keyboard.press(key);
      await page.getByRole('menu', { name }).waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('menu').waitFor({ state: 'detached' });
      expect(await focusedPost(page)).toBe('post-0');
    }
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('4');
    await expect.poll(() => tabText(page, 'Breakouts')).toBe('Breakouts 9');
    await page.close();
  });

  it('reaches the last of 10,000 breakouts with few rows in the document', async () => {
    const rows = Array.from({ length: 10_000 }, (_, number) =>
      aTypicalRow(number, { series: null }),
    );
    const page = await pages.show(aFixture([aWindowRanking({ breakouts: rows })]));
    await expect.poll(() => tabText(page, 'Breakouts')).toBe('Breakouts 10,000');
    // The complete list has taken the place of its first rows.
    await expect
      .poll(() => page.locator('.rows').evaluate((list) => list.clientHeight))
      .toBe(580_000);
    await page.keyboard.press('End');
    await expect.poll(() => focusedPost(page)).toBe('post-9999');
    expect(await page.locator('[data-post-id]').count()).toBeLessThan(30);
    await page.close();
  });

  it.each([
    ['no key', ['Connect CreatorAudit', 'Enter your API key']],
    ['first update', ['Loading your posts', 'Reading your posts: 1,600 of 10,000']],
    ['first rows', ['Reading your posts: 1,600 of 10,000', '856 of 1,000 posts compared']],
    ['rejected key before the first update', ['Your API key was rejected.', 'Open options']],
    [
      'nothing breaking out',
      [
        'Nothing is breaking out',
        'None of the 856 posts',
        '4.2× @oskar.outdoors',
        '3.1× @oskar.cooks',
      ],
    ],
    ['cannot compare yet', ['Still collecting data', 'First results:', 'See why']],
    ['no posts', ['No posts yet', 'Open CreatorAudit']],
    ['all muted', ['All muted', 'All 13 posts in this list are muted or snoozed.', 'Show muted']],
    ['rejected key', ['Your API key was rejected.', 'Details']],
    ['waiting', ['Paused at your request limit. Continues in 12 min.']],
    ['unavailable', ["CreatorAudit isn't available right now. Trying again in 45 min.", 'Details']],
    ['offline', ["You're offline.", 'Details']],
    [
      'old data',
      ['Showing results from 3 days ago.', 'Refresh', 'Counts from CreatorAudit: 3 days ago'],
    ],
  ] as const)('explains the state “%s” and what to do', async (name, texts) => {
    const page = await pages.show(POPUP_STATES[name] as PopupFixture);
    const shown = (await page.locator('#app').innerText()).replace(/\s+/g, ' ');
    for (const text of texts) expect(shown).toContain(text);
    await page.close();
  });

  it('shows the request id in the details of a problem, to copy', async () => {
    const page = await pages.show(POPUP_STATES.unavailable as PopupFixture);
    await pages.browser.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Details', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: /isn't available/ });
    expect(await dialog.innerText()).toContain('Request ID (for support): req_7f3a');
    await dialog.getByRole('button', { name: 'Copy' }).click();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('req_7f3a');
    await page.close();
  });

  /** Publishes a list that begins with the post “newest”, as the end of an update does. */
  const publishNewest = async (page: Page) => {
    const next = {
      ...(full.page.publication as NonNullable<typeof full.page.publication>),
      generation: 2,
    };
    const rows = [
      aTypicalRow(50, { id: 'newest', multiple: 500 }),
      ...Array.from({ length: 5 }, (_, n) => aTypicalRow(n)),
    ];
    const { first } = aFixture([aWindowRanking({ breakouts: rows })]);
    await page.evaluate((items) => chrome.storage.local.set(items), {
      pageState: toPageState({ ...full.page, publication: next }),
      ...toFirstRanking({ ...(first as NonNullable<typeof first>), generation: 2 }),
      publication: toEntry(publication, next).stored,
    } as Record<string, unknown>);
  };

  it('keeps rows in place when an update begins or ends under the pointer', async () => {
    const page = await pages.show(full);
    await page.locator('[data-post-id="post-2"]').hover();
    const before = await visiblePosts(page);
    const top = () => page.locator('.tab-bar').evaluate((bar) => bar.getBoundingClientRect().top);
    const barTop = await top();
    const progress = { pages: 1, pagesExpected: 9, posts: 200, accounts: 40 };
    const status = { ...full.page.status, progress };
    await page.evaluate(
      (pageState) => chrome.storage.local.set({ pageState }),
      toPageState({ ...full.page, status }) as unknown,
    );
    await page.locator('.progress-bar.busy').waitFor({ state: 'attached' });
    expect(await top()).toBe(barTop);
    await publishNewest(page);
    await page.getByRole('button', { name: 'Show new results' }).waitFor();
    expect(await visiblePosts(page)).toEqual(before);
    expect(await top()).toBe(barTop);
    // The new list takes its place as soon as the pointer is elsewhere.
    await page.mouse.move(200, 20);
    await expect.poll(async () => (await visiblePosts(page))[0]).toBe('newest');
    await page.close();
  });

  it('shows new results at the press of their button, which stays under the pointer', async () => {
    const page = await pages.show(full);
    await page.locator('[data-post-id="post-2"]').hover();
    const before = await visiblePosts(page);
    await publishNewest(page);
    const button = page.getByRole('button', { name: 'Show new results' });
    await button.hover();
    await button.hover();
    expect(await visiblePosts(page)).toEqual(before);
    await button.click();
    await expect.poll(async () => (await visiblePosts(page))[0]).toBe('newest');
    expect(await button.count()).toBe(0);
    await page.close();
  });
});
