import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WHOLE_POPUP } from '../browsers/whole-popup.ts';
import { libraryWithHits } from '../builders/library-with-hits.ts';
import { type ExtensionSession, listedPosts, seen, startExtensionSession } from './support/extension-session.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const { posts } = libraryWithHits(Date.now());

/** What axe-core finds wrong with the page as it stands, in both themes: rule and element. */
async function faultsOf(page: Page): Promise<string[]> {
  const faults: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.evaluate(AXE);
    const found = await page.evaluate(async () => {
      // biome-ignore lint/suspicious/noExplicitAny: axe-core puts itself on the global object.
      const { violations } = await (globalThis as any).axe.run();
      return violations.flatMap(({ id, nodes }: { id: string; nodes: { html: string }[] }) =>
        nodes.map(({ html }) => `${id}: ${html}`),
      ) as string[];
    });
    faults.push(...found.map((fault) => `${colorScheme} ${fault}`));
  }
  return faults;
}

describe('for everyone', () => {
  let session: ExtensionSession;
  beforeAll(async () => {
    session = await startExtensionSession({ library: posts });
  });
  afterAll(() => session.close());

  it('has no fault that axe-core can find, before there is a key', async () => {
    const popup = await session.browser.openPopup();
    await seen(popup.getByText('Connect CreatorAudit'));
    expect(await faultsOf(popup)).toEqual([]);
    await popup.close();
    const options = await session.browser.openOptions();
    await seen(options.getByLabel('API key'));
    expect(await faultsOf(options)).toEqual([]);
    await options.close();
  });

  it('shows live how far the first sync has come, and has no fault then', async () => {
    const held = session.sandbox.hold({ path: '/v2/account-videos' });
    const options = await session.enterKey(session.sandbox.key);
    const request = await held;
    const popup = await session.browser.openPopup();
    await seen(popup.getByRole('status').filter({ hasText: 'Updating' }));
    await seen(popup.getByRole('progressbar'));
    expect(await popup.getByRole('button', { name: 'Refresh' }).isDisabled()).toBe(true);
    expect(await faultsOf(popup)).toEqual([]);
    request.release();
    await seen(popup.getByRole('list', { name: 'Top movers' }));
    await popup.close();
    await options.close();
  });

  it('has no fault with the lists filled, nor with the options', async () => {
    const popup = await session.browser.openPopup();
    await seen(popup.locator(WHOLE_POPUP).getByRole('list', { name: 'Breakouts' }));
    expect(await faultsOf(popup)).toEqual([]);
    await popup.close();
    const options = await session.browser.openOptions();
    expect(await faultsOf(options)).toEqual([]);
    await options.close();
  });

  it('goes from post to post with the arrow keys and keeps the focus visible', async () => {
    const popup = await session.browser.openPopup();
    const ids = (await listedPosts(popup, 'Top movers')).map(({ id }) => id);
    const list = popup.getByRole('list', { name: 'Top movers' });
    const focusedId = () =>
      popup.evaluate(() => document.activeElement?.closest('[data-post-id]')?.getAttribute('data-post-id'));
    await list.getByRole('link').first().focus();
    await popup.keyboard.press('ArrowDown');
    expect(await focusedId()).toBe(ids[1]);
    expect(await popup.evaluate(() => getComputedStyle(document.activeElement as Element).outlineStyle)).toBe('solid');
    await popup.keyboard.press('End');
    expect(await focusedId()).toBe(ids.at(-1));
    await popup.keyboard.press('Home');
    expect(await focusedId()).toBe(ids[0]);
    await popup.close();
  });

  it('opens the post in a tab of its own when its row is clicked', async () => {
    const popup = await session.browser.openPopup();
    const row = popup.getByRole('list', { name: 'Top movers' }).getByRole('listitem').first();
    const href = await row.getByRole('link').getAttribute('href');
    const [opened] = await Promise.all([session.browser.context.waitForEvent('page'), row.locator('.gained').click()]);
    expect(opened.url() === href || opened.url().startsWith('chrome-error:')).toBe(true);
    await opened.close();
    await popup.close();
  });

  it('neither overflows nor grows with captions of any length, language or content', async () => {
    const popup = await session.browser.openPopup();
    await seen(popup.locator(WHOLE_POPUP).getByRole('list', { name: 'Top movers' }));
    const { overflow, tallest, images } = await popup.evaluate(() => ({
      overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      tallest: Math.max(...[...document.querySelectorAll('.caption')].map((caption) => caption.clientHeight)),
      images: document.querySelectorAll('img').length,
    }));
    expect(overflow).toBe(0);
    expect(tallest).toBeLessThanOrEqual(45);
    expect(images).toBe(0);
    await popup.close();
  });
});
