import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type ChromiumWithExtension, openChromium } from '../browsers/chromium-with-extension.ts';
import { COMPLETE_POPUP } from '../browsers/complete-popup.ts';
import { CAN_TEST_FIREFOX } from '../browsers/find-firefox.ts';
import { openFirefox } from '../browsers/firefox-with-extension.ts';
import { libraryWithHits } from '../builders/library-with-hits.ts';
import { listedPosts, startExtensionSession } from '../e2e/support/extension-session.ts';
import { startSandboxApi } from '../sandbox-api/start-sandbox-api.ts';
import { unpack } from './unpack.ts';
import { writePackages } from './write-packages.ts';

const { posts, hitIds } = libraryWithHits(Date.now());
const WAIT = { timeout: 30_000, interval: 200 };

describe('packages in the browsers', () => {
  const folder = mkdtempSync(join(tmpdir(), 'installed-packages-'));
  const chrome = join(folder, 'chrome');
  const firefox = join(folder, 'firefox');

  beforeAll(async () => {
    const packages = await writePackages(folder);
    unpack(packages.chrome, chrome);
    unpack(packages.firefox, firefox);
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  it('leads from key to list in Chromium, which finds no fault with the manifest', async () => {
    const session = await startExtensionSession({ library: posts }, chrome);
    try {
      await session.connect();
      await session.badgeSays(String(hitIds.length));
      const popup = await session.browser.openPopup();
      const listed = await listedPosts(popup, 'Breakouts');
      expect(listed.map(({ id }) => id).sort()).toEqual([...hitIds].sort());
      expect(await faultsOf(session.browser)).toEqual([]);
      expect(session.browser.cspViolations()).toEqual([]);
    } finally {
      await session.close();
    }
  });

  it('would be told by Chromium of a key that it does not know', async () => {
    const wrong = join(folder, 'wrong');
    cpSync(chrome, wrong, { recursive: true });
    const file = join(wrong, 'manifest.json');
    const manifest = JSON.parse(readFileSync(file, 'utf8'));
    writeFileSync(file, JSON.stringify({ ...manifest, permisions: [] }));
    const browser = await openChromium({ extensionDir: wrong, apiPort: 1 });
    try {
      expect(await faultsOf(browser)).toEqual([expect.stringContaining('permisions')]);
    } finally {
      await browser.close();
    }
  });

  it.skipIf(!CAN_TEST_FIREFOX)('leads from key to list in Firefox', async () => {
    const sandbox = await startSandboxApi({ tls: true, library: posts });
    const browser = await openFirefox({
      extensionDir: firefox,
      apiPort: sandbox.port,
      authority: sandbox.certificate?.authority ?? '',
      isPermanent: true,
    });
    try {
      await browser.openOptions();
      await browser.fill('input[type=password]', sandbox.key);
      await browser.click('button[type=submit]');
      await vi.waitFor(
        async () => expect((await browser.badge()).text).toBe(String(hitIds.length)),
        WAIT,
      );
      await browser.openPopup();
      await browser.waitFor(`${COMPLETE_POPUP} [data-post-id]`);
    } finally {
      await browser.close();
      await sandbox.close();
    }
  });
});

/** Returns the errors of the manifest or the code on Chromium's page for extensions. */
async function faultsOf(browser: ChromiumWithExtension): Promise<string[]> {
  const page = await browser.context.newPage();
  await page.goto('chrome://extensions/');
  const faults = await page.evaluate(async (id) => {
    const { developerPrivate } = chrome as unknown as ExtensionsPage;
    const { manifestErrors, runtimeErrors } = await developerPrivate.getExtensionInfo(id);
    return [...manifestErrors, ...runtimeErrors].map(({ message }) => message);
  }, browser.extensionId);
  await page.close();
  return faults;
}

/** The API of Chromium's own page for extensions, as far as it is used here. */
interface ExtensionsPage {
  readonly developerPrivate: {
    getExtensionInfo(id: string): Promise<{
      readonly manifestErrors: readonly { readonly message: string }[];
      readonly runtimeErrors: readonly { readonly message: string }[];
    }>;
  };
}
