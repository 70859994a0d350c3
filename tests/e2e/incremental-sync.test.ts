import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { steadyLibrary } from '../builders/steady-library.ts';
import {
  type ExtensionSession,
  seen,
  startExtensionSession,
  syncedAfter,
} from './support/extension-session.ts';

const HOUR = 3_600_000;
/** Ten accounts of 100 posts, each refreshed once a day: the first of them 1.2 hours from now. */
const LIBRARY = steadyLibrary(Date.now(), { posts: 1000, accounts: 10 });
const FIRST_ACCOUNT = LIBRARY[0]?.accountId ?? '';

describe('incremental sync in the browser', () => {
  let session: ExtensionSession;
  let popup: Page;
  beforeAll(async () => {
    session = await startExtensionSession({ library: LIBRARY });
    await session.connect();
    popup = await session.browser.openPopup();
    await seen(popup.getByRole('button', { name: /of 1,000 posts compared/ }));
  });
  afterAll(() => session.close());

  /** Refreshes. @returns the requests */
  async function asked() {
    session.sandbox.clearRequests();
    await syncedAfter(popup, () => popup.getByRole('button', { name: 'Refresh' }).click());
    return session.sandbox.requests.filter(({ path }) => path !== '/v2/meta');
  }

  it('requests only the accounts when none was refreshed, and gets a 304 for them', async () => {
    const requests = await asked();
    expect(requests.map(({ path, status }) => `${path} ${status}`)).toEqual(['/v2/accounts 304']);
    await seen(popup.getByRole('button', { name: /of 1,000 posts compared/ }));
  });

  it('lists the one refreshed account, and requests the deltas of its posts', async () => {
    session.sandbox.advanceTime(2 * HOUR);
    const [accounts, page, deltas, ...more] = await asked();
    expect([accounts?.path, accounts?.status]).toEqual(['/v2/accounts', 200]);
    expect([page?.path, page?.query.get('account_id')]).toEqual([
      '/v2/account-videos',
      FIRST_ACCOUNT,
    ]);
    const ids = LIBRARY.filter(({ accountId }) => accountId === FIRST_ACCOUNT).map(({ id }) => id);
    expect(JSON.parse(deltas?.body ?? '').video_ids.sort()).toEqual(ids.sort());
    expect(more).toEqual([]);
    await seen(popup.getByRole('button', { name: /of 1,000 posts compared/ }));
  });

  it('shows refreshed counts beside the older ones of other accounts', async () => {
    const ranking = await popup.evaluate(async () => {
      const all =
        await chrome.storage.local.get<
          Record<string, { value: { newestRefreshAt: number; posts: number } }>
        >(null);
      return all.publication?.value;
    });
    const newest = Math.max(
      ...session.sandbox.data.accounts.map(
        (account) => account.refreshes.last(session.sandbox.now()) ?? 0,
      ),
    );
    expect(ranking).toMatchObject({ posts: 1000, newestRefreshAt: newest });
  });
});
