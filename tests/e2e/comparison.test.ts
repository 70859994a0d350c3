import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { COMPLETE_POPUP } from '../browsers/complete-popup.ts';
import { libraryWithHits } from '../builders/library-with-hits.ts';
import type { HandMadePost } from '../sandbox-api/hand-made-post.ts';
import {
  type ExtensionSession,
  seen,
  startExtensionSession,
  syncedAfter,
} from './support/extension-session.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** The badge's grey, of `utils/browser/toolbar-badge.ts`. */
const GREY = [0x6c, 0x75, 0x7d, 0xff];

const start = Date.now();
const { posts, hitIds } = libraryWithHits(start, 5);
const ordinary = posts.filter(({ id }) => !hitIds.includes(id));

/** The post as if CreatorAudit had begun to count it at that time. */
function countedSince(post: HandMadePost, time: number): HandMadePost {
  const refreshes = post.refreshes?.filter(({ at }) => at >= time);
  return { ...post, ...(refreshes ? { refreshes } : {}) };
}

const textOf = async (page: Page, selector: string) =>
  (await page.locator(selector).innerText()).replace(/\s+/g, ' ');

describe('what could be compared', () => {
  let session: ExtensionSession;
  const startWith = async (library: readonly HandMadePost[]) => {
    session = await startExtensionSession({ library });
    await session.connect();
  };
  afterEach(() => session.close());

  it('says nowhere that nothing is breaking out where no post was counted twice', async () => {
    await startWith(posts.map((post) => countedSince(post, start - 6 * HOUR)));
    const { title } = await session.badgeSays('–');
    expect((await session.browser.badge()).backgroundColor).toEqual(GREY);
    expect(title).toMatch(/your posts can't be compared yet\. Ready \S/);

    const popup = await session.browser.openPopup();
    await seen(popup.getByText('Still collecting data'));
    const shown = await textOf(popup, '#app');
    expect(shown).toMatch(/must count your posts twice .* First results: /);
    expect(shown).not.toMatch(/Nothing is breaking out/);
    await popup.getByRole('button', { name: 'See why' }).click();
    await seen(popup.getByText(`${posts.length} not counted twice yet by CreatorAudit`));
    await popup.close();

    const options = await session.browser.openOptions();
    await seen(options.getByText(/each setting finds once they can be compared/));
    expect(await textOf(options, 'main')).not.toMatch(/\d now/);
    await options.close();

    // Once every post has been counted twice, all say so.
    session.sandbox.advanceTime(20 * HOUR);
    const again = await session.browser.openPopup();
    await syncedAfter(again, () => again.getByRole('button', { name: 'Refresh' }).click());
    await seen(again.getByRole('list', { name: 'Breakouts' }));
    const badge = await session.badgeSays(String(hitIds.length));
    expect(badge.title).toMatch(new RegExp(`^${hitIds.length} breakouts`));
    await again.close();
  });

  it('says of how many posts none is breaking out, and why not of all', async () => {
    await startWith(
      ordinary.map((post, index) => (index < 60 ? countedSince(post, start - 6 * HOUR) : post)),
    );
    const counts = `${ordinary.length - 60} of ${ordinary.length} posts`;
    const { title } = await session.badgeSays('');
    expect(title).toContain('No breakouts in the last 7 days');
    expect(title).toContain(`${counts} could be compared`);
    const popup = await session.browser.openPopup();
    await seen(popup.getByText('Nothing is breaking out'));
    const shown = await textOf(popup, '#app');
    expect(shown).toContain(`None of the ${ordinary.length - 60} posts`);
    await seen(popup.getByText(`${counts} compared`));
    await popup.getByRole('button', { name: 'See why' }).click();
    await seen(popup.getByText('60 not counted twice yet by CreatorAudit'));
    await popup.close();
    const options = await session.browser.openOptions();
    await seen(options.locator('.card').filter({ hasText: 'Balanced' }).getByText('0 now'));
    await options.close();
  });

  it('says once that a platform corrected its counts', async () => {
    const corrected = libraryWithHits(start, 0, {
      ...{ platform: 'tiktok', share: 0.1, at: start - 1.5 * DAY },
    });
    await startWith(corrected.posts);
    const popup = await session.browser.openPopup();
    await seen(popup.locator(COMPLETE_POPUP));
    const sentence = /TikTok corrected view counts (around|between) /;
    await seen(popup.getByText(sentence));
    expect(await popup.getByText(sentence).count()).toBe(1);
    // It neither hides the breakouts nor makes others.
    await session.badgeSays(String(corrected.hitIds.length));
    await popup.close();
  });
});
