import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { largeLibrary } from '../builders/large-library.ts';
import { libraryWithHits } from '../builders/library-with-hits.ts';
import {
  type ExtensionSession,
  listedPosts,
  seen,
  startExtensionSession,
} from './support/extension-session.ts';

const now = Date.now();
const { hitIds } = libraryWithHits(now);
/** Two pages of posts, and as many batches of gains. */
const POSTS = largeLibrary(now, 250);
/** Slow enough for a first update of more than three seconds. */
const LATENCY_MS = 1600;
const PATIENCE = { timeout: 30_000, interval: 100 };

describe('first update', () => {
  let session: ExtensionSession;
  beforeAll(async () => {
    session = await startExtensionSession({ library: POSTS, latencyMs: LATENCY_MS });
  });
  afterAll(() => session.close());

  it('shows rows as soon as they are known, with the number of posts read', async () => {
    const { sandbox, browser } = session;
    let batches = 0;
    const held = sandbox.hold({ path: '/v2/videos/deltas', where: () => ++batches === 2 });
    const options = await session.enterKey(sandbox.key);
    const popup = await browser.context.newPage();
    await popup.goto(`${browser.extensionOrigin}/popup.html`);
    await seen(popup.getByText('Loading your posts'));
    const { release } = await held;

    await seen(popup.getByRole('list', { name: 'Breakouts' }));
    await seen(popup.getByText('Reading your posts: 250 of 250'));
    const first = (await listedPosts(popup, 'Breakouts')).map(({ id }) => id);
    expect(first.sort()).toEqual([...hitIds].sort());
    // The badge counts nothing yet, and neither does the popup.
    const badge = await browser.badge();
    expect(badge.text).toBe('…');
    expect(badge.title).toBe('Breakouts: loading your posts…');
    expect(await popup.locator('.summary').innerText()).toBe('');
    expect(await popup.getByRole('button', { name: /posts compared/ }).innerText()).toMatch(
      /^\d+ of 200 posts compared$/,
    );

    // A worker that dies now changes nothing on screen.
    await browser.killWorker();
    release();
    await expect.poll(async () => (await browser.badge()).text, PATIENCE).toBe('2');
    await expect.poll(() => popup.getByText('Reading your posts').count(), PATIENCE).toBe(0);
    expect(await popup.locator('.summary').innerText()).toMatch(/^2( ·|$)/);
    await popup.locator('[data-post-id]').first().locator('.chevron').click();
    const details = await popup.locator('.details').innerText();
    expect(details).not.toMatch(/Breaking out since/);
    await options.close();
    await popup.close();
  });
});
