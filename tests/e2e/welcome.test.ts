import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { largeLibrary } from '../builders/large-library.ts';
import { libraryWithHits } from '../builders/library-with-hits.ts';
import { type ExtensionSession, seen, startExtensionSession } from './support/extension-session.ts';
import { overflowingElements } from './support/overflowing-elements.ts';

const PATIENCE = { timeout: 30_000 };

const { posts, hitIds } = libraryWithHits(Date.now());

/** Pastes as a user does: into the field that has the focus, from the clipboard. */
async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.press('ControlOrMeta+V');
}

/** Finds the page that opens on installation, and shows it. */
async function greetingOf(session: ExtensionSession): Promise<Page> {
  const page = session.browser.context.pages().find((open) => open.url().endsWith('welcome.html'));
  if (page === undefined) throw new Error('the welcome page has not opened');
  await page.bringToFront();
  await seen(page.getByLabel('API key'));
  return page;
}

describe('welcome page', () => {
  let session: ExtensionSession;
  let page: Page;
  const current = () => page.locator('[aria-current="step"]');

  beforeAll(async () => {
    session = await startExtensionSession({ library: posts });
    page = await greetingOf(session);
  });
  afterAll(async () => {
    await session.close();
  });

  it('explains the extension in a sentence and a picture, and starts with the key', async () => {
    await seen(page.getByText('See which of the Instagram and TikTok posts'));
    await seen(page.getByRole('img', { name: '24× its usual views' }));
    expect(await current().innerText()).toContain('Connect CreatorAudit');
    const link = page.getByRole('link', { name: 'Create a key in CreatorAudit' });
    expect(await link.getAttribute('href')).toBe('https://app.creatoraudit.com/app/api-keys');
    expect(await link.getAttribute('rel')).toContain('noreferrer');
    expect(await page.getByRole('radio').count()).toBe(0);
  });

  it('explains a wrong key without leaving the page, as soon as it is pasted', async () => {
    await page.getByLabel('API key').focus();
    await paste(page, 'two words');
    await seen(page.getByRole('alert').filter({ hasText: "doesn't look like an API key" }));
    expect(session.sandbox.requests).toEqual([]);
    await paste(page, 'ca_wrong_key_000000');
    await seen(page.getByRole('alert').filter({ hasText: 'Your API key was rejected' }));
    expect(session.sandbox.requests.map(({ path }) => path)).toEqual(['/v2/whoami']);
  });

  it('says that it cannot be checked while the browser is offline', async () => {
    await session.browser.setOffline(true);
    await paste(page, session.sandbox.key);
    await seen(page.getByText("The key wasn't saved. Check your connection and save it again."));
    await session.browser.setOffline(false);
  });

  it('goes on by itself once a pasted key is good, with the focus on the next step', async () => {
    await page.getByLabel('API key').focus();
    await paste(page, session.sandbox.key);
    await seen(page.getByText('Connected as Sandbox key'));
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.textContent))
      .toBe('What counts as a breakout');
    expect(await page.content()).not.toContain(session.sandbox.key);
  });

  it('shows live numbers on the cards, and at the end what is breaking out', async () => {
    await seen(
      page
        .locator('.card')
        .filter({ hasText: 'Balanced' })
        .filter({ hasText: `${hitIds.length} now` }),
    );
    await seen(
      page
        .getByRole('status')
        .filter({ hasText: `${hitIds.length} posts are breaking out. Click the icon.` }),
    );
  });

  it('saves the window and the covers', async () => {
    await page.getByRole('radio', { name: '14 days' }).check();
    await page.getByLabel('Show cover images').uncheck();
    await vi.waitFor(async () => {
      const { settings } = await page.evaluate(() =>
        chrome.storage.local.get<{ settings: { value: object } }>('settings'),
      );
      expect(settings.value).toMatchObject({ lookbackDays: 14, showCovers: false });
    }, PATIENCE);
  });

  it('draws where to pin the icon until it is pinned', async () => {
    await seen(page.getByText('Click the puzzle piece in the toolbar'));
    expect(await current().innerText()).toContain('Pin the icon');
    // The toolbar is the browser's own: only its answer can be given here.
    await page.evaluate(() => {
      chrome.action.getUserSettings = (() =>
        Promise.resolve({ isOnToolbar: true })) as typeof chrome.action.getUserSettings;
    });
    await seen(page.getByText('The icon is in your toolbar.'));
    expect(await current().count()).toBe(0);
  });

  it('can be walked through by keyboard, every control with a visible focus', async () => {
    await page.locator('h1').click();
    const names: string[] = [];
    for (let step = 0; step < 12; step++) {
      await page.keyboard.press('Tab');
      const [name, outline] = await page.evaluate(() => {
        const focused = document.activeElement as HTMLElement;
        // After the last control the focus leaves the page.
        if (focused === document.body) return ['', ''];
        const shown = focused.closest('.card, .chip') ?? focused;
        const label = (focused as HTMLInputElement).labels?.[0]?.innerText ?? focused.innerText;
        return [label, getComputedStyle(shown).outlineStyle];
      });
      if (name === undefined || name === '') break;
      expect(outline, name).not.toBe('none');
      names.push(name);
    }
    expect(names.map((name) => name.split('\n')[0])).toEqual([
      'Replace key',
      'Disconnect…',
      'Balanced',
      '14 days',
      'Show cover images',
      'All options',
    ]);
  });

  it.each([320, 420, 720])('fits into a window of %d px', async (width) => {
    await page.setViewportSize({ width, height: 800 });
    expect(await overflowingElements(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  });
});

describe('welcome page during the first update', () => {
  let session: ExtensionSession;
  beforeAll(async () => {
    // Two pages of posts, and as many batches of gains.
    session = await startExtensionSession({
      library: largeLibrary(Date.now(), 250),
      latencyMs: 1600,
    });
  });
  afterAll(() => session.close());

  it('shows its progress in posts, and then what is breaking out', async () => {
    const { sandbox } = session;
    const page = await greetingOf(session);
    let batches = 0;
    const secondBatch = sandbox.hold({ path: '/v2/videos/deltas', where: () => ++batches === 2 });
    await page.getByLabel('API key').focus();
    await paste(page, sandbox.key);

    const progress = page.getByRole('progressbar', { name: 'Loading your posts' });
    const { release } = await secondBatch;
    await seen(page.getByText('Reading your posts: 250 of 250'));
    expect(await progress.evaluate((bar: HTMLProgressElement) => bar.position)).toBe(1);
    release();
    await seen(page.getByText('2 posts are breaking out. Click the icon.'));
    expect(await progress.count()).toBe(0);
  });
});
