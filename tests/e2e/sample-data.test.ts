import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { libraryWithHits } from '../builders/library-with-hits.ts';
import { type ExtensionSession, seen, startExtensionSession } from './support/extension-session.ts';

const PATIENCE = { timeout: 30_000 };
const { posts, hitIds } = libraryWithHits(Date.now());

describe('sample data', () => {
  let session: ExtensionSession;
  beforeAll(async () => {
    session = await startExtensionSession({ library: posts });
  });
  afterAll(() => session.close());

  const storedText = async () => {
    const page = await session.browser.openOptions();
    const text = await page.evaluate(async () => {
      const { local, session: memory } = chrome.storage;
      return JSON.stringify([await local.get(null), await memory.get(null)]);
    });
    await page.close();
    return text;
  };
  const startFromPopup = async () => {
    const popup = await session.browser.openPopup();
    await popup.getByRole('button', { name: 'Try with sample data' }).click();
    await seen(popup.getByRole('listitem').first());
    return popup;
  };

  it('starts from the empty popup, and runs the whole pipeline without network', async () => {
    const popup = await startFromPopup();
    await seen(popup.getByText("You're looking at sample data."));
    expect(await popup.getByRole('list', { name: 'Breakouts' }).innerText()).toContain(
      '@nordic.kitchen',
    );
    await vi.waitFor(
      async () => expect((await session.browser.badge()).text).toMatch(/^[1-9]\d?$/),
      PATIENCE,
    );
    expect((await session.browser.badge()).title).toMatch(/^Sample data, not your posts\. /);
    await popup.getByRole('button', { name: 'Refresh' }).click();
    await popup.close();
    expect(session.sandbox.requests).toEqual([]);
    const contacts = session.browser.contacts().filter(({ cause }) => cause === 'extension');
    expect(contacts).toEqual([]);
    expect(session.browser.cspViolations()).toEqual([]);
  });

  it('says on the options and the welcome page that the data is a sample', async () => {
    const options = await session.browser.openOptions();
    await seen(options.getByText("You're looking at sample data."));
    await seen(options.getByLabel('API key'));
    const welcome = session.browser.context
      .pages()
      .find((page) => page.url().endsWith('welcome.html'));
    await seen(welcome?.getByText('The sample is ready.') ?? options.getByText('missing'));
    await options.close();
  });

  it('is left with one click, and leaves nothing behind', async () => {
    const popup = await session.browser.openPopup();
    await popup.getByRole('button', { name: 'Leave sample data' }).click();
    await seen(popup.getByRole('button', { name: 'Enter your API key' }));
    await popup.close();
    await session.badgeSays('!');
    const stored = await storedText();
    expect(stored).not.toContain('nordic.kitchen');
    expect(stored).not.toContain('sample-');
  });

  it('starts from the welcome page as well, which says when it is ready', async () => {
    const welcome = session.browser.context
      .pages()
      .find((page) => page.url().endsWith('welcome.html'));
    if (welcome === undefined) throw new Error('the welcome page is closed');
    await welcome.bringToFront();
    await welcome.getByRole('button', { name: 'Try with sample data' }).click();
    await seen(welcome.getByText('The sample is ready. Click the icon in the toolbar.'));
    await seen(welcome.getByText("You're looking at sample data."));
    expect(await welcome.locator('[aria-current="step"]').innerText()).toContain(
      'Connect CreatorAudit',
    );
    await vi.waitFor(
      async () => expect((await session.browser.badge()).text).toMatch(/^[1-9]\d?$/),
      PATIENCE,
    );
    const popup = await session.browser.openPopup();
    await seen(popup.getByText('@nordic.kitchen'));
    await popup.close();
    expect(session.sandbox.requests).toEqual([]);

    await welcome.getByRole('button', { name: 'Leave sample data' }).click();
    await seen(welcome.getByRole('button', { name: 'Try with sample data' }));
    await session.badgeSays('!');
  });

  it('is replaced by the first key without a question, and never mixes with its data', async () => {
    await (await startFromPopup()).close();
    await session.connect();
    await session.badgeSays(String(hitIds.length));
    expect((await session.browser.badge()).title).not.toContain('Sample');
    const stored = await storedText();
    expect(stored).not.toContain('nordic.kitchen');
    expect(stored).not.toContain('sample-');
    const records = await (async () => {
      const page = await session.browser.openOptions();
      const text = await page.evaluate(async () => {
        const contents: unknown[] = [];
        for (const { name = '' } of await indexedDB.databases()) {
          const database = await new Promise<IDBDatabase>((resolve, reject) => {
            const opening = indexedDB.open(name);
            opening.onsuccess = () => resolve(opening.result);
            opening.onerror = () => reject(opening.error);
          });
          for (const store of database.objectStoreNames) {
            const all = database.transaction(store).objectStore(store).getAll();
            contents.push(
              await new Promise((resolve) => {
                all.onsuccess = () => resolve(all.result);
              }),
            );
          }
          database.close();
        }
        return JSON.stringify(contents);
      });
      await page.close();
      return text;
    })();
    expect(records).toContain(posts[0]?.id);
    expect(records).not.toContain('sample-');
  });

  it('is not offered, and refused, once there is a key', async () => {
    const page = await session.browser.openOptions();
    expect(await page.evaluate(() => chrome.runtime.sendMessage({ type: 'start-sample' }))).toEqual(
      { result: 'other-organization' },
    );
    await seen(page.getByText('Connected as Sandbox key'));
    await page.close();
    await session.badgeSays(String(hitIds.length));
  });
});
