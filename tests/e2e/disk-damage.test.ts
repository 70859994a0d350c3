import {
  closeSync,
  cpSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type ChromiumWithExtension, openChromium } from '../browsers/chromium-with-extension.ts';
import { libraryWithHits } from '../builders/library-with-hits.ts';
import { type Sandbox, startSandboxApi } from '../sandbox-api/start-sandbox-api.ts';
import { CHROMIUM_BUILD, listedPosts, seen } from './support/extension-session.ts';

const { posts, hitIds } = libraryWithHits(Date.now());
const PATIENCE = { timeout: 20_000, interval: 50 };

/** Extension storage on the disk, and the extension's databases. */
interface OnDisk {
  readonly storage: string;
  readonly databases: string;
}

const newest = (folder: string, ending: string) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0] ?? '';

function overwrite(file: string): void {
  const size = statSync(file).size;
  expect(size).toBeGreaterThan(0);
  const handle = openSync(file, 'r+');
  writeSync(handle, Buffer.alloc(size, 0xa5), 0, size, 0);
  closeSync(handle);
}

function removeFolder(folder: string): void {
  expect(existsSync(folder)).toBe(true);
  rmSync(folder, { recursive: true });
}

/**
 * The damage to the files while the browser is closed, and a part of the notice, if there is one.
 */
const CASES: readonly {
  readonly damage: string;
  readonly inflict: (onDisk: OnDisk) => void;
  readonly says: string | null;
}[] = [
  {
    damage: 'the newest log of extension storage is overwritten',
    inflict: ({ storage }) => overwrite(newest(storage, '.log')),
    says: null,
  },
  {
    damage: 'the newest log of extension storage is cut',
    inflict: ({ storage }) => truncateSync(newest(storage, '.log'), 20),
    says: null,
  },
  {
    damage: 'a table file of extension storage is deleted',
    inflict: ({ storage }) => rmSync(newest(storage, '.ldb')),
    says: null,
  },
  {
    damage: 'CURRENT of extension storage is deleted',
    inflict: ({ storage }) => rmSync(join(storage, 'CURRENT')),
    says: null,
  },
  {
    damage: 'a table file of extension storage is overwritten',
    inflict: ({ storage }) => overwrite(newest(storage, '.ldb')),
    says: "use this extension's storage",
  },
  {
    damage: 'MANIFEST of extension storage is overwritten',
    inflict: ({ storage }) =>
      overwrite(
        join(storage, readdirSync(storage).find((name) => name.startsWith('MANIFEST')) ?? ''),
      ),
    says: null,
  },
  {
    damage: 'the folder of extension storage is deleted',
    inflict: ({ storage }) => removeFolder(storage),
    says: null,
  },
  {
    damage: 'the folder of the databases is deleted',
    inflict: ({ databases }) => removeFolder(databases),
    says: null,
  },
  {
    damage: 'every file of the databases is overwritten',
    inflict: ({ databases }) => {
      for (const name of readdirSync(databases).filter((file) => /\.(log|ldb)$/.test(file)))
        overwrite(join(databases, name));
    },
    says: null,
  },
];

describe('disk damage in Chromium', () => {
  let sandbox: Sandbox;
  let healthy: string;
  let browser: ChromiumWithExtension;
  const folders: string[] = [];
  const folder = () => {
    const made = mkdtempSync(join(tmpdir(), 'damaged-profile-'));
    folders.push(made);
    return made;
  };
  const open = async (userDataDir: string) =>
    openChromium({ extensionDir: CHROMIUM_BUILD, apiPort: sandbox.port, userDataDir });
  const badgeSays = (text: string) =>
    vi.waitFor(async () => expect((await browser.badge()).text).toBe(text), PATIENCE);
  const settingsIn = (page: Page) => page.getByLabel('Posts in Top movers').inputValue();

  /**
   * Creates a profile in which the extension has run for a while, so that its older data is in
   * tables and the newest in a log.
   */
  beforeAll(async () => {
    sandbox = await startSandboxApi({ tls: true, library: posts });
    healthy = folder();
    browser = await open(healthy);
    const options = await browser.openOptions();
    await options.getByLabel('API key').fill(sandbox.key);
    await options.getByRole('button', { name: 'Save key' }).click();
    await seen(options.getByText('Connected as'));
    await badgeSays(String(hitIds.length));
    const popup = await browser.openPopup();
    await seen(popup.getByRole('list', { name: 'Breakouts' }));
    await vi.waitFor(
      async () => expect((await browser.badge()).title).toContain('(0 new)'),
      PATIENCE,
    );
    await browser.close();
    browser = await open(healthy);
    await badgeSays(String(hitIds.length));
    const again = await browser.openOptions();
    // After this much data Chromium writes a table.
    await again.evaluate(async () => {
      for (let round = 0; round < 2; round++) {
        await chrome.storage.local.set({ filler: String(round).repeat(5_000_000) });
        await chrome.storage.local.remove('filler');
      }
    });
    await again.getByText('Advanced', { exact: true }).click();
    await again.getByLabel('Posts in Top movers').fill('7');
    await again.getByLabel('Posts in Top movers').press('Enter');
    await vi.waitFor(async () => {
      const { settings } = await again.evaluate(() =>
        chrome.storage.local.get<{ settings: { value: object } }>('settings'),
      );
      expect(settings.value).toMatchObject({ topMoversCount: 7 });
    }, PATIENCE);
    await browser.close();
  }, 60_000);
  afterEach(() => browser.close());
  afterAll(async () => {
    await sandbox.close();
    for (const made of folders) rmSync(made, { recursive: true, force: true });
  });

  it.each(CASES)(
    'starts, keeps key, settings and marks, and reports what was lost after $damage',
    async ({ inflict, says }) => {
      const profile = folder();
      cpSync(healthy, profile, { recursive: true });
      const extension = readdirSync(join(profile, 'Default/Local Extension Settings'))[0] ?? '';
      inflict({
        storage: join(profile, 'Default/Local Extension Settings', extension),
        databases: join(
          profile,
          'Default/IndexedDB',
          `chrome-extension_${extension}_0.indexeddb.leveldb`,
        ),
      });
      browser = await open(profile);
      await badgeSays(String(hitIds.length));
      const options = await browser.openOptions();
      await seen(options.getByText('Connected as'));
      expect(await settingsIn(options)).toBe('7');
      const popup = await browser.openPopup();
      await seen(popup.getByRole('list', { name: 'Breakouts' }));
      expect((await listedPosts(popup, 'Breakouts')).map(({ id }) => id).sort()).toEqual(
        [...hitIds].sort(),
      );
      expect((await browser.badge()).title).toContain('(0 new)');
      const notices = popup.getByText('Saved data was repaired');
      if (says === null) expect(await notices.count()).toBe(0);
      else await seen(popup.getByText(says));
      const before = sandbox.requests.length;
      await popup.getByRole('button', { name: 'Refresh' }).click();
      await vi.waitFor(() => expect(sandbox.requests.length).toBeGreaterThan(before), PATIENCE);
    },
  );

  it('asks for the key when extension storage and the databases are both gone', async () => {
    const profile = folder();
    cpSync(healthy, profile, { recursive: true });
    removeFolder(join(profile, 'Default/Local Extension Settings'));
    removeFolder(join(profile, 'Default/IndexedDB'));
    browser = await open(profile);
    await badgeSays('!');
    const popup = await browser.openPopup();
    await seen(popup.getByRole('button', { name: 'Enter your API key' }));
  });
});
