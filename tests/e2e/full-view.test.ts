import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { SAMPLE_ORGANIZATION } from '../../utils/state/sample-owner.ts';
import { aKeyOwner } from '../builders/key-owner.ts';
import { aWindowRanking } from '../builders/window-ranking.ts';
import { aFixture, type PopupFixture, updatedAt } from './support/popup-fixture.ts';
import { type PopupPages, startPopupPages } from './support/popup-pages.ts';
import { isSeen, marksOf } from './support/popup-reading.ts';
import { aTypicalRow, fullFixture, POPUP_STATES } from './support/popup-states.ts';

const NOW = Date.now();
const { status, head } = updatedAt(NOW);
/** Thirteen breakouts, of which the first three are new, and twenty posts that are still strong. */
const FULL = fullFixture({ status }, head);
const WIDE = { width: 1400, height: 900 };

describe('full view', () => {
  let pages: PopupPages;
  let page: Page;
  beforeAll(async () => {
    pages = await startPopupPages();
    await pages.browser.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  });
  afterAll(() => pages.close());
  afterEach(() => page.close());

  const show = async (hash = '', fixture: PopupFixture = FULL, countsAsSeen = false) => {
    page = await pages.show(fixture, {
      path: `full-view.html${hash}`,
      size: WIDE,
      now: Date.now(),
      countsAsSeen,
    });
    return page;
  };
  const hash = () => page.evaluate(() => location.hash);
  const postIds = () =>
    page
      .locator('main [data-post-id]')
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-post-id')));
  const selectPosts = async (...ids: readonly string[]) => {
    for (const id of ids) await page.locator(`[data-post-id="${id}"] [data-select]`).click();
  };
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  const chooseExport = async (item: string) => {
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('menuitem', { name: item }).click();
  };
  const download = async (item: string) => {
    const [file] = await Promise.all([page.waitForEvent('download'), chooseExport(item)]);
    return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') };
  };

  it('shows every list by its button, and keeps the choices in the address', async () => {
    await show('#search=oskar');
    const lists = page.getByRole('group', { name: 'Lists' });
    await lists.getByRole('button', { name: /^Still strong/ }).click();
    await expect.poll(hash).toBe('#list=stillStrong&search=oskar');
    await page.getByRole('combobox', { name: 'Views gained in the last' }).selectOption('30');
    await expect.poll(hash).toBe('#list=stillStrong&days=30&search=oskar');
    await page.getByRole('searchbox').fill('');
    await expect.poll(hash).toBe('#list=stillStrong&days=30');
    await page.reload();
    const chosen = page.getByRole('button', { name: /^Still strong/ });
    expect(await chosen.getAttribute('aria-pressed')).toBe('true');
  });

  it('saves what is shown as CSV, without a cell that a spreadsheet would run', async () => {
    const hostile = aTypicalRow(0, { caption: '=HYPERLINK("http://x")', accountName: '@evil' });
    await show('#search=x', aFixture([aWindowRanking({ breakouts: [hostile, aTypicalRow(1)] })]));
    await expect.poll(postIds).toEqual(['post-0']);
    const { name, text } = await download('CSV file');
    expect(name).toMatch(/^all-posts-7d-\d{4}-\d\d-\d\d\.csv$/);
    expect(text.startsWith('\ufeff')).toBe(true);
    const { data } = Papa.parse<Record<string, string>>(text.slice(1).trimEnd(), { header: true });
    expect(data).toHaveLength(1);
    expect(data[0]?.Caption).toBe(`'=HYPERLINK("http://x")`);
    await page.locator('[role="status"]', { hasText: 'File saved' }).waitFor();
  });

  it('saves JSON, and copies Markdown and a spreadsheet’s cells, in the order shown', async () => {
    await show('#list=breakouts');
    await expect.poll(async () => (await postIds()).length).toBeGreaterThan(3);
    const first = (await postIds()).slice(0, 3);
    const { name, text } = await download('JSON file');
    expect(name).toMatch(/^breakouts-7d-.*\.json$/);
    const { windowDays, posts } = JSON.parse(text);
    expect(windowDays).toBe(7);
    expect(posts.slice(0, 3).map(({ id }: { id: string }) => id)).toEqual(first);
    await chooseExport('Copy as Markdown');
    await expect.poll(clipboard).toMatch(/^## Breakouts, 7 days/);
    expect((await clipboard()).match(/^1\. \[/gm)).toHaveLength(posts.length);
    await chooseExport('Copy for a spreadsheet');
    await expect.poll(clipboard).toMatch(/^State\tAccount\t/);
    expect((await clipboard()).trimEnd().split('\n')).toHaveLength(posts.length + 1);
  });

  it('marks the selected posts, and takes it back with one undo', async () => {
    await show('#list=breakouts');
    await selectPosts('post-0', 'post-1', 'post-2');
    const bar = page.getByRole('toolbar', { name: 'Selected posts' });
    expect(await bar.innerText()).toContain('3 selected');
    const toast = page.locator('.toast');
    await bar.getByRole('button', { name: 'Mark as seen' }).click();
    await toast.getByText('Marked 3 seen').waitFor();
    await expect.poll(() => isSeen(page, 'post-1')).toBe(true);
    await toast.getByRole('button', { name: 'Undo' }).click();
    await toast.getByText('Undone').waitFor();
    await expect.poll(() => isSeen(page, 'post-1')).toBe(false);
    await bar.getByRole('button', { name: 'Snooze' }).click();
    await page.getByRole('menuitem', { name: 'For 7 days' }).click();
    await toast.getByText('3 posts snoozed for 7 days').waitFor();
    await expect.poll(async () => (await marksOf(page)).posts['post-2']?.snoozed).toBeDefined();
    await toast.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(async () => (await marksOf(page)).posts['post-2']?.snoozed).toBeUndefined();
  });

  it('mutes the selected posts, and copies and opens them', async () => {
    await show('#list=breakouts');
    await selectPosts('post-0', 'post-2');
    const bar = page.getByRole('toolbar', { name: 'Selected posts' });
    await bar.getByRole('button', { name: 'Copy' }).click();
    await page.getByRole('menuitem', { name: 'Links' }).click();
    await expect
      .poll(clipboard)
      .toBe('https://www.instagram.com/p/post-0/\nhttps://www.instagram.com/p/post-2/');
    const opened: string[] = [];
    const note = (tab: Page) => opened.push(tab.url());
    pages.browser.context.on('page', note);
    await bar.getByRole('button', { name: 'Open in background' }).click();
    await page.locator('.toast').getByText('Opened 2 posts in the background').waitFor();
    await expect.poll(() => opened.length).toBe(2);
    pages.browser.context.off('page', note);
    const choose = async (menu: string, item: string, done: string) => {
      await bar.getByRole('button', { name: menu }).click();
      await page.getByRole('menuitem', { name: item }).click();
      await page.locator('.toast').getByText(done).waitFor();
    };
    const undo = () => page.locator('.toast').getByRole('button', { name: 'Undo' }).click();
    await choose('Mute', 'Mute these posts', '2 posts muted');
    await expect.poll(async () => (await marksOf(page)).posts['post-0']?.muted).toBeDefined();
    await undo();
    await expect.poll(async () => (await marksOf(page)).posts['post-0']?.muted).toBeUndefined();
    await choose('Mute', 'Mute their accounts', '2 accounts muted');
    await expect.poll(async () => Object.keys((await marksOf(page)).accounts)).toHaveLength(2);
    await undo();
    await expect.poll(async () => (await marksOf(page)).accounts).toEqual({});
    await choose('Snooze', 'Until it doubles', '2 posts snoozed until they double');
    await expect
      .poll(async () => (await marksOf(page)).posts['post-2']?.snoozed)
      .toMatchObject({ windowDays: 7 });
    await undo();
    await expect.poll(async () => (await marksOf(page)).posts['post-2']?.snoozed).toBeUndefined();
    await page.keyboard.press('Escape');
    await bar.waitFor({ state: 'detached' });
  });

  it('prints every post that is shown', async () => {
    await show('#search=bread');
    await expect.poll(async () => (await postIds()).length).toBeGreaterThan(1);
    const shown = (await postIds()).length;
    await page.evaluate(() => {
      window.print = () => undefined;
    });
    await chooseExport('Print');
    const sheet = page.locator('.print-sheet');
    await sheet.waitFor({ state: 'attached' });
    expect(await sheet.locator('tbody tr').count()).toBe(shown);
    await page.emulateMedia({ media: 'print' });
    expect(await sheet.isVisible()).toBe(true);
    expect(await page.locator('main').isVisible()).toBe(false);
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    await sheet.waitFor({ state: 'detached' });
  });

  it('marks breakouts on screen as seen after a second, and none while it is hidden', async () => {
    await show('#list=breakouts', FULL, false);
    await expect.poll(postIds).toContain('post-0');
    await page.waitForTimeout(1500);
    expect(await isSeen(page, 'post-0')).toBe(false);
    await page.close();
    page = await pages.reopen({ path: 'full-view.html#list=breakouts', size: WIDE, now: NOW });
    await expect.poll(() => isSeen(page, 'post-0')).toBe(true);
    expect(await isSeen(page, 'post-2')).toBe(true);
  });

  it('follows an update while it is open', async () => {
    await show('#list=breakouts');
    await expect.poll(postIds).toContain('post-0');
    const published = aFixture(
      [aWindowRanking({ breakouts: [aTypicalRow(0, { id: 'post-new' })] })],
      { status },
      { ...head, generation: 2 },
    );
    await pages.put(published);
    await expect.poll(postIds).toEqual(['post-new']);
  });

  it.each([
    ['no key', 'Connect CreatorAudit'],
    ['first update', 'Loading your posts'],
    ['no posts', 'No posts yet'],
    ['rejected key before the first update', 'Your API key was rejected.'],
  ])('says in the state “%s” what to do instead of a table', async (state, title) => {
    await show('', POPUP_STATES[state]);
    await page.getByRole('heading', { name: title }).waitFor();
    expect(await page.getByRole('searchbox').count()).toBe(0);
  });

  it('shows a problem above the table, with its details', async () => {
    await show('', POPUP_STATES['rejected key']);
    const alert = page.getByRole('alert');
    expect(await alert.innerText()).toContain('Your API key was rejected.');
    await alert.getByRole('button', { name: 'Details' }).click();
    const dialog = page.getByRole('dialog', { name: 'Your API key was rejected.' });
    expect(await dialog.innerText()).toContain('req_7f3a');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  it('offers a way out of a search without a match', async () => {
    await show('#search=zzzz&platform=tiktok');
    await page.getByRole('heading', { name: 'No match' }).waitFor();
    expect(await page.getByRole('button', { name: 'Export' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Clear search and filters' }).click();
    await expect.poll(hash).toBe('');
    await expect.poll(postIds).toContain('post-0');
  });

  it('marks the sample data as such', async () => {
    const owner = aKeyOwner({ organizationId: SAMPLE_ORGANIZATION });
    await show('', { ...FULL, page: { ...FULL.page, keyOwner: owner } });
    await page.getByText("You're looking at sample data.").waitFor();
  });

  it('acts on single letters and Escape like the popup', async () => {
    await show('#post=post-1');
    await page.keyboard.press('/');
    expect(await page.getByRole('searchbox').evaluate((f) => f === document.activeElement)).toBe(
      true,
    );
    await page.getByRole('searchbox').blur();
    await page.keyboard.press('Escape');
    await expect.poll(hash).toBe('');
  });
});
