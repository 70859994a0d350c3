import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { libraryWithHits } from '../builders/library-with-hits.ts';
import {
  type ExtensionSession,
  listedPosts,
  seen,
  startExtensionSession,
  syncedAfter,
} from './support/extension-session.ts';

const { posts, hitIds } = libraryWithHits(Date.now());

describe('popup that opens', () => {
  let session: ExtensionSession;
  beforeAll(async () => {
    session = await startExtensionSession({ library: posts });
    await session.connect();
  });
  afterAll(() => session.close());

  /**
   * Opens the popup. @returns its breakouts, and the scripts it has loaded by the start of their
   * names
   */
  async function open(popup: Page) {
    const scripts: string[] = [];
    popup.on('request', (request) => {
      const [, name] = /\/([\w-]+?)(?:-[\w-]{8})?\.js$/.exec(request.url()) ?? [];
      if (name !== undefined) scripts.push(name);
    });
    await popup.goto(`${session.browser.extensionOrigin}/popup.html`);
    await seen(popup.getByRole('list', { name: 'Breakouts' }));
    const ids = (await listedPosts(popup, 'Breakouts')).map(({ id }) => id).sort();
    return { ids, scripts };
  }

  it('shows the breakouts', async () => {
    const popup = await session.browser.context.newPage();
    const { ids, scripts } = await open(popup);
    expect(ids).toEqual([...hitIds].sort());
    expect(scripts).toContain('popup');
    await popup.close();
  });

  it('works in a browser that provides its API only as “chrome”', async () => {
    const popup = await session.browser.context.newPage();
    await popup.addInitScript(() => Reflect.deleteProperty(globalThis, 'browser'));
    const { ids } = await open(popup);
    expect(ids).toEqual([...hitIds].sort());
    await syncedAfter(popup, () => popup.getByRole('button', { name: 'Refresh' }).click());
    await popup.close();
  });
});
