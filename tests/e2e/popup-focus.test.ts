import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { libraryWithHits } from '../builders/library-with-hits.ts';
import {
  type ExtensionSession,
  seen,
  startExtensionSession,
  syncedAfter,
} from './support/extension-session.ts';
import { syncIsOver } from './support/sync-is-over.ts';

const { posts, hitIds } = libraryWithHits(Date.now());

/** The element that has the focus, in words. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const { activeElement } = document;
    if (activeElement === document.body || activeElement === null) return 'nothing';
    return activeElement.getAttribute('aria-label') ?? activeElement.textContent?.trim() ?? '';
  });

describe('focus in the popup', () => {
  let session: ExtensionSession;
  beforeAll(async () => {
    session = await startExtensionSession({ library: posts });
  });
  afterAll(() => session.close());

  it('goes to the list when the first update succeeds after Try again', async () => {
    session.sandbox.faults.add(
      { path: '/v2/account-videos' },
      { kind: 'problem', status: 400, code: 'VALIDATION_ERROR' },
    );
    const options = await session.browser.openOptions();
    await options.evaluate(
      (key) => chrome.runtime.sendMessage({ type: 'save-key', key, mayReplaceOrganization: false }),
      session.sandbox.key,
    );
    await options.close();
    const popup = await session.browser.openPopup();
    const tryAgain = popup.getByRole('button', { name: 'Try again' });
    await seen(tryAgain);
    await tryAgain.focus();
    session.sandbox.faults.clear();
    await popup.keyboard.press('Enter');
    await popup.locator('[data-post-id]').first().waitFor();
    await expect.poll(() => focused(popup)).not.toBe('nothing');
    await popup.keyboard.press('ArrowDown');
    expect(await popup.evaluate(() => document.activeElement?.closest('[data-row]') !== null)).toBe(
      true,
    );
    await popup.close();
  });

  it('stays on Refresh while an update runs and after it', async () => {
    await session.badgeSays(String(hitIds.length));
    const popup = await session.browser.openPopup();
    // A refresh joins the update that is ending, instead of starting another.
    await syncIsOver(popup);
    const refresh = popup.getByRole('button', { name: 'Refresh' });
    await expect.poll(() => refresh.isEnabled()).toBe(true);
    await refresh.focus();
    await syncedAfter(popup, () => popup.keyboard.press('Enter'));
    expect(await focused(popup)).toBe('Refresh');
    await popup.close();
  });

  it('does not get lost when the problem behind Try again is over', async () => {
    await session.sandbox.stopListening();
    const popup = await session.browser.openPopup();
    await popup.getByRole('button', { name: 'Refresh' }).click();
    const details = popup.getByRole('button', { name: 'Details', exact: true });
    await seen(details);
    await session.sandbox.listenAgain();
    await details.click();
    const tryAgain = popup.getByRole('button', { name: 'Try again' });
    await tryAgain.focus();
    await syncedAfter(popup, () => popup.keyboard.press('Enter'));
    await details.waitFor({ state: 'hidden' });
    await expect.poll(() => focused(popup)).not.toBe('nothing');
    await popup.close();
  });
});
