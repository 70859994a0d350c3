import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { libraryWithHits } from '../builders/library-with-hits.ts';
import { type ExtensionSession, startExtensionSession } from './support/extension-session.ts';
import { syncIsOver } from './support/sync-is-over.ts';

const { posts, hitIds } = libraryWithHits(Date.now());

/** Changes a published value in extension storage. @param by a function of its text */
function changeStored(
  page: Page,
  key: 'pageState' | 'firstRanking',
  by: (stored: StoredText) => unknown,
) {
  return page.evaluate(
    async ([name, source]) => {
      const change = new Function(`return ${source}`)() as (stored: unknown) => unknown;
      const { [name]: stored } = await chrome.storage.local.get<Record<string, unknown>>(name);
      await chrome.storage.local.set({ [name]: change(stored) });
    },
    [key, by.toString()] as const,
  );
}

interface StoredText {
  readonly version: number;
  readonly value: string;
}

/** Does something to every record of the database of rankings. @returns the keys that are left */
function changeDatabase(
  page: Page,
  change: 'keep' | 'delete' | 'cut' | 'find-cut' | 'add-orphans',
): Promise<string[]> {
  return page.evaluate(async (what) => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await done(indexedDB.open('published'));
    const left: string[] = [];
    for (const name of ['windows', 'contents', 'details']) {
      const store = database.transaction(name, 'readwrite').objectStore(name);
      for (const key of await done(store.getAllKeys())) {
        if (what === 'delete') await done(store.delete(key));
        if (what === 'cut') await done(store.put({ version: 1, text: '{"posts":[' }, key));
        if (what === 'add-orphans') {
          const orphan = Array.isArray(key)
            ? [Number(key[0]) + 1, Number(key[1])]
            : `orphan of ${key}`;
          await done(store.put('orphan', orphan));
        }
      }
      if (what === 'find-cut') {
        const records = (await done(store.getAll())) as { text: string }[];
        left.push(...records.map(({ text }) => text).filter((text) => text === '{"posts":['));
      } else left.push(...(await done(store.getAllKeys())).map((key) => `${name} ${key}`));
    }
    database.close();
    return left;
  }, change);
}

describe('published rankings in the browser', () => {
  let session: ExtensionSession;
  beforeAll(async () => {
    session = await startExtensionSession({ library: posts });
    await session.connect();
  });
  afterAll(() => session.close());

  async function expectBreakouts(): Promise<void> {
    const popup = await session.browser.openPopup();
    const items = popup
      .getByRole('list', { name: 'Breakouts', exact: true })
      .locator('[data-post-id]');
    await expect.poll(() => items.count(), { timeout: 20_000 }).toBe(hitIds.length);
    await popup.close();
  }

  it.each<[string, 'pageState' | 'firstRanking', (stored: StoredText) => unknown]>([
    ['state is of another version', 'pageState', (stored) => ({ ...stored, version: 99 })],
    [
      'state is cut off',
      'pageState',
      (stored) => ({ ...stored, value: stored.value.slice(0, 100) }),
    ],
    ['state is gone', 'pageState', () => null],
    [
      'first ranking is of another version',
      'firstRanking',
      (stored) => ({ ...stored, version: 99 }),
    ],
    [
      'first ranking is cut off',
      'firstRanking',
      (stored) => ({ ...stored, value: stored.value.slice(0, 100) }),
    ],
    ['first ranking is gone', 'firstRanking', () => null],
  ])(
    'are shown although the %s: the popup waits for the worker to write it again',
    async (_, key, change) => {
      const page = await session.browser.openOptions();
      await changeStored(page, key, change);
      await page.close();
      await expectBreakouts();
    },
  );

  it.each(['delete', 'cut'] as const)(
    'are restored at the next start after a %s of their database',
    async (change) => {
      const page = await session.browser.openOptions();
      await changeDatabase(page, change);
      await session.browser.killWorker();
      await session.browser.wakeWorker();
      await expect
        .poll(
          async () =>
            (await changeDatabase(page, 'keep')).filter((key) => key.startsWith('windows')).length,
        )
        .toBe(4);
      await page.close();
      await expectBreakouts();
    },
  );

  it('are restored when a popup finds a damaged record', async () => {
    const page = await session.browser.openOptions();
    await changeDatabase(page, 'cut');
    const popup = await session.browser.openPopup();
    await expect
      .poll(async () => (await changeDatabase(page, 'find-cut')).length, { timeout: 20_000 })
      .toBe(0);
    await popup.close();
    await page.close();
    await expectBreakouts();
  });

  it('are freed of orphans at each start', async () => {
    const page = await session.browser.openOptions();
    const before = await changeDatabase(page, 'keep');
    expect((await changeDatabase(page, 'add-orphans')).length).toBe(2 * before.length);
    await session.browser.killWorker();
    await session.browser.wakeWorker();
    await expect.poll(() => changeDatabase(page, 'keep')).toEqual(before);
    await page.close();
    await expectBreakouts();
  });

  it('are deleted with the key', async () => {
    const page = await session.browser.openOptions();
    await syncIsOver(page);
    await changeDatabase(page, 'add-orphans');
    await page.evaluate(() => chrome.runtime.sendMessage({ type: 'remove-key' }));
    expect(await changeDatabase(page, 'keep')).toEqual([]);
    const stored = await page.evaluate(() => chrome.storage.local.get(null));
    expect(Object.keys(stored)).not.toContain('firstRanking');
    expect(JSON.stringify(stored)).not.toContain(hitIds[0]);
    await page.close();
  });
});
