import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { libraryWithHits } from '../builders/library-with-hits.ts';
import type { HandMadePost } from '../sandbox-api/hand-made-post.ts';
import type { AccountProfile } from '../sandbox-api/library-post.ts';
import { axeFaults, faultsInEachMode, loadAxe } from './support/axe-faults.ts';
import { type ExtensionSession, seen, startExtensionSession } from './support/extension-session.ts';

const DAY = 24 * 3_600_000;
const start = Date.now();

const PROFILES: Readonly<Record<string, AccountProfile>> = {
  'creator.0': { creatorName: 'Nike', category: 'Sport', metadata: { team: 'A' } },
  'creator.1': { creatorName: 'Nike', category: 'Sport' },
  'creator.2': { creatorName: 'Ada', category: 'Food' },
  'creator.3': { creatorName: 'Ada', category: 'Food', metadata: { team: 'B' } },
  'creator.4': { postLookbackDays: 30 },
  'creator.5': {},
};
const FOLLOWERS: Readonly<Record<string, number>> = { 'creator.0': 90_000, 'creator.3': 20_000 };

/** Posts of creator.5, which is paused, and old ones of creator.4 are not refreshed any more. */
function ofTrackedAccount(post: HandMadePost): HandMadePost {
  const name = post.username ?? '';
  const isOver =
    name === 'creator.5' || (name === 'creator.4' && (post.createdAt ?? start) < start - 30 * DAY);
  const refreshes = post.refreshes?.filter(({ at }) => !isOver || at < start - 5 * DAY) ?? [];
  return {
    ...post,
    refreshes,
    isAccountActive: name !== 'creator.5',
    profile: { ...PROFILES[name], followers: FOLLOWERS[name] ?? 500 },
  };
}

const library = libraryWithHits(start, 1).posts.map(ofTrackedAccount);
const countOf = (isCounted: (post: HandMadePost) => boolean) => library.filter(isCounted).length;

