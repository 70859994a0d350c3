import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { ChromiumWithExtension } from '../browsers/chromium-with-extension.ts';
import { steadyLibrary } from '../builders/steady-library.ts';
import { nextPublication } from '../e2e/support/published.ts';
import { type BenchRow, benchRow } from './bench-row.ts';
import { beginFullSync, startBenchSession } from './bench-session.ts';

const ACCOUNTS = 100_000;
const MAX_BROWSER_MB = 350;
const SAMPLE_EVERY_MS = 500;

/** Measures the memory of the whole browser while it syncs as many accounts as posts. */
export async function benchManyAccounts(accounts = ACCOUNTS): Promise<BenchRow[]> {
  const library = steadyLibrary(Date.now(), { posts: accounts, accounts });
  const session = await startBenchSession({ library });
  const { page, browser } = session;
  const idle = await browserMegabytes(browser);
  let isDone = false;
  let most = 0;
  const published = nextPublication(page).finally(() => {
    isDone = true;
  });
  await beginFullSync(session);
  while (!isDone) {
    most = Math.max(most, await browserMegabytes(browser));
    await delay(SAMPLE_EVERY_MS);
  }
  await published;
  await session.close();
  const what = `browser memory above idle, a full sync of ${accounts} accounts with one post each`;
  return [benchRow(what, 'MB', most - idle, MAX_BROWSER_MB, 1)];
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
