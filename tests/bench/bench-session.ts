import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { type ChromiumWithExtension, openChromium } from '../browsers/chromium-with-extension.ts';
import { forgetLibrary } from '../e2e/support/forget-library.ts';
import { nextPublication } from '../e2e/support/published.ts';
import { syncIsOver } from '../e2e/support/sync-is-over.ts';
import {
  type Sandbox,
  type SandboxOptions,
  startSandboxApi,
} from '../sandbox-api/start-sandbox-api.ts';

/*
 * Playwright records the responses that a worker gets, in the process of the extension: 0.4 MB for
 * 200 posts with their gains, which no user's browser holds.
 */
process.env.PLAYWRIGHT_DISABLE_SERVICE_WORKER_NETWORK = '1';

/** The production build for Chromium, which `npm run build` makes. */
export const BUILD = join(import.meta.dirname, '../../.output/chrome-mv3');
export const FIREFOX_BUILD = join(import.meta.dirname, '../../.output/firefox-mv3');

/** The production build in Chromium, with a sandbox of the API over TLS. */
export interface BenchSession {
  readonly sandbox: Sandbox;
  readonly browser: ChromiumWithExtension;
  /** The options page. */
  readonly page: Page;
  close(): Promise<void>;
}

/** Begins a full sync once the former sync has finished its work. */
export async function beginFullSync({
  sandbox,
  page,
}: Pick<BenchSession, 'sandbox' | 'page'>): Promise<void> {
  await syncIsOver(page);
  // A command at the end of a sync only joins that sync.
  await delay(200);
  await forgetLibrary(page);
  sandbox.clearRequests();
  await page.evaluate(() => void chrome.runtime.sendMessage({ type: 'refresh' }));
}

/** Starts a session, and waits for its first sync. @param extensionDir the build to load */
export async function startBenchSession(
  options: SandboxOptions,
  extensionDir = BUILD,
): Promise<BenchSession> {
  const session = await openBenchSession(options, extensionDir);
  const published = nextPublication(session.page);
  await beginFirstSync(session);
  await published;
  return session;
}

/** Opens a session that is not connected yet. @param extensionDir the build to load */
export async function openBenchSession(
  options: SandboxOptions,
  extensionDir = BUILD,
): Promise<BenchSession> {
  const rateLimit = { limit: 10_000_000, periodS: 60 };
  const sandbox = await startSandboxApi({ tls: true, rateLimit, ...options });
  const browser = await openChromium({ extensionDir, apiPort: sandbox.port, isTimed: true });
  return {
    sandbox,
    browser,
    page: await browser.openOptions(),
    async close() {
      await browser.close();
      await sandbox.close();
    },
  };
}

/** Saves the key, which begins the first sync. */
export async function beginFirstSync({
  sandbox,
  page,
}: Pick<BenchSession, 'sandbox' | 'page'>): Promise<void> {
  const command = { type: 'save-key', key: sandbox.key, mayReplaceOrganization: false };
  await page.evaluate((saveKey) => chrome.runtime.sendMessage(saveKey), command);
}
