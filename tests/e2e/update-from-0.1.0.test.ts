import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type ChromiumWithExtension, openChromium } from '../browsers/chromium-with-extension.ts';
import { CAN_TEST_FIREFOX } from '../browsers/find-firefox.ts';
import { type FirefoxWithExtension, openFirefox } from '../browsers/firefox-with-extension.ts';
import { libraryOfAYear } from '../builders/library-of-a-year.ts';
import { type Sandbox, startSandboxApi } from '../sandbox-api/start-sandbox-api.ts';
import { CHROMIUM_BUILD, seen } from './support/extension-session.ts';
import { FIREFOX_BUILD } from './support/firefox-build.ts';
import {
  formerHistory,
  historyIn,
  loadFormerProfile,
  PROFILE_KEY,
  readStored,
  type StoredNow,
  storeProfile,
  temporaryFolder,
  writeFormerExtension,
  writeLaterBuild,
} from './support/former-profile.ts';

const NOW = Math.floor(Date.now() / 1000) * 1000;
const DAY_MS = 86_400_000;
const PATIENCE = { timeout: 40_000, interval: 200 };
const FORMER = loadFormerProfile(NOW);

const startSandbox = () =>
  startSandboxApi({
    ...{ tls: true, library: libraryOfAYear(NOW).posts, now: () => NOW },
    keys: [{ key: PROFILE_KEY }],
  });

/** A value of the former profile. */
function former<T>(key: string): T {
  return FORMER.local[key]?.value as T;
}

function expectKept({ local, ...stored }: StoredNow): void {
  expect(local.apiKey?.value).toBe(former('apiKey'));
  expect(local.keyOwner?.value).toEqual(former('keyHolder'));
  const { keepKey, ...settings } = former<{ readonly keepKey: string }>('settings');
  expect(local.settings?.value).toMatchObject({ ...settings, keyPersistence: keepKey });
  expect(settings).toMatchObject({ sensitivity: 'sensitive', badgeCounts: 'unseen' });

  const seenAt = Object.entries(former<Readonly<Record<string, number>>>('seen'));
  expect(seenAt.length).toBeGreaterThan(0);
  const posts = Object.fromEntries(seenAt.map(([id, at]) => [id, { seenAt: at }]));
  expect(local.marks?.value).toMatchObject({ posts });
  expect(local.notices?.value ?? []).toEqual([]);

  const before = formerHistory(FORMER);
  const present = historyIn(stored);
  for (const [id, points] of before) expect(present.get(id)).toEqual(points);
  const spans = [...present.values()].map(
    (points) => (points.at(-1)?.at ?? 0) - (points[0]?.at ?? 0),
  );
  expect(Math.max(...spans)).toBeGreaterThan(340 * DAY_MS);
}

/** Waits until the first sync after the update has taken the history over. */
async function afterFirstSync(read: () => Promise<StoredNow>): Promise<StoredNow> {
  return vi.waitFor(async () => {
    const stored = await read();
    expect(stored.databases).toContain('library-1');
    expect(stored.databases).not.toContain('count-history');
    expect(stored.databases).not.toContain('post-library');
    const status = stored.local.syncStatus?.value as Record<string, unknown>;
    expect(status).toMatchObject({ progress: null, problem: null });
    expect(status.lastSuccessAt).toBeGreaterThan(NOW);
    return stored;
  }, PATIENCE);
}

describe('update of version 0.1.0 with a year of history in Chromium', () => {
  const folder = temporaryFolder();
  let sandbox: Sandbox;
  let browser: ChromiumWithExtension;
  beforeAll(async () => {
    sandbox = await startSandbox();
    writeFormerExtension(folder, CHROMIUM_BUILD);
    browser = await openChromium({ extensionDir: folder, apiPort: sandbox.port });
  });
  afterAll(async () => {
    await browser.close();
    await sandbox.close();
    rmSync(folder, { recursive: true });
  });

  it('keeps key, settings, marks and history', async () => {
    const page = await browser.openOptions();
    await page.evaluate(storeProfile, FORMER);
    writeLaterBuild(folder, CHROMIUM_BUILD);
    await browser.reloadExtension();

    const options = await browser.openOptions();
    await seen(options.getByText('Connected as'));
    expectKept(await afterFirstSync(() => options.evaluate(readStored)));
    const popup = await browser.openPopup();
    await seen(popup.locator('[data-post-id]'));
  });
});

describe.skipIf(!CAN_TEST_FIREFOX)(
  'update of version 0.1.0 with a year of history in Firefox',
  () => {
    const [folder, later] = [temporaryFolder(), temporaryFolder()];
    let sandbox: Sandbox;
    let browser: FirefoxWithExtension;
    beforeAll(async () => {
      sandbox = await startSandbox();
      writeFormerExtension(folder, FIREFOX_BUILD);
      writeLaterBuild(later, FIREFOX_BUILD);
      browser = await openFirefox({
        ...{ extensionDir: folder, apiPort: sandbox.port, isPermanent: true },
        authority: sandbox.certificate?.authority ?? '',
      });
    });
    afterAll(async () => {
      await browser.close();
      await sandbox.close();
      for (const made of [folder, later]) rmSync(made, { recursive: true });
    });

    it('keeps key, settings, marks and history', async () => {
      await browser.openOptions();
      await browser.evaluate(storeProfile, FORMER);
      await browser.restartWithUpdate(later);

      await browser.openOptions();
      await vi.waitFor(
        async () =>
          expect(await browser.evaluate(() => document.body.innerText)).toContain('Connected as'),
        PATIENCE,
      );
      expectKept(await afterFirstSync(() => browser.evaluate(readStored)));
      await browser.openPopup();
      await browser.waitFor('[data-post-id]');
    });
  },
);
