import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { devToolsOfWorker } from '../browsers/worker-devtools.ts';
import { libraryWithHits } from '../builders/library-with-hits.ts';
import { type ExtensionSession, startExtensionSession, syncedAfter } from './support/extension-session.ts';
import { syncIsOver } from './support/sync-is-over.ts';

const { posts, hitIds } = libraryWithHits(Date.now());

describe('the parts of a worker', () => {
  let session: ExtensionSession;
  beforeAll(async () => {
    session = await startExtensionSession({ library: posts });
    await session.connect();
  });
  afterAll(() => session.close());

  it('are loaded when they are needed: to look at the breakouts takes no sync', async () => {
    const page = await session.browser.openOptions();
    await syncIsOver(page);
    await session.browser.killWorker();
    const worker = await devToolsOfWorker(session.browser);
    const scripts: string[] = [];
    worker.on<{ url: string }>('Debugger.scriptParsed', ({ url }) => scripts.push(url.split('/').at(-1) ?? ''));
    await worker.ask('Debugger.enable');
    const looked = { type: 'looked', postIds: hitIds };
    expect(await page.evaluate((command) => chrome.runtime.sendMessage(command), looked)).toEqual({ result: 'done' });
    expect(scripts).toContain('background.js');
    expect(scripts).not.toContain('background-sync-engine.js');
    await syncedAfter(page, () => page.evaluate(() => void chrome.runtime.sendMessage({ type: 'refresh' })));
    await vi.waitFor(() => expect(scripts).toContain('background-sync-engine.js'));
    await worker.close();
    await page.close();
  });
});
