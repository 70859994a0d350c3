import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CAN_TEST_FIREFOX } from '../browsers/find-firefox.ts';
import { type FirefoxWithExtension, openFirefox } from '../browsers/firefox-with-extension.ts';
import { libraryBreakingOut } from '../builders/library-breaking-out.ts';
import { HOUR } from '../builders/time.ts';
import { type Sandbox, startSandboxApi } from '../sandbox-api/start-sandbox-api.ts';
import { FIREFOX_BUILD } from './support/firefox-build.ts';

const { posts } = libraryBreakingOut(Date.now(), [1, 1]);

describe.skipIf(!CAN_TEST_FIREFOX)('desktop notices in Firefox', () => {
  let sandbox: Sandbox;
  let browser: FirefoxWithExtension;
  beforeAll(async () => {
    sandbox = await startSandboxApi({ tls: true, library: posts });
    browser = await openFirefox({
      extensionDir: FIREFOX_BUILD,
      apiPort: sandbox.port,
      authority: sandbox.certificate?.authority ?? '',
      // The prompt belongs to the browser, out of a test's reach: every request is granted.
      preferences: {
        'extensions.webextOptionalPermissionPrompts': false,
        // Firefox shows its own notices: there is no desktop to show them.
        'alerts.useSystemBackend': false,
      },
    });
  });
  afterAll(async () => {
    await browser.close();
    await sandbox.close();
  });

  const notices = () =>
    browser.evaluate(async () => {
      const shown = (await chrome.notifications?.getAll()) ?? {};
      return Object.entries(shown).map(([id, options]) => ({
        id,
        ...(options as unknown as object),
      }));
    });

  const isConnected = () =>
    expect.poll(() => browser.evaluate(() => document.body.innerText)).toContain('Connected as');

  it('say everything in title and text, and open the full view while nothing runs', async () => {
    await browser.openOptions();
    await browser.fill('input[type=password]', sandbox.key);
    await browser.click('button[type=submit]');
    await isConnected();
    await expect.poll(async () => (await browser.badge()).title).toMatch(/Counts from/);
    await browser.openOptions();
    // Where a page loads, its parts still move.
    await isConnected();
    await browser.click('.channel input[type=checkbox]');
    await expect
      .poll(() => browser.evaluate(async () => 'alertMemory' in (await chrome.storage.local.get())))
      .toBe(true);
    // Firefox wakes a page for the listeners of its start only, and the permission came later.
    await browser.stopBackground();
    await browser.wakeBackground();
    sandbox.advanceTime(1.5 * HOUR);
    await browser.evaluate(() => chrome.runtime.sendMessage({ type: 'refresh' }));
    await expect.poll(notices).toMatchObject([
      {
        id: expect.any(String),
        type: 'basic',
        iconUrl: expect.stringMatching(/128\.png$/),
        title: expect.stringMatching(/^2 new breakouts.*@creator\.\d \d+(\.\d+)?×$/),
        message: expect.stringContaining('@creator.1'),
      },
    ]);
    const [notice] = await notices();
    await browser.stopBackground();
    await browser.clickNotification(notice?.id ?? '');
    await expect
      .poll(() => browser.tabAddresses())
      .toContainEqual(expect.stringContaining('full-view.html#list=new'));
    await expect.poll(notices).toEqual([]);
  });
});
