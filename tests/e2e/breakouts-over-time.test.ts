import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMPLETE_POPUP } from '../browsers/complete-popup.ts';
import { libraryWithHits } from '../builders/library-with-hits.ts';
import {
  type ExtensionSession,
  listedPosts,
  seen,
  startExtensionSession,
} from './support/extension-session.ts';

const DAY = 86_400_000;
const { posts, hitIds } = libraryWithHits(Date.now(), 30);

const idsOf = async (popup: Page, list: string) =>
  (await listedPosts(popup, list)).map(({ id }) => id).sort();

describe('breakouts over time', () => {
  let session: ExtensionSession;
  beforeAll(async () => {
    session = await startExtensionSession({ library: posts });
    await session.connect();
  });
  afterAll(() => session.close());

  it('explains each breakout in one sentence, and marks it as new until it was seen', async () => {
    await session.badgeSays(String(hitIds.length));
    const popup = await session.browser.openPopup();
    const row = popup.getByRole('list', { name: 'Breakouts' }).getByRole('listitem').first();
    await seen(popup.locator(COMPLETE_POPUP));
    await row.getByRole('button', { name: 'Show details' }).click();
    await seen(
      row.getByText(
        new RegExp(
          '\\S+ views in its first 4 days\\. Posts this old on this account usually get \\S+, ' +
            'so this is [\\d.]+× the usual \\(based on \\d+ other posts of this account\\)',
        ),
      ),
    );
    await seen(row.getByText(/At least [\d.]+× usual/));
    await expect
      .poll(async () => (await session.browser.badge()).title, { timeout: 30_000 })
      .toContain('(0 new)');
    // It counts as seen, and keeps its mark until the popup closes.
    await seen(row.getByRole('img', { name: 'New' }));
    await popup.close();
    const again = await session.browser.openPopup();
    await seen(again.getByRole('list', { name: 'Breakouts' }));
    expect(await again.getByRole('img', { name: 'New' }).count()).toBe(0);
    await again.close();
  });

  it('counts only unseen breakouts when the user chooses so', async () => {
    const options = await session.browser.openOptions();
    await options.getByLabel('Number on the icon').selectOption({ label: 'New breakouts only' });
    await session.badgeSays('');
    expect((await session.browser.badge()).title).toContain(`${hitIds.length} breakouts`);
    await options.getByLabel('Number on the icon').selectOption({ label: 'All breakouts' });
    await session.badgeSays(String(hitIds.length));
    await options.close();
  });

  it('previews each sensitivity, and reranks without a request', async () => {
    session.sandbox.clearRequests();
    const options = await session.browser.openOptions();
    const card = (name: string, hits: number) =>
      options
        .locator('.card')
        .filter({ hasText: name })
        .filter({ hasText: `${hits} now` })
        .filter({ hasText: `${hits} in the last 30 days` });
    await seen(card('Balanced', hitIds.length));
    await seen(options.getByText('counted since '));
    await options.getByRole('radio', { name: 'Custom' }).check();
    await options.getByLabel('Multiple of the usual (×)').fill('99');
    await options.getByLabel('Multiple of the usual (×)').press('Enter');
    await seen(card('Custom', 0));
    await session.badgeSays('');
    const popup = await session.browser.openPopup();
    await seen(popup.getByText('Nothing is breaking out'));
    await popup.close();
    await options.getByRole('radio', { name: 'Balanced' }).check();
    await session.badgeSays(String(hitIds.length));
    expect(session.sandbox.requests).toEqual([]);
    await options.close();
  });

  it('filters by platform', async () => {
    const popup = await session.browser.openPopup();
    await seen(popup.locator(COMPLETE_POPUP));
    const platformOf = new Map(posts.map(({ id, platform }) => [id, platform]));
    for (const [label, platform] of [
      ['TikTok', 'tiktok'],
      ['Instagram', 'instagram'],
    ] as const) {
      await popup.getByRole('button', { name: /Window, order and filters/ }).click();
      await popup.getByLabel('Platform').selectOption({ label });
      await popup.keyboard.press('Escape');
      const expected = hitIds.filter((id) => platformOf.get(id) === platform);
      await expect.poll(() => idsOf(popup, 'Breakouts')).toEqual(expected);
      expect(
        (await idsOf(popup, 'Top movers')).every((id) => platformOf.get(id) === platform),
      ).toBe(true);
    }
    await popup.getByRole('button', { name: 'Show all' }).click();
    expect(await idsOf(popup, 'Breakouts')).toEqual([...hitIds].sort());
    await popup.close();
  });

  it('shows an ended breakout once more, then removes it', async () => {
    session.sandbox.advanceTime(21 * DAY);
    const popup = await session.browser.openPopup();
    await popup.getByRole('button', { name: 'Refresh' }).click();
    await seen(popup.getByRole('list', { name: 'No longer breaking out' }));
    expect(await idsOf(popup, 'No longer breaking out')).toEqual([...hitIds].sort());
    expect(await popup.getByRole('list', { name: 'Breakouts' }).count()).toBe(0);
    // It counts as looked at after a second on screen.
    await popup.waitForTimeout(1500);
    await session.badgeSays('');
    await popup.close();
    const again = await session.browser.openPopup();
    await seen(again.getByText('Nothing is breaking out'));
    expect(await again.getByRole('list', { name: 'No longer breaking out' }).count()).toBe(0);
    await again.close();
  });
});
