import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { CAN_TEST_FIREFOX } from '../browsers/find-firefox.ts';
import { type FirefoxWithExtension, openFirefox } from '../browsers/firefox-with-extension.ts';
import { libraryWithHits } from '../builders/library-with-hits.ts';
import { type Sandbox, startSandboxApi } from '../sandbox-api/start-sandbox-api.ts';
import { FIREFOX_BUILD } from './support/firefox-build.ts';

const { posts, hitIds } = libraryWithHits(Date.now());
const HOUR_MS = 3_600_000;
const WAIT = { timeout: 30_000, interval: 100 };

// An installed extension is what users have: a restart fires `onStartup` and forgets all alarms,
// and an update replaces the code under stored data. A temporary add-on knows neither.
describe.skipIf(!CAN_TEST_FIREFOX)('production build installed in Firefox', () => {
  let sandbox: Sandbox;
  let browser: FirefoxWithExtension;
  beforeAll(async () => {
    sandbox = await startSandboxApi({ tls: true, library: posts });
    const authority = sandbox.certificate?.authority ?? '';
    browser = await openFirefox({
      extensionDir: FIREFOX_BUILD,
      apiPort: sandbox.port,
      authority,
      isPermanent: true,
    });
  });
  afterAll(async () => {
    await browser.close();
    await sandbox.close();
  });

  const badgeSays = (text: string) =>
    vi.waitFor(async () => expect((await browser.badge()).text).toBe(text), WAIT);
  const pageSays = (text: string) =>
    vi.waitFor(
      async () => expect(await browser.evaluate(() => document.body.innerText)).toContain(text),
      WAIT,
    );
  /** The time until an alarm wakes the extension; about 30 years when none does. */
  const nextAlarmMs = () =>
    browser.evaluate(async () => {
      const times = (await chrome.alarms.getAll()).map(({ scheduledTime }) => scheduledTime);
      return times.length === 0 ? 1e12 : Math.min(...times) - Date.now();
    });

  it('has access to the API at once, and shows a badge after the key is saved', async () => {
    await browser.openOptions();
    await browser.fill('input[type=password]', sandbox.key);
    await browser.click('button[type=submit]');
    await pageSays('Connected as');
    await badgeSays(String(hitIds.length));
  });

  it('stores a setting entered in the options', async () => {
    await browser.openOptions();
    const before = await stored(browser, 'settings');
    await browser.fill('input.number', '5');
    await browser.click('h1');
    await vi.waitFor(async () => expect(await stored(browser, 'settings')).not.toBe(before), WAIT);
    expect(await stored(browser, 'settings')).toContain('5');
  });

  it('restores badge, polling, key and settings after a restart of the browser', async () => {
    const settings = await stored(browser, 'settings');
    await browser.restart();
    await vi.waitFor(async () => expect((await browser.badge()).title).toMatch(/\d/), WAIT);
    expect(await nextAlarmMs()).toBeLessThanOrEqual(HOUR_MS);
    expect(await stored(browser, 'settings')).toBe(settings);
    await browser.openOptions();
    await pageSays('Connected as');
  });

  it('keeps key, settings and list after an update', async () => {
    const before = [await stored(browser, 'settings'), await stored(browser, 'keyOwner')];
    const newer = withVersion('99.0.0');
    await browser.restartWithUpdate(newer);
    rmSync(newer, { recursive: true });
    await vi.waitFor(async () => expect(await versionOf(browser)).toBe('99.0.0'), WAIT);
    expect([await stored(browser, 'settings'), await stored(browser, 'keyOwner')]).toEqual(before);
    await vi.waitFor(async () => expect(await nextAlarmMs()).toBeLessThanOrEqual(HOUR_MS), WAIT);
    await browser.openPopup();
    await browser.waitFor('[data-post-id]');
  });
});

/** A copy of the build with another version. */
function withVersion(version: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'newer-build-'));
  cpSync(FIREFOX_BUILD, folder, { recursive: true });
  const file = join(folder, 'manifest.json');
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), version }));
  return folder;
}

async function versionOf(browser: FirefoxWithExtension): Promise<string> {
  await browser.openOptions();
  return browser.evaluate(() => chrome.runtime.getManifest().version);
}

/** A stored value as JSON. */
function stored(browser: FirefoxWithExtension, key: string): Promise<string> {
  return browser.evaluate(async (name) => {
    const items = await chrome.storage.local.get(name);
    return JSON.stringify(items[name]);
  }, key);
}
