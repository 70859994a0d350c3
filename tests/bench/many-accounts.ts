import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import type { ChromiumWithExtension } from '../browsers/chromium-with-extension.ts';
import { steadyLibrary } from '../builders/steady-library.ts';
import { nextPublication } from '../e2e/support/published.ts';
import { type BenchRow, benchRow } from './bench-row.ts';
import { beginFirstSync, openBenchSession } from './bench-session.ts';

const ACCOUNTS = 100_000;
const MAX_BROWSER_MB = 350;
/** The time of this sync when accounts were held whole, s. */
const FORMER_SECONDS = 400;
/** The popup shows how far the sync is within this time, ms. */
const MAX_FIRST_PROGRESS_MS = 5000;
const SAMPLE_EVERY_MS = 500;

/**
 * Measures the memory of the whole browser during a first sync of as many accounts as posts, how
 * long that takes, and how soon its progress is shown. The baseline of the memory is taken before:
 * after a sync its garbage is still there, and hides what the next one needs.
 */
export async function benchManyAccounts(accounts = ACCOUNTS): Promise<BenchRow[]> {
  const library = steadyLibrary(Date.now(), { posts: accounts, accounts });
  const session = await openBenchSession({ library });
  const { page, browser } = session;
  const idle = await browserMegabytes(browser);
  let isDone = false;
  let most = 0;
  const published = nextPublication(page).finally(() => {
    isDone = true;
  });
  const firstProgress = nextProgress(page).then(() => performance.now());
  const startedAt = performance.now();
  await beginFirstSync(session);
  while (!isDone) {
    most = Math.max(most, await browserMegabytes(browser));
    await delay(SAMPLE_EVERY_MS);
  }
  await published;
  const seconds = (performance.now() - startedAt) / 1000;
  const progressMs = (await firstProgress) - startedAt;
  await session.close();
  const what = `a first sync of ${accounts} accounts with one post each`;
  return [
    benchRow(`browser memory above idle, ${what}`, 'MB', most - idle, MAX_BROWSER_MB, 1),
    benchRow(`time until it is published, ${what}`, 's', seconds, FORMER_SECONDS, 0.5),
    benchRow(`time until progress is shown, ${what}`, 'ms', progressMs, MAX_FIRST_PROGRESS_MS, 1),
  ];
}

/** Resolves when the stored status first says how many accounts a sync has read. */
function nextProgress(page: Page): Promise<void> {
  return page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        type Changes = Record<string, { newValue?: { value?: { progress?: object | null } } }>;
        const listener = (changes: Changes) => {
          const progress = changes.syncStatus?.newValue?.value?.progress;
          if ((progress as { accounts?: number } | null | undefined)?.accounts === undefined)
            return;
          if ((progress as { accounts: number }).accounts === 0) return;
          chrome.storage.local.onChanged.removeListener(listener as never);
          resolve();
        };
        chrome.storage.local.onChanged.addListener(listener as never);
      }),
  );
}

/**
 * Measures the memory of all processes of the browser, shared memory once (proportional set size).
 */
async function browserMegabytes({ context }: ChromiumWithExtension): Promise<number> {
  const devTools = await context.browser()?.newBrowserCDPSession();
  if (devTools === undefined) throw new Error('Chromium gave no DevTools session.');
  const { processInfo } = await devTools.send('SystemInfo.getProcessInfo');
  await devTools.detach();
  return processInfo.reduce((sum, { id }) => sum + processMegabytes(id), 0);
}

function processMegabytes(pid: number): number {
  try {
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0) / 1024;
  } catch {
    // The process has ended.
    return 0;
  }
}
