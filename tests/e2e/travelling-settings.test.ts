import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { libraryWithHits } from '../builders/library-with-hits.ts';
import { type ExtensionSession, seen, startExtensionSession } from './support/extension-session.ts';

const PATIENCE = { timeout: 30_000 };

describe('settings that travel', () => {
  let session: ExtensionSession;
  let page: Page;
  beforeAll(async () => {
    session = await startExtensionSession({ library: libraryWithHits(Date.now()).posts });
    await session.connect();
    page = await session.browser.openOptions();
    await page.getByText('Advanced', { exact: true }).click();
  });
  afterAll(() => session.close());

  const settings = () =>
    page.evaluate(async () => {
      const stored = await chrome.storage.local.get<{
        settings?: { value: Record<string, unknown> };
      }>('settings');
      return stored.settings?.value ?? {};
    });
  const shared = () => page.evaluate(() => chrome.storage.sync.get(null));
  const settingsBecome = (expected: object) =>
    vi.waitFor(async () => expect(await settings()).toMatchObject(expected), PATIENCE);
  const exported = async () => {
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe('breakouts-settings.json');
    return readFileSync(await file.path(), 'utf8');
  };
  const importFile = (text: string) =>
    page
      .locator('input[type=file]')
      .setInputFiles({ name: 'a.json', mimeType: 'application/json', buffer: Buffer.from(text) });

  it('exports all settings without a secret, and imports them to the same state', async () => {
    await page.getByRole('radio', { name: 'Dark' }).check();
    await page.getByRole('radio', { name: 'Strict' }).check();
    await settingsBecome({ theme: 'dark', sensitivity: 'quiet' });
    const before = await settings();
    const text = await exported();
    expect(text).not.toContain(session.sandbox.key);
    expect(text).not.toContain(session.sandbox.key.slice(-4));

    await page.getByRole('radio', { name: 'Light' }).check();
    await page.getByRole('radio', { name: 'Sensitive' }).check();
    await settingsBecome({ theme: 'light', sensitivity: 'sensitive' });
    await importFile(text);
    const preview = page.getByRole('region', { name: 'Import settings' });
    await seen(preview.getByText('The file changes 2 settings:'));
    await seen(preview.getByText('Theme: Light → Dark'));
    await seen(preview.getByText('Sensitivity: Sensitive → Strict'));
    expect(await settings()).toMatchObject({ theme: 'light' });
    await preview.getByRole('button', { name: 'Apply' }).click();
    await seen(page.getByText('Settings imported.'));
    expect(await settings()).toEqual(before);
  });

  it('imports and exports saved filters', async () => {
    const filter = { id: 'f', name: 'Nike', windowDays: 7, filters: { creatorName: 'Nike' } };
    const file = JSON.parse(await exported());
    expect(file.savedFilters).toEqual([]);
    await importFile(JSON.stringify({ ...file, savedFilters: [{ ...filter, search: '' }, 7] }));
    const preview = page.getByRole('region', { name: 'Import settings' });
    await seen(preview.getByText('Adds the saved filters: Nike'));
    await preview.getByRole('button', { name: 'Apply' }).click();
    await seen(page.getByText('Settings imported.'));
    await expect
      .poll(async () => JSON.parse(await exported()).savedFilters)
      .toMatchObject([{ name: 'Nike', filters: { creatorName: 'Nike', platform: null } }]);
  });

  it('lists what of a file is unknown or wrong, and applies the rest', async () => {
    await importFile(
      JSON.stringify({
        format: 'breakouts-settings',
        version: 1,
        settings: { lookbackDays: 0, font: 'large', density: 'compact' },
      }),
    );
    const preview = page.getByRole('region', { name: 'Import settings' });
    await seen(preview.getByText('The file changes 1 setting:'));
    await seen(preview.getByText("Look-back window (days): the value doesn't fit"));
    await seen(preview.getByText("“font” isn't known and is left out."));
    await preview.getByRole('button', { name: 'Apply' }).click();
    await settingsBecome({ density: 'compact', lookbackDays: 7 });
  });

  it('refuses a file that holds no settings', async () => {
    await importFile('{"posts": []}');
    await seen(page.getByText('This file holds no settings of this extension.'));
  });

  it('shares nothing before the user chooses to', async () => {
    expect(await shared()).toEqual({});
  });

  it('shares each changed setting with its time, and no key, mark or post', async () => {
    await page.getByLabel('Share settings with your other browsers').check();
    await vi.waitFor(async () => expect(Object.keys(await shared())).not.toEqual([]), PATIENCE);
    const items = await shared();
    expect(Object.keys(items).sort()).toEqual([
      'setting.density',
      'setting.sensitivity',
      'setting.theme',
    ]);
    expect(items['setting.theme']).toEqual({ value: 'dark', at: expect.any(Number) });
    expect(JSON.stringify(items)).not.toContain(session.sandbox.key);
    expect((await settings()).keyPersistence).toBe('device');
  });

  it('takes over a newer change of another browser, and no older one', async () => {
    await page.evaluate(
      (now) =>
        chrome.storage.sync.set({
          'setting.lookbackDays': { value: 14, at: now },
          'setting.theme': { value: 'light', at: 1 },
        }),
      Date.now(),
    );
    await settingsBecome({ lookbackDays: 14, theme: 'dark' });
    await expect
      .poll(async () => (await session.browser.badge()).title, PATIENCE)
      .toContain('14 days');
    // The older value is put right for the other browser.
    await vi.waitFor(
      async () => expect((await shared())['setting.theme']).toMatchObject({ value: 'dark' }),
      PATIENCE,
    );
  });

  it("says so when the browser's sync is full", async () => {
    await page.evaluate(async () => {
      // 100 kB is what an extension may share.
      const filler = Object.fromEntries(
        Array.from({ length: 12 }, (_, index) => [`filler${index}`, 'x'.repeat(8000)]),
      );
      await chrome.storage.sync.set(filler);
      const rest = chrome.storage.sync.QUOTA_BYTES - (await chrome.storage.sync.getBytesInUse());
      await chrome.storage.sync.set({ rest: 'x'.repeat(Math.max(rest - 10, 0)) });
    });
    await page.getByLabel('Posts from').selectOption({ label: 'Both' });
    await seen(page.getByText("Your browser's sync is full"));
    await page.evaluate(() => chrome.storage.sync.remove(['rest', 'filler0']));
    await page.getByLabel('Posts from').selectOption({ label: 'Tracked accounts' });
    await page.getByText("Your browser's sync is full").waitFor({ state: 'hidden' });
  });
});

