import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { largeLibrary } from '../builders/large-library.ts';
import { libraryWithHits } from '../builders/library-with-hits.ts';
import {
  CHROMIUM_BUILD,
  type ExtensionSession,
  listedPosts,
  seen,
  startExtensionSession,
  syncedAfter,
} from './support/extension-session.ts';
import { forgetLibrary } from './support/forget-library.ts';

const { posts, hitIds } = libraryWithHits(Date.now());
const HITS = String(hitIds.length);
/** 1,200 posts: enough pages and batches for something to happen between them. */
const LARGE = largeLibrary(Date.now(), 1200);
const PATIENCE = { timeout: 20_000, interval: 50 };

const idsOf = async (popup: Page) =>
  (await listedPosts(popup, 'Breakouts')).map(({ id }) => id).sort();
const press = (page: Page, name: string) => () =>
  page.getByRole('button', { name, exact: true }).click();

/** Everything that the extension keeps in extension storage, as text, by key. */
function stored(page: Page): Promise<Record<string, string>> {
  return page.evaluate(async () =>
    Object.fromEntries(
      Object.entries(await chrome.storage.local.get(null)).map(([key, value]) => [
        key,
        JSON.stringify(value),
      ]),
    ),
  );
}

/**
 * All that the extension's databases hold, as text, by database and store; typed arrays byte by
 * byte.
 */
function recordsIn(page: Page): Promise<Record<string, string>> {
  return page.evaluate(async () => {
    const stores: Record<string, string> = {};
    const plain = (_: string, value: unknown) =>
      ArrayBuffer.isView(value) ? [...new Uint8Array(value.buffer)] : value;
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error);
      });
      for (const store of database.objectStoreNames) {
        const records = await new Promise<unknown[]>((resolve, reject) => {
          const reading = database.transaction(store).objectStore(store).getAll();
          reading.onsuccess = () => resolve(reading.result);
          reading.onerror = () => reject(reading.error);
        });
        stores[`${name}/${store}`] = JSON.stringify(records, plain);
      }
      database.close();
    }
    return stores;
  });
}

/** Marks the breakouts as seen by looking at them. */
async function look(session: ExtensionSession): Promise<void> {
  const popup = await session.browser.openPopup();
  await seen(popup.getByRole('list', { name: 'Breakouts' }));
  await vi.waitFor(
    async () => expect((await session.browser.badge()).title).toContain('(0 new)'),
    PATIENCE,
  );
  await popup.close();
}

