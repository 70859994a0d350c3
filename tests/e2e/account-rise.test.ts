import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMPLETE_POPUP } from '../browsers/complete-popup.ts';
import { type ExtensionSession, seen, startExtensionSession } from './support/extension-session.ts';

describe('account that is up as a whole', () => {
  let session: ExtensionSession;
  beforeAll(async () => {
    session = await startExtensionSession({ posts: 300, risenAccounts: 1 });
    await session.connect();
  });
  afterAll(() => session.close());

  it('is one row in place of its posts, counts once, and unfolds its posts', async () => {
    const popup = await session.browser.openPopup();
    await seen(popup.locator(COMPLETE_POPUP));
    const list = popup.getByRole('list', { name: 'Breakouts' });
    const rows = list.locator(':scope > li');
    const rise = list.locator('[data-account-key]');
    await seen(rise);
    expect(await rise.count()).toBe(1);
    const text = (await rise.innerText()).replace(/\s+/g, ' ');
    expect(text).toMatch(/@\S+ The whole account is up \d+ posts [\d.]+×/);

    // One row, one in the numbers of the tab and the header, one on the badge.
    const total = await rows.count();
    const tab = await popup.getByRole('tab', { name: 'Breakouts' }).innerText();
    expect(tab.replace(/\s+/g, ' ')).toBe(`Breakouts ${total}`);
    expect(await popup.locator('.summary').textContent()).toMatch(new RegExp(`^${total}( ·|$)`));
    await session.badgeSays(String(total));

    await rise.getByRole('button', { name: 'Show details' }).click();
    const posts = rise.locator('.rise-posts > li');
    await seen(posts);
    const ids = await posts.evaluateAll((all) => all.map((one) => one.dataset.postId));
    expect(ids.length).toBeGreaterThanOrEqual(3);
    expect(text).toContain(`${ids.length} posts`);
    const listed = await rows.evaluateAll((all) => all.map((one) => one.dataset.postId ?? null));
    expect(listed.filter((id) => id !== null && ids.includes(id))).toEqual([]);
    for (const link of await posts.getByRole('link').all())
      expect(await link.getAttribute('href')).toMatch(/^https:\/\/www\.(tiktok|instagram)\.com\//);
    const width = await list.evaluate((element) => element.getBoundingClientRect().right);
    for (const gained of await posts.locator('.gained').all()) {
      expect(await gained.getAttribute('title')).toMatch(
        /^[\d,]+ views gained in (7|its first \d) days$/,
      );
      const box = await gained.boundingBox();
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
    }
    expect(await posts.locator('.gained').count()).toBe(ids.length);

    await rise.getByRole('button', { name: 'Hide details' }).click();
    await posts.first().waitFor({ state: 'detached' });
    // The face of the row, which has no post of its own to open, unfolds it as well.
    await rise.getByRole('button', { name: /The whole account is up/ }).click();
    await seen(posts);
    await popup.close();
  });
});