// A browser's own sync needs an account at its maker: here the test carries what one profile shares
// to the other.
describe('settings of two profiles', () => {
  let sessions: readonly [ExtensionSession, ExtensionSession];
  let pages: readonly [Page, Page];
  beforeAll(async () => {
    const { posts: library } = libraryWithHits(Date.now());
    sessions = [await startExtensionSession({ library }), await startExtensionSession()];
    const [first, second] = sessions;
    await first.connect();
    pages = [await first.browser.openOptions(), await second.browser.openOptions()];
    for (const page of pages) await page.getByText('Advanced', { exact: true }).click();
  });
  afterAll(async () => {
    for (const session of sessions) await session.close();
  });

  const settingsOf = (page: Page) =>
    page.evaluate(async () => {
      const stored = await chrome.storage.local.get<{ settings: { value: object } }>('settings');
      return stored.settings.value;
    });
  const sharedBy = (page: Page) => page.evaluate(() => chrome.storage.sync.get(null));
  const becomes = (what: () => Promise<object>, expected: object) =>
    vi.waitFor(async () => expect(await what()).toMatchObject(expected), PATIENCE);
  const choose = async (page: Page, name: string, shared: object) => {
    await page.bringToFront();
    await page.getByRole('radio', { name }).check();
    await becomes(() => sharedBy(page), shared);
  };
  const carry = async (from: Page, to: Page) => {
    const items = await sharedBy(from);
    await to.evaluate((carried) => chrome.storage.sync.set(carried), items);
  };

  it('become the same, newest first, and neither key nor connection travels', async () => {
    const [first, second] = pages;
    for (const page of pages) {
      await page.bringToFront();
      await page.getByLabel('Share settings with your other browsers').check();
      await becomes(() => settingsOf(page), { syncSettings: true });
    }
    await choose(first, 'Dark', { 'setting.theme': { value: 'dark' } });
    await choose(second, 'Compact', { 'setting.density': { value: 'compact' } });
    await carry(first, second);
    await becomes(() => settingsOf(second), { theme: 'dark', density: 'compact' });
    await carry(second, first);
    await becomes(() => settingsOf(first), { theme: 'dark', density: 'compact' });

    // Both change the same setting: the later change wins on both sides.
    await choose(first, 'Light', { 'setting.theme': { value: 'light' } });
    await choose(second, 'Like the browser', { 'setting.theme': { value: 'system' } });
    await carry(first, second);
    await becomes(() => sharedBy(second), { 'setting.theme': { value: 'system' } });
    await carry(second, first);
    await becomes(() => settingsOf(first), { theme: 'system', density: 'compact' });
    expect(await settingsOf(second)).toEqual(await settingsOf(first));

    const [{ sandbox }] = sessions;
    expect(JSON.stringify(await sharedBy(first))).not.toContain(sandbox.key);
    await seen(first.getByText('Connected as'));
    await seen(second.getByLabel('API key'));
  });
});
