import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { CAN_TEST_FIREFOX } from '../browsers/find-firefox.ts';
import { type FirefoxWithExtension, openFirefox } from '../browsers/firefox-with-extension.ts';
import { largeLibrary } from '../builders/large-library.ts';
import type { HoldQueue } from '../sandbox-api/held-requests.ts';
import { type Sandbox, startSandboxApi } from '../sandbox-api/start-sandbox-api.ts';
import { type ExtensionSession, seen, startExtensionSession } from './support/extension-session.ts';
import { FIREFOX_BUILD } from './support/firefox-build.ts';

const BLOCKED = 'Your browser blocks access to CreatorAudit.';
const API = 'https://api.creatoraudit.com/*';

/** Longer than the worker's shortest retry of a failed request. */
const QUIET_MS = 3_000;

const WAIT = { timeout: 30_000, interval: 100 };

/** 3,000 posts: many requests are left when access is removed in the middle of a sync. */
const library = largeLibrary(Date.now(), 3000);

/** Holds a sync in its middle, from the seventh request on. */
const holdSync = (sandbox: Sandbox): HoldQueue =>
  sandbox.holdAll({ where: () => sandbox.requests.length > 6 });

describe('host permission withheld by Chromium', () => {
  let session: ExtensionSession;
  let held: HoldQueue;
  beforeAll(async () => {
    session = await startExtensionSession({ library });
    held = holdSync(session.sandbox);
    await session.browser.setSiteAccess('on-click');
  });
  afterAll(() => session.close());

  it('is requested before a key is checked, and the key is saved after the grant', async () => {
    const page = await session.browser.openOptions();
    await seen(page.getByRole('alert').filter({ hasText: BLOCKED }));
    // An open native prompt would block the click.
    await page.evaluate(() => {
      chrome.permissions.request = () => Promise.resolve(false);
    });
    await page.getByLabel('API key').fill(session.sandbox.key);
    await page.getByRole('button', { name: 'Save key' }).click();
    await seen(page.getByRole('button', { name: 'Grant access' }));
    expect(session.sandbox.requests).toEqual([]);

    await session.browser.setSiteAccess('granted');
    await seen(page.getByText('Connected as'));
    await page.close();
  });

  it('pauses the running sync and shows a badge when it is removed', async () => {
    await held.next();
    await session.browser.setSiteAccess('on-click');
    held.stop();
    await vi.waitFor(
      async () => expect((await session.browser.badge()).title).toContain(BLOCKED),
      WAIT,
    );
    expect((await session.browser.badge()).text).toBe('!');
  });

  it('prevents requests and alarms for retries while it is missing', async () => {
    session.sandbox.clearRequests();
    await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
    const worker = await session.browser.worker();
    const nextAlarmMs = await worker.evaluate(async () => {
      const alarms = await chrome.alarms.getAll();
      return Math.min(...alarms.map(({ scheduledTime }) => scheduledTime)) - Date.now();
    });
    // The next poll is left, at the interval of an hour.
    expect(nextAlarmMs).toBeGreaterThan(10 * 60_000);
    expect(session.sandbox.requests).toEqual([]);
  });

  it('is requested by a click in the popup', async () => {
    const popup = await session.browser.openPopup();
    await popup.evaluate(() => {
      chrome.permissions.request = ({ origins }) => {
        document.title = `asked for ${origins}, by a gesture: ${navigator.userActivation.isActive}`;
        return Promise.resolve(false);
      };
    });
    await popup.getByRole('button', { name: 'Grant access' }).click();
    expect(await popup.title()).toBe(`asked for ${API}, by a gesture: true`);
    await popup.close();
  });

  it('resumes the sync when it is granted again', async () => {
    await session.browser.setSiteAccess('granted');
    await vi.waitFor(
      async () => expect((await session.browser.badge()).title).not.toContain(BLOCKED),
      WAIT,
    );
    await vi.waitFor(() => expect(session.sandbox.requests.length).toBeGreaterThan(3), WAIT);
  });

  it('is checked after a removal while the extension is idle or the worker is dead', async () => {
    await session.browser.killWorker();
    await session.browser.setSiteAccess('on-click');
    await vi.waitFor(
      async () => expect((await session.browser.badge()).title).toContain(BLOCKED),
      WAIT,
    );
    const page = await session.browser.openOptions();
    await seen(page.getByRole('alert').filter({ hasText: BLOCKED }));
    await session.browser.setSiteAccess('granted');
    await page.getByRole('alert').filter({ hasText: BLOCKED }).waitFor({ state: 'hidden' });
    await page.close();
  });
});

describe.skipIf(!CAN_TEST_FIREFOX)('host permission withheld by Firefox', () => {
  let sandbox: Sandbox;
  let held: HoldQueue;
  let browser: FirefoxWithExtension;
  beforeAll(async () => {
    sandbox = await startSandboxApi({ tls: true, library });
    held = holdSync(sandbox);
    const authority = sandbox.certificate?.authority ?? '';
    browser = await openFirefox({
      extensionDir: FIREFOX_BUILD,
      apiPort: sandbox.port,
      authority,
      // The prompt belongs to the browser, out of a test's reach: every request is granted.
      preferences: { 'extensions.webextOptionalPermissionPrompts': false },
    });
    await browser.setHostPermission(API, false);
  });
  afterAll(async () => {
    await browser.close();
    await sandbox.close();
  });

  const pageSays = (text: string) =>
    vi.waitFor(
      async () => expect(await browser.evaluate(() => document.body.innerText)).toContain(text),
      WAIT,
    );
  const badgeExplains = (problem: string) =>
    vi.waitFor(async () => expect((await browser.badge()).title).toContain(problem), WAIT);

  it('is granted by the click that saves the first key', async () => {
    await browser.openOptions();
    await pageSays(BLOCKED);
    await browser.fill('input[type=password]', sandbox.key);
    await browser.click('button[type=submit]');
    await pageSays('Connected as');
    expect(await browser.evaluate(() => document.querySelector('[role=alert].notice'))).toBeNull();
  });

  it('pauses the running sync when removed, and shows it on badge and options page', async () => {
    await held.next();
    await browser.setHostPermission(API, false);
    held.stop();
    await badgeExplains(BLOCKED);
    expect((await browser.badge()).text).toBe('!');
    await browser.waitFor('.notice button.primary');
    sandbox.clearRequests();
    await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
    expect(sandbox.requests).toEqual([]);
  });

  it('resumes the sync after a click on Grant access', async () => {
    await browser.click('.notice button.primary');
    await vi.waitFor(() => expect(sandbox.requests.length).toBeGreaterThan(3), WAIT);
    await vi.waitFor(
      async () => expect((await browser.badge()).title).not.toContain(BLOCKED),
      WAIT,
    );
  });

  it('is checked after a removal while the background page sleeps', async () => {
    await browser.stopBackground();
    await browser.setHostPermission(API, false);
    await badgeExplains(BLOCKED);
  });
});