describe('groups', () => {
  let session: ExtensionSession;
  let page: Page;
  beforeAll(async () => {
    session = await startExtensionSession({ library });
    await session.connect();
    page = await session.browser.context.newPage();
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto(`${session.browser.extensionOrigin}/full-view.html`);
  });
  afterAll(() => session.close());

  const column = () => page.getByRole('complementary', { name: 'Groups' });
  /** A group by the start of its name. */
  const group = (name: string) =>
    column().getByRole('button', { name: new RegExp(`^${RegExp.escape(name)}`) });
  /** The accounts in the table. */
  const accounts = () =>
    page
      .locator('main')
      .innerText()
      .then((text) => [...new Set(text.match(/creator\.\d/g))].sort());
  const reset = () => group('Show all').click();

  it('are listed with their numbers of breakouts and of posts, and filter the table', async () => {
    await seen(group(`Show all 2 breakouts, ${library.length} posts`));
    await seen(group('Nike 1 breakout, 50 posts'));
    await seen(group('TikTok 1 breakout, 75 posts'));
    await seen(group('Food 1 breakout, 50 posts'));
    await seen(group('team: A 1 breakout, 25 posts'));
    await seen(group('TikTok @creator.5 0 breakouts, 25 posts'));
    await group('Nike 1 breakout').click();
    expect(await group('Nike 1 breakout').getAttribute('aria-pressed')).toBe('true');
    await expect.poll(accounts).toEqual(['creator.0', 'creator.1']);
    await group('Instagram 1').click();
    await expect.poll(accounts).toEqual(['creator.0']);
    expect(new URL(page.url()).hash).toBe('#platform=instagram&creatorName=Nike');
    await reset();
    await expect.poll(async () => (await accounts()).length).toBeGreaterThan(2);
  });

  it('are one tab stop, and the arrow keys go through them', async () => {
    await group('Show all').focus();
    await page.keyboard.press('ArrowDown');
    const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
    expect(await focused()).toMatch(/^(Instagram|TikTok)/);
    await page.keyboard.press('End');
    expect(await focused()).toMatch(/^@?.*creator\.\d/);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Home');
    expect(await focused()).toMatch(/^Show all/);
  });

  it('are narrowed by followers and by words to leave out', async () => {
    await page.getByLabel('Followers, at least').fill('20000');
    await expect.poll(accounts).toEqual(['creator.0', 'creator.3']);
    await page.getByLabel('Without words').fill('#fyp');
    expect(countOf(({ caption }) => caption?.includes('#fyp') === true)).toBeGreaterThan(0);
    await expect.poll(() => page.locator('main').innerText()).not.toContain('#fyp');
    expect(new URL(page.url()).hash).toBe('#minFollowers=20000&excludedWords=%23fyp');
    await reset();
    expect(await page.getByLabel('Without words').inputValue()).toBe('');
  });

  it('are saved by name, renamed, deleted and brought back, and offered by the popup', async () => {
    await group('Nike 1 breakout').click();
    await group('TikTok 1').click();
    await page.getByRole('button', { name: 'Save this filter' }).click();
    const name = page.getByLabel('Name of the filter');
    expect(await name.inputValue()).toBe('TikTok, Nike');
    await name.fill('Nike, TikTok');
    await page.keyboard.press('Enter');
    await seen(page.getByRole('status').getByText('Saved “Nike, TikTok”'));
    const saved = page.getByRole('button', { name: 'Nike, TikTok', exact: true });
    expect(await saved.getAttribute('aria-pressed')).toBe('true');

    await page.getByRole('button', { name: 'Rename Nike, TikTok' }).click();
    await name.fill('Nike on TikTok');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    const renamed = page.getByRole('button', { name: 'Nike on TikTok', exact: true });
    await seen(renamed);
    await page.getByRole('button', { name: 'Delete Nike on TikTok' }).click();
    await expect.poll(() => renamed.count()).toBe(0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await seen(renamed);
    await reset();
    await renamed.click();
    await expect.poll(accounts).toEqual(['creator.1']);

    const popup = await session.browser.openPopup();
    await popup.getByRole('button', { name: /Window, order and filters/ }).click();
    await popup.getByRole('button', { name: 'Nike on TikTok' }).click();
    await popup.getByRole('tab', { name: /Top movers/ }).click();
    await seen(popup.getByText('Only TikTok, Nike'));
    await seen(popup.getByText('@creator.1').first());
    expect(await popup.getByText('@creator.0').count()).toBe(0);
    await popup.close();
  });

  it('are narrowed in the popup by the same fields', async () => {
    const popup = await session.browser.openPopup();
    await popup.getByRole('button', { name: 'Show all' }).click();
    await popup.getByRole('button', { name: /Window, order and filters/ }).click();
    await popup.getByLabel('Followers, at least').fill('20000');
    await popup.getByLabel('Without words').fill('#fyp');
    await popup.keyboard.press('Escape');
    await popup.getByRole('tab', { name: /Top movers/ }).click();
    await seen(popup.getByText('Only from 20,000 followers, without #fyp'));
    const rows = popup.getByRole('list', { name: 'Top movers' });
    await seen(rows.getByText('@creator.0').first());
    expect(await rows.innerText()).not.toMatch(/creator\.[1245]|#fyp/);
    await popup.close();
    await page.bringToFront();
    await reset();
  });

  it('have no axe faults, in any colours and in a narrow panel', async () => {
    await loadAxe(page);
    const find = () => axeFaults(page, 'aside.groups');
    expect(await faultsInEachMode(page, find)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 800 });
    const menu = page.getByRole('button', { name: 'Groups and filters' });
    expect(await menu.getAttribute('aria-expanded')).toBe('false');
    expect(await group('Show all').isVisible()).toBe(false);
    await menu.click();
    await seen(group('Show all'));
    expect(await faultsInEachMode(page, find)).toEqual([]);
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(await overflow()).toBeLessThanOrEqual(0);
    await page.setViewportSize({ width: 1280, height: 800 });
  });
});

describe('the overview', () => {
  it('is in the header, asked for once, and left out when the API does not answer it', async () => {
    const session = await startExtensionSession({ library });
    try {
      await session.connect();
      const page = await session.browser.context.newPage();
      await page.goto(`${session.browser.extensionOrigin}/full-view.html`);
      await seen(page.getByText(/Views in 7 days: \S+/));
      await seen(page.getByText(/Engagement rate: \S+%/));
      const asked = () =>
        session.sandbox.requests.filter(({ path }) => path === '/v2/overview').length;
      expect(asked()).toBe(1);
    } finally {
      await session.close();
    }
  });
});

describe('the reason why a post is missing', () => {
  it('is the true one where its account tells it, with what to do', async () => {
    const session = await startExtensionSession({ library });
    try {
      session.sandbox.state.hasOverview = false;
      await session.connect();
      const popup = await session.browser.openPopup();
      await popup.getByRole('button', { name: /of \d+ posts compared/ }).click();
      const dialog = popup.getByRole('dialog', { name: 'What was compared' });
      const item = (text: RegExp) => dialog.getByRole('listitem').filter({ hasText: text });
      expect(await item(/account paused/).innerText()).toMatch(
        /^25 account paused in CreatorAudit\s+Resume the account in CreatorAudit/,
      );
      expect(await item(/beyond CreatorAudit's look-back/).innerText()).toMatch(
        /^\d+ beyond.*\s+Raise the look-back in CreatorAudit/,
      );
      await popup.close();
      const page = await session.browser.context.newPage();
      await page.goto(`${session.browser.extensionOrigin}/full-view.html`);
      await seen(page.getByRole('button', { name: /^Show all/ }));
      expect(await page.getByText('Views in').count()).toBe(0);
      await page.getByRole('button', { name: /^TikTok @creator\.5/ }).click();
      const state = page.getByRole('row').getByText('account paused in CreatorAudit').first();
      await state.click();
      await seen(
        page
          .getByRole('complementary', { name: 'One post' })
          .getByText(/^Not compared: account paused in CreatorAudit\. Resume the account in/),
      );
    } finally {
      await session.close();
    }
  });
});
