import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PopupFixture, updatedAt } from './support/popup-fixture.ts';
import { type PopupPages, startPopupPages } from './support/popup-pages.ts';
import { POPUP_STATES } from './support/popup-states.ts';

const NOW = Date.now();

/** A state of the popup at the present time, which is the worker's. */
function live(name: string): PopupFixture {
  const fixture = POPUP_STATES[name] as PopupFixture;
  const { page } = fixture;
  const { status, publication } = page;
  return {
    ...fixture,
    page: {
      ...page,
      status: {
        ...status,
        lastAttemptAt: NOW,
        lastSuccessAt: status.lastSuccessAt === null ? null : NOW,
        pause: status.pause && { ...status.pause, until: NOW + 12 * 60_000 },
      },
      publication: publication && { ...publication, ...updatedAt(NOW).head },
    },
  };
}

describe('badge, tooltip and popup', () => {
  let pages: PopupPages;
  beforeAll(async () => {
    pages = await startPopupPages();
  });
  afterAll(() => pages.close());

  it.each([
    ['full', '13', '13 breakouts in the last 7 days (3 new).', 'Breakouts 13 · 3 new'],
    ['all muted', '', 'All breakouts of the last 7 days are snoozed or muted.', 'All muted'],
    [
      'nothing breaking out',
      '',
      'No breakouts in the last 7 days. 856 of 1,000 posts could be compared.',
      'None of the 856 posts',
    ],
    ['cannot compare yet', '–', "your posts can't be compared yet", 'Still collecting data'],
    ['no posts', '–', 'no posts to watch yet', 'No posts yet'],
    ['no key', '!', 'add your API key', 'Connect CreatorAudit'],
    ['first update', '…', 'loading your posts…', 'Loading your posts'],
    ['first rows', '…', 'loading your posts…', 'Reading your posts: 1,600 of 10,000'],
    ['rejected key', '!', 'Your API key was rejected.', 'Your API key was rejected.'],
    ['unavailable', '13', "CreatorAudit isn't available right now.", "isn't available right now."],
    ['offline', '13', "You're offline.", "You're offline."],
    ['waiting', '13', 'Trying again', 'Continues in 12 min.'],
  ])('say the same in the state “%s”', async (name, text, title, shown) => {
    const page = await pages.show(live(name), { now: Date.now(), countsAsSeen: false });
    await expect.poll(async () => (await pages.browser.badge()).title).toContain(title);
    expect((await pages.browser.badge()).text).toBe(text);
    expect((await page.locator('#app').innerText()).replace(/\s+/g, ' ')).toContain(shown);
    await page.close();
  });
});
