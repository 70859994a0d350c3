import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { libraryWithHits } from '../builders/library-with-hits.ts';
import {
  CHROMIUM_BUILD,
  type ExtensionSession,
  startExtensionSession,
  syncedAfter,
} from './support/extension-session.ts';

const { posts, hitIds } = libraryWithHits(Date.now());

describe('worker in a browser that provides its API only as “chrome”', () => {
  let session: ExtensionSession;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'extension-'));
    cpSync(CHROMIUM_BUILD, folder, { recursive: true });
    const worker = join(folder, 'background.js');
    writeFileSync(
      worker,
      `Reflect.deleteProperty(globalThis, 'browser');${readFileSync(worker, 'utf8')}`,
    );
    session = await startExtensionSession({ library: posts }, folder);
  });
  afterAll(async () => {
    await session.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('shows the breakouts on the badge after a key is saved', async () => {
    await session.connect();
    await session.badgeSays(String(hitIds.length));
    const [worker] = session.browser.context.serviceWorkers();
    // The polyfill is part of the worker's script, and leaves the global scope as it is.
    expect(await worker?.evaluate(() => typeof browser)).toBe('undefined');
  });

  it('finds its stored values when it starts again', async () => {
    await session.browser.killWorker();
    await session.browser.wakeWorker();
    const page = await session.browser.openOptions();
    await syncedAfter(page, () =>
      page.evaluate(() => void chrome.runtime.sendMessage({ type: 'refresh' })),
    );
  });
});