describe('trouble during a sync', () => {
  let session: ExtensionSession;
  /** A copy of the build, of which a later version is made. */
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'extension-'));
    cpSync(CHROMIUM_BUILD, folder, { recursive: true });
    session = await startExtensionSession(
      { library: LARGE, rateLimit: { limit: 1_000_000, periodS: 60 } },
      folder,
    );
    await session.connect();
    await session.badgeSays(HITS);
  });
  afterEach(async () => {
    const { context, extensionOrigin } = session.browser;
    for (const page of context.pages())
      if (/^\/(?:popup|options)\.html/.test(page.url().slice(extensionOrigin.length)))
        await page.close();
  });
  afterAll(async () => {
    await session.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('keeps list, age and badge while offline, and resumes when online', async () => {
    const { browser, sandbox } = session;
    const popup = await browser.openPopup();
    await forgetLibrary(popup);
    sandbox.clearRequests();
    const fifth = sandbox.hold({ where: () => sandbox.requests.length === 5 });
    await press(popup, 'Refresh')();
    const held = await fifth;
    await browser.setOffline(true);
    held.release();
    await seen(popup.getByRole('status').filter({ hasText: 'offline' }));
    await press(popup, 'Details')();
    await seen(popup.getByText(/Showing results from/));
    await popup.keyboard.press('Escape');
    expect(await idsOf(popup)).toEqual([...hitIds].sort());
    await session.badgeSays(HITS);

    const answered = sandbox.requests
      .filter(({ status }) => status === 200)
      .map(({ url, body }) => url + body);
    sandbox.clearRequests();
    await browser.setOffline(false);
    await press(popup, 'Details')();
    await syncedAfter(popup, press(popup, 'Try again'));
    await popup.getByText('offline').waitFor({ state: 'hidden' });
    const again = sandbox.requests
      .map(({ url, body }) => url + body)
      .filter((request) => answered.includes(request));
    // Responses sent while the browser went offline may not have arrived.
    expect(again.length).toBeLessThanOrEqual(2);
    expect(await idsOf(popup)).toEqual([...hitIds].sort());
  });

  it('stops polling on a revoked key, and continues with another of the organization', async () => {
    const { browser, sandbox } = session;
    await look(session);
    const popup = await browser.openPopup();
    const before = await stored(popup);
    const history = (await recordsIn(popup))['library-1/history'];
    await forgetLibrary(popup);
    sandbox.clearRequests();
    const fifth = sandbox.hold({ where: () => sandbox.requests.length === 5 });
    await press(popup, 'Refresh')();
    const held = await fifth;
    sandbox.deleteKey(sandbox.key);
    held.release();
    await seen(popup.getByRole('alert').filter({ hasText: 'Your API key was rejected' }));
    expect(await idsOf(popup)).toEqual([...hitIds].sort());
    expect(await session.badgeSays('!')).toMatchObject({
      title: expect.stringContaining('API key'),
    });

    // A start of the worker asks nothing more of the API.
    const asked = sandbox.requests.length;
    await browser.killWorker();
    await browser.wakeWorker();
    await session.badgeSays('!');
    expect(sandbox.requests.length).toBe(asked);

    const rotated = { key: 'ca_rotated_key_0001', name: 'Rotated key' };
    sandbox.setKey(rotated);
    const options = await session.enterKey(rotated.key);
    await seen(options.getByText('Connected as Rotated key'));
    await session.badgeSays(HITS);
    const after = await stored(popup);
    expect([after.seen, after.settings]).toEqual([before.seen, before.settings]);
    expect((await browser.badge()).title).toContain('(0 new)');
    expect(history?.length).toBeGreaterThan(1000);
    expect((await recordsIn(popup))['library-1/history']).toBe(history);
  });

  it('keeps the list, shows a message when storage is full, and recovers', async () => {
    const { browser } = session;
    const popup = await browser.openPopup();
    await forgetLibrary(popup);
    // Chromium does not hold extensions to a quota set by DevTools; what it gives them in extension
    // storage can be filled.
    await popup.evaluate(async () => {
      const { QUOTA_BYTES } = chrome.storage.local;
      const free = QUOTA_BYTES - (await chrome.storage.local.getBytesInUse());
      await chrome.storage.local.set({ filler: 'x'.repeat(free - 100) });
    });
    await press(popup, 'Refresh')();
    await seen(popup.getByRole('alert').filter({ hasText: 'Your disk is full' }));
    expect(await idsOf(popup)).toEqual([...hitIds].sort());
    await popup.evaluate(() => chrome.storage.local.remove('filler'));
    await press(popup, 'Details')();
    await syncedAfter(popup, press(popup, 'Try again'));
    await popup.getByText('Your disk is full').waitFor({ state: 'hidden' });
    expect(await idsOf(popup)).toEqual([...hitIds].sort());
    await session.badgeSays(HITS);
  });

  it('starts one sync when two windows press Refresh at once', async () => {
    const { browser, sandbox } = session;
    const windows = [await browser.openPopup(), await browser.openPopup()] as const;
    await forgetLibrary(windows[0]);
    sandbox.clearRequests();
    await syncedAfter(windows[0], async () => {
      // At once: a press that waits for the button, which is disabled while a sync is under way,
      // would come after that one.
      await Promise.all(
        windows.map((popup) =>
          popup
            .getByRole('button', { name: 'Refresh' })
            .evaluate((button: HTMLButtonElement) => button.click()),
        ),
      );
    });
    await session.badgeSays(HITS);
    const asked = sandbox.requests.map(({ method, url, body }) => `${method} ${url} ${body}`);
    expect(asked.length).toBeGreaterThan(10);
    expect(new Set(asked).size).toBe(asked.length);
  });

  it('keeps key, settings, marks and history in an update, and finishes the sync', async () => {
    const { browser, sandbox } = session;
    await look(session);
    const options = await browser.openOptions();
    await options.getByText('Advanced', { exact: true }).click();
    await options.getByLabel('Posts in Top movers').fill('7');
    await options.getByLabel('Posts in Top movers').press('Enter');
    await vi.waitFor(
      async () => expect((await stored(options)).settings).toContain('"topMoversCount":7'),
      PATIENCE,
    );
    const before = await stored(options);
    const history = (await recordsIn(options))['library-1/history'];
    await forgetLibrary(options);
    sandbox.clearRequests();
    const fifth = sandbox.hold({ where: () => sandbox.requests.length === 5 });
    void options.evaluate(() => void chrome.runtime.sendMessage({ type: 'refresh' }));
    const held = await fifth;

    const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
    writeFileSync(
      join(folder, 'manifest.json'),
      JSON.stringify({ ...manifest, version: '99.0.0' }),
    );
    await browser.reloadExtension();
    held.release();

    const popup = await browser.openPopup();
    expect(await popup.evaluate(() => chrome.runtime.getManifest().version)).toBe('99.0.0');
    const syncedAt = (text: string | undefined) => JSON.parse(text ?? '{}').value?.lastSuccessAt;
    await vi.waitFor(async () => {
      expect(syncedAt((await stored(popup)).syncStatus)).toBeGreaterThan(
        syncedAt(before.syncStatus),
      );
    }, PATIENCE);
    const after = await stored(popup);
    for (const key of ['apiKey', 'keyOwner', 'settings', 'marks'])
      expect(after[key]).toBe(before[key]);
    expect(history?.length).toBeGreaterThan(1000);
    expect((await recordsIn(popup))['library-1/history']).toBe(history);
    await session.badgeSays(HITS);
    expect((await browser.badge()).title).toContain('(0 new)');
  });

  it('asks before accepting a key of another organization, and removes the old data', async () => {
    const { sandbox } = session;
    await look(session);
    const otherPosts = posts
      .slice(0, 30)
      .map((post) => ({ ...post, id: post.id.replace('0000-4000', '0000-4abc') }));
    sandbox.addOrganization('00000000-0000-4000-8000-00000000beef', otherPosts);
    const other = {
      key: 'ca_other_key_00002',
      organizationId: '00000000-0000-4000-8000-00000000beef',
      name: 'Other',
    };
    sandbox.setKey(other);

    const options = await session.enterKey(other.key);
    const question = options.getByRole('alertdialog');
    await seen(question);
    const before = await stored(options);
    const databasesBefore = await recordsIn(options);
    const formerIds = LARGE.map(({ id }) => id);
    // The search finds present data: the posts themselves, and the history of those with counts.
    for (const [store, present] of [
      ['library-1/posts', LARGE],
      ['library-1/history', posts],
    ] as const)
      expect(present.every(({ id }) => databasesBefore[store]?.includes(id))).toBe(true);
    await question.getByRole('button', { name: 'Cancel' }).click();
    await question.waitFor({ state: 'hidden' });
    const { events: _, ...unchanged } = before;
    expect(await stored(options)).toMatchObject(unchanged);
    expect(await recordsIn(options)).toEqual(databasesBefore);
    await session.badgeSays(HITS);

    await options.getByLabel('API key').fill(other.key);
    await press(options, 'Save key')();
    await options.getByRole('button', { name: 'Switch and delete' }).click();
    await seen(options.getByText('Connected as Other'));
    await vi.waitFor(async () => {
      const { publication } = await stored(options);
      expect(JSON.parse(publication ?? '{}').value?.posts).toBe(30);
    }, PATIENCE);
    const everything = JSON.stringify(await stored(options));
    for (const id of formerIds) expect(everything).not.toContain(id);
    const databases = Object.values(await recordsIn(options)).join('\n');
    expect(formerIds.filter((id) => databases.includes(id))).toEqual([]);
  });
});
