import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { COMPLETE_POPUP } from '../browsers/complete-popup.ts';
import { CAN_TEST_FIREFOX } from '../browsers/find-firefox.ts';
import { type FirefoxWithExtension, openFirefox } from '../browsers/firefox-with-extension.ts';
import { libraryWithHits } from '../builders/library-with-hits.ts';
import { type Sandbox, startSandboxApi } from '../sandbox-api/start-sandbox-api.ts';
import { FIREFOX_BUILD } from './support/firefox-build.ts';

const { posts, hitIds } = libraryWithHits(Date.now());

describe.skipIf(!CAN_TEST_FIREFOX)('production build in Firefox', () => {
  let sandbox: Sandbox;
  let browser: FirefoxWithExtension;
  beforeAll(async () => {
    sandbox = await startSandboxApi({ tls: true, library: posts });
    const authority = sandbox.certificate?.authority ?? '';
    browser = await openFirefox({ extensionDir: FIREFOX_BUILD, apiPort: sandbox.port, authority });
  });
  afterAll(async () => {
    await browser.close();
    await sandbox.close();
  });

  const badgeSays = (text: string) =>
    vi.waitFor(async () => expect((await browser.badge()).text).toBe(text), {
      timeout: 30_000,
      interval: 200,
    });
  const pageSays = (text: string) =>
    vi.waitFor(
      async () => expect(await browser.evaluate(() => document.body.innerText)).toContain(text),
      {
        timeout: 30_000,
        interval: 200,
      },
    );

  const sidebarIs = (isOpen: boolean) =>
    vi.waitFor(
      async () =>
        expect(
          await browser.evaluate(() =>
            (
              globalThis as unknown as {
                browser: { sidebarAction: { isOpen(details: object): Promise<boolean> } };
              }
            ).browser.sidebarAction.isOpen({}),
          ),
        ).toBe(isOpen),
      { timeout: 30_000 },
    );

  it('asks for a key on the badge and in the popup', async () => {
    await badgeSays('!');
    await browser.openPopup();
    await pageSays('Enter your API key');
  });

  it('explains a wrong key on the welcome page, and goes on after a good one', async () => {
    await browser.openAddress(`${browser.extensionOrigin}/welcome.html`);
    await browser.fill('input[type=password]', 'ca_wrong_key_000000');
    await browser.click('button[type=submit]');
    await pageSays('Your API key was rejected.');
    await browser.fill('input[type=password]', sandbox.key);
    await browser.click('button[type=submit]');
    await pageSays('Connected as Sandbox key');
    // Firefox puts a temporary add-on into the toolbar.
    await pageSays('The icon is in your toolbar.');
    await pageSays(`${hitIds.length} posts are breaking out. Click the icon.`);
    await badgeSays(String(hitIds.length));
    expect(await browser.evaluate(() => document.documentElement.outerHTML)).not.toContain(
      sandbox.key,
    );
  });

  it('says how to pin the icon while it is in the menu, and notices when it is', async () => {
    await browser.setIconOnToolbar(false);
    await pageSays('Click the puzzle piece in the toolbar, then the gear beside Breakouts');
    expect(
      await browser.evaluate(() => document.querySelector('.toolbar-picture')?.checkVisibility()),
    ).toBe(true);
    await browser.setIconOnToolbar(true);
    await pageSays('The icon is in your toolbar.');
  });

  it('lists the breakouts in the popup', async () => {
    await browser.openPopup();
    await browser.waitFor(`${COMPLETE_POPUP} [data-post-id]`);
    const ids = await browser.evaluate(() =>
      [...(document.querySelector('ol')?.querySelectorAll('[data-post-id]') ?? [])].map((item) =>
        item.getAttribute('data-post-id'),
      ),
    );
    expect(ids.sort()).toEqual([...hitIds].sort());
    // Covers load after the rows, and only while the popup is open.
    await vi.waitFor(() => expect(browser.contacts().refused).not.toEqual([]), { timeout: 30_000 });
  });

  it('shows every post in the full view, and its breakouts as the popup does', async () => {
    await browser.openAddress(`${browser.extensionOrigin}/full-view.html`);
    const rowCount = () =>
      browser.evaluate(() => document.querySelector('[role=grid]')?.getAttribute('aria-rowcount'));
    // The head is a row too.
    await vi.waitFor(async () => expect(await rowCount()).toBe(String(posts.length + 1)), {
      timeout: 30_000,
    });
    await browser.openAddress(`${browser.extensionOrigin}/full-view.html#list=breakouts`);
    await vi.waitFor(async () => expect(await rowCount()).toBe(String(hitIds.length + 1)), {
      timeout: 30_000,
    });
    const ids = await browser.evaluate(() =>
      [...document.querySelectorAll('main [data-post-id]')].map((row) =>
        row.getAttribute('data-post-id'),
      ),
    );
    expect(ids.sort()).toEqual([...hitIds].sort());
  });

  it('draws the chart of a post in the full view', async () => {
    await browser.openAddress('about:blank');
    await browser.openAddress(`${browser.extensionOrigin}/full-view.html#post=${hitIds[0]}`);
    await browser.waitFor('.chart-host canvas');
    const pixelsOfViews = () =>
      browser.evaluate(() => {
        const canvas = document.querySelector<HTMLCanvasElement>('.chart-host canvas');
        const ink = document.querySelector('.chart-host > .ink-views');
        if (canvas === null || ink === null) return 0;
        const wanted = (getComputedStyle(ink).color.match(/\d+/g) ?? []).join();
        const { data = [] } =
          canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? {};
        let count = 0;
        for (let at = 0; at < data.length; at += 4)
          if ([data[at], data[at + 1], data[at + 2]].join() === wanted) count += 1;
        return count;
      });
    await vi.waitFor(async () => expect(await pixelsOfViews()).toBeGreaterThan(100), {
      timeout: 30_000,
    });
    expect(
      await browser.evaluate(() =>
        document.querySelector('[role=slider]')?.getAttribute('aria-valuetext'),
      ),
    ).toMatch(/ views · usually /);
  });

  it('opens the full view in the sidebar from the popup', async () => {
    await browser.openPopup();
    await browser.waitFor(`${COMPLETE_POPUP} [data-post-id]`);
    await browser.click('[aria-label="Actions for this list"]');
    await browser.click('[role=menuitem]:last-child');
    await sidebarIs(true);
  });

  it('does what is chosen in the menu of the icon', async () => {
    await browser.closeSidebar();
    await sidebarIs(false);
    const entries = await browser.chooseInIconMenu('Open in sidebar');
    expect(entries).toEqual(['Refresh', 'Open full view', 'Open in sidebar', 'Options']);
    await sidebarIs(true);
    const pageOpens = (path: string) =>
      vi.waitFor(
        async () =>
          expect(await browser.tabAddresses()).toContainEqual(
            expect.stringContaining(`${browser.extensionOrigin}/${path}`),
          ),
        { timeout: 30_000 },
      );
    await browser.chooseInIconMenu('Open full view');
    await pageOpens('full-view.html');
    await browser.chooseInIconMenu('Options');
    await pageOpens('options.html');
    const { length } = sandbox.requests;
    await browser.chooseInIconMenu('Refresh');
    await vi.waitFor(() => expect(sandbox.requests.length).toBeGreaterThan(length), {
      timeout: 30_000,
    });
  });

  it('restores the badge from storage when the background page starts again', async () => {
    await browser.stopBackground();
    await browser.evaluate(() => chrome.action.setBadgeText({ text: 'lost' }));
    await browser.wakeBackground();
    await badgeSays(String(hitIds.length));
  });

  it('contacts only the API and the host of covers, which the proxy blocks', () => {
    expect(browser.contacts()).toEqual({
      reached: ['api.creatoraudit.com:443'],
      refused: ['media.creatoraudit.com:443'],
    });
  });
});
