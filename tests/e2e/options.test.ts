import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { libraryWithHits } from '../builders/library-with-hits.ts';
import { type ExtensionSession, seen, startExtensionSession } from './support/extension-session.ts';
import { overflowingElements } from './support/overflowing-elements.ts';

const PATIENCE = { timeout: 30_000 };

const posts = libraryWithHits(Date.now()).posts;

describe('options page', () => {
  let session: ExtensionSession;
  let page: Page;

  const settings = () =>
    page.evaluate(async () => {
      const stored = await chrome.storage.local.get<{
        settings?: { value: Record<string, unknown> };
      }>('settings');
      return stored.settings?.value ?? {};
    });
  const fold = (name: string) => page.getByText(name, { exact: true }).click();

  beforeAll(async () => {
    session = await startExtensionSession({ library: posts });
    await session.connect();
    page = await session.browser.openOptions();
    await seen(page.getByText('Connected as'));
  });
  afterAll(async () => {
    await session.close();
  });

  it('saves every choice as it is made, and says so beside the field for two seconds', async () => {
    await page.clock.install();
    await page.getByLabel('Posts from').selectOption({ label: 'Both' });
    const field = page.locator('.field').filter({ hasText: 'Posts from' });
    await seen(field.getByText('Saved', { exact: true }));
    expect(await page.getByText('Saved', { exact: true }).count()).toBe(1);
    await page.clock.runFor(2000);
    expect(await page.getByText('Saved', { exact: true }).count()).toBe(0);
    expect(await settings()).toMatchObject({ lists: 'both' });
    await page.reload();
  });

  it('saves what is typed once, after a pause', async () => {
    await page.evaluate(() => {
      Object.assign(globalThis, { saves: [] });
      chrome.storage.local.onChanged.addListener(({ settings }) => {
        if (settings !== undefined) (globalThis as unknown as { saves: unknown[] }).saves.push(1);
      });
    });
    await fold('Advanced');
    const field = page.getByLabel('Posts in Top movers');
    await field.fill('');
    await field.pressSequentially('25', { delay: 100 });
    await vi.waitFor(
      async () => expect(await settings()).toMatchObject({ topMoversCount: 25 }),
      PATIENCE,
    );
    expect(
      await page.evaluate(() => (globalThis as unknown as { saves: unknown[] }).saves.length),
    ).toBe(1);
  });

  it.each([
    ['Multiple of the usual (×)', '7,5', 'customMultiple', 7.5],
    ['Multiple of the usual (×)', ' 8.25 ', 'customMultiple', 8.25],
    ['Minimum views gained per week', '2500', 'customMinimumGain', 2500],
    ['Look-back window (days)', '١٤', 'lookbackDays', 14],
    ['Check for updates every (minutes)', '90', 'refreshMinutes', 90],
    ["Share of the key's request limit (%)", '25', 'rateSharePercent', 25],
  ])('takes in the field “%s” what is pasted as “%s”', async (label, pasted, setting, value) => {
    await page.getByRole('radio', { name: 'Custom' }).check();
    const field = page.getByLabel(label);
    await field.click();
    await field.selectText();
    await page.keyboard.insertText(pasted);
    await vi.waitFor(
      async () => expect(await settings()).toMatchObject({ [setting]: value }),
      PATIENCE,
    );
    expect(await field.inputValue()).toBe(String(value));
  });

  it.each([
    ['Look-back window (days)', '7,5', 'Enter a whole number from 1 to 365', 'Keeping 14.'],
    ['Look-back window (days)', '366', 'from 1 to 365', 'Keeping 14.'],
    ['Minimum views gained per week', '1,000', 'without separators', 'Keeping 2,500.'],
    ['Multiple of the usual (×)', 'five', 'Enter a number from 1.5 to 100', 'Keeping 8.25.'],
    ['Check for updates every (minutes)', '5', 'from 15 to 1,440', 'Keeping 90.'],
    ["Share of the key's request limit (%)", '', 'from 5 to 100', 'Keeping 25.'],
  ])('refuses in the field “%s” what is typed as “%s”', async (label, typed, right, kept) => {
    const before = await settings();
    const field = page.getByLabel(label);
    await field.fill(typed);
    await field.press('Enter');
    await seen(page.getByRole('alert').filter({ hasText: right }).filter({ hasText: kept }));
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    expect(await settings()).toEqual(before);
    await page.reload();
    await fold('Advanced');
  });

  it('chooses a usual window by one click', async () => {
    await page.getByRole('radio', { name: '7 days' }).check();
    await vi.waitFor(
      async () => expect(await settings()).toMatchObject({ lookbackDays: 7 }),
      PATIENCE,
    );
    expect(await page.getByLabel('Look-back window (days)').inputValue()).toBe('7');
  });

  it('gives every page the chosen theme from its first frame on', async () => {
    await page.emulateMedia({ colorScheme: 'light' });
    await page.getByRole('radio', { name: 'Dark' }).check();
    const ground = (of: Page) => of.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await vi.waitFor(async () => expect(await ground(page)).toBe('rgb(27, 26, 24)'), PATIENCE);
    // The scripts of the page are held back: what is seen then is the first paint.
    const welcome = await session.browser.context.newPage();
    await welcome.emulateMedia({ colorScheme: 'light' });
    await welcome.route('**/chunks/**', () => undefined);
    await welcome.goto(`${session.browser.extensionOrigin}/welcome.html`, { waitUntil: 'commit' });
    await vi.waitFor(async () => expect(await ground(welcome)).toBe('rgb(27, 26, 24)'), PATIENCE);
    await welcome.close();
    // The popup reads the theme with all else before its first frame.
    const popup = await session.browser.openPopup();
    await popup.emulateMedia({ colorScheme: 'light' });
    await popup.addInitScript(() => {
      new MutationObserver((_, observer) => {
        if (!document.querySelector('#app')?.hasChildNodes()) return;
        observer.disconnect();
        const color = getComputedStyle(document.body).backgroundColor;
        Object.assign(globalThis, { firstGround: color });
      }).observe(document, { childList: true, subtree: true });
    });
    await popup.reload();
    await seen(popup.getByRole('listitem').first());
    expect(
      await popup.evaluate(() => (globalThis as unknown as { firstGround: string }).firstGround),
    ).toBe('rgb(27, 26, 24)');
    await popup.close();
    await page.getByRole('radio', { name: 'Like the browser' }).check();
    await vi.waitFor(async () => expect(await ground(page)).toBe('rgb(255, 255, 255)'), PATIENCE);
  });

  it('fits more posts into the popup with the compact density', async () => {
    const heightOfRow = async () => {
      const popup = await session.browser.openPopup();
      await seen(popup.getByRole('listitem').first());
      const [first, second] = await popup
        .getByRole('listitem')
        .evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect()));
      await popup.close();
      expect(first?.height).toBe((second?.top ?? 0) - (first?.top ?? 0));
      return first?.height;
    };
    expect(await heightOfRow()).toBe(58);
    await page.getByRole('radio', { name: 'Compact' }).check();
    await vi.waitFor(
      async () => expect(await settings()).toMatchObject({ density: 'compact' }),
      PATIENCE,
    );
    expect(await heightOfRow()).toBe(44);
  });

  it.each([320, 420, 720])('fits into a window of %d px', async (width) => {
    await page.setViewportSize({ width, height: 800 });
    await page.getByRole('radio', { name: 'Custom' }).check();
    await page.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true;
    });
    expect(await overflowingElements(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  });

  it('replaces the key on request only', async () => {
    await page.setViewportSize({ width: 1280, height: 800 });
    expect(await page.getByLabel('API key').count()).toBe(0);
    await page.getByRole('button', { name: 'Replace key' }).click();
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('type')))
      .toBe('password');
    await page.getByRole('button', { name: 'Cancel' }).click();
    expect(await page.getByLabel('API key').count()).toBe(0);
  });

  it('deletes everything after a question that says what goes', async () => {
    await page.getByRole('button', { name: 'Delete all data…' }).click();
    const question = page.getByRole('alertdialog');
    await seen(question.getByText('Your API key, webhook addresses, your settings, the posts'));
    await page.keyboard.press('Escape');
    await question.waitFor({ state: 'hidden' });
    await seen(page.getByText('Connected as'));
    await page.getByRole('button', { name: 'Delete all data…' }).click();
    await question.getByRole('button', { name: 'Delete everything' }).click();
    await seen(page.getByText('All data deleted.'));
    await session.badgeSays('!');
    const stored = await page.evaluate(() => chrome.storage.local.get(null));
    const kept = Object.keys(stored).filter((key) => !['pageState', 'dueJobs'].includes(key));
    expect(kept).toEqual([]);
    expect(JSON.stringify(stored)).not.toContain(posts[0]?.id);
    expect(JSON.stringify(stored)).not.toContain('"topMoversCount":25');
    await page.reload();
    await seen(page.getByLabel('API key'));
    expect(await page.getByLabel('Look-back window (days)').inputValue()).toBe('7');
    await page.close();
  });
});
