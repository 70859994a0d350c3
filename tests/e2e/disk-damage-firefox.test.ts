import {
  closeSync,
  cpSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { COMPLETE_POPUP } from '../browsers/complete-popup.ts';
import { CAN_TEST_FIREFOX } from '../browsers/find-firefox.ts';
import { type FirefoxWithExtension, openFirefox } from '../browsers/firefox-with-extension.ts';
import { libraryWithHits } from '../builders/library-with-hits.ts';
import { type Sandbox, startSandboxApi } from '../sandbox-api/start-sandbox-api.ts';
import { FIREFOX_BUILD } from './support/firefox-build.ts';

const { posts, hitIds } = libraryWithHits(Date.now());
const PATIENCE = { timeout: 30_000, interval: 200 };

const filesIn = (folder: string, ending: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map(({ parentPath, name }) => join(parentPath, name));

/** Overwrites the part of a file from one share of its length to another. */
function overwrite(file: string, from: number, to: number): void {
  const { size } = statSync(file);
  const [start, end] = [Math.floor(size * from), Math.floor(size * to)];
  expect(end).toBeGreaterThan(start);
  const handle = openSync(file, 'r+');
  writeSync(handle, Buffer.alloc(end - start, 0xa5), 0, end - start, start);
  closeSync(handle);
}

type Folders = Parameters<NonNullable<Parameters<FirefoxWithExtension['restart']>[0]>>[0];

/** The damage to the files while Firefox is closed, and a part of the notice, if there is one. */
const CASES: readonly {
  readonly damage: string;
  readonly inflict: (folders: Folders) => void;
  readonly says: string | null;
}[] = [
  {
    damage: 'the folder of extension storage is deleted',
    inflict: ({ storage }) => rmSync(storage, { recursive: true }),
    says: null,
  },
  {
    damage: 'the file of extension storage is overwritten',
    inflict: ({ storage }) => {
      for (const file of filesIn(storage, '.sqlite')) overwrite(file, 0, 1);
    },
    says: null,
  },
  {
    damage: 'the middle of the file of extension storage is overwritten',
    inflict: ({ storage }) => {
      for (const file of filesIn(storage, '.sqlite')) overwrite(file, 0.1, 0.9);
    },
    says: "use this extension's storage",
  },
  {
    damage: 'the files of the databases are overwritten',
    inflict: ({ databases }) => {
      for (const file of filesIn(databases, '.sqlite')) overwrite(file, 0, 1);
    },
    says: null,
  },
  {
    damage: 'the folder of the databases is deleted',
    inflict: ({ databases }) => rmSync(databases, { recursive: true }),
    says: null,
  },
];

describe.skipIf(!CAN_TEST_FIREFOX)('disk damage in Firefox', () => {
  let sandbox: Sandbox;
  let browser: FirefoxWithExtension;
  let healthy: string;
  const badgeSays = (text: string) =>
    vi.waitFor(async () => expect((await browser.badge()).text).toBe(text), PATIENCE);
  const pageSays = (text: string) =>
    vi.waitFor(
      async () => expect(await browser.evaluate(() => document.body.innerText)).toContain(text),
      PATIENCE,
    );
  const rowsSetting = () =>
    browser.evaluate(() =>
      [...document.querySelectorAll('input')].map(({ value }) => value).includes('7'),
    );

  const shownIds = async () => {
    const ids = await browser.evaluate(() =>
      [...(document.querySelector('ol')?.querySelectorAll('[data-post-id]') ?? [])].map((item) =>
        item.getAttribute('data-post-id'),
      ),
    );
    return ids.sort();
  };

  beforeAll(async () => {
    healthy = mkdtempSync(join(tmpdir(), 'healthy-profile-'));
    sandbox = await startSandboxApi({ tls: true, library: posts });
    const authority = sandbox.certificate?.authority ?? '';
    browser = await openFirefox({ extensionDir: FIREFOX_BUILD, apiPort: sandbox.port, authority });
    await browser.openOptions();
    await browser.fill('input[type=password]', sandbox.key);
    await browser.click('button[type=submit]');
    await pageSays('Connected as Sandbox key');
    await badgeSays(String(hitIds.length));
    await browser.evaluate(() =>
      chrome.runtime.sendMessage({ type: 'save-settings', changes: { topMoversCount: 7 } }),
    );
  });
  afterAll(async () => {
    await browser.close();
    await sandbox.close();
    rmSync(healthy, { recursive: true });
  });

  /** Copies what the extension has stored before the first damage, and puts it back later. */
  function makeHealthy(folders: Folders): void {
    for (const [name, folder] of Object.entries(folders)) {
      const copy = join(healthy, name);
      if (!existsSync(copy)) cpSync(folder, copy, { recursive: true });
      else {
        rmSync(folder, { recursive: true });
        cpSync(copy, folder, { recursive: true });
      }
    }
  }

  it.each(CASES)(
    'starts, keeps key and settings, and shows the breakouts after $damage',
    async ({ inflict, says }) => {
      await browser.restart((folders) => {
        makeHealthy(folders);
        inflict(folders);
      });
      await badgeSays(String(hitIds.length));
      await browser.openOptions();
      await pageSays('Connected as Sandbox key');
      expect(await rowsSetting()).toBe(true);
      await browser.openPopup();
      await browser.waitFor(`${COMPLETE_POPUP} [data-post-id]`);
      expect(await shownIds()).toEqual([...hitIds].sort());
      if (says !== null) await pageSays(says);
      else
        expect(await browser.evaluate(() => document.body.innerText)).not.toContain(
          'Saved data was repaired',
        );
    },
  );
});
