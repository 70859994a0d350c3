import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { steadyLibrary } from '../builders/steady-library.ts';
import { nextPublication } from '../e2e/support/published.ts';
import { syncIsOver } from '../e2e/support/sync-is-over.ts';
import { type BenchRow, benchRow, median } from './bench-row.ts';
import { type BenchSession, BUILD, beginFullSync, startBenchSession } from './bench-session.ts';
import { heapOfWorker } from './worker-heap.ts';

const SIZES = [10_000, 100_000] as const;
const ROUNDS = 15;
const MOST_HEAP_MB = 64;
const SETTLED_AFTER_MS = 5000;

/**
 * Measures a large library: the worker's heap while it is fetched and ranked, and the time to the
 * popup's first row.
 */
export async function benchHundredThousand(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const posts of SIZES) {
    const folder = mkdtempSync(join(tmpdir(), 'extension-'));
    cpSync(BUILD, folder, { recursive: true });
    writeFileSync(
      join(folder, 'empty.html'),
      '<!doctype html><title>Empty</title><p class="row">.</p>',
    );
    const library = steadyLibrary(Date.now(), { posts, accounts: posts / 100 });
    const session = await startBenchSession({ library }, folder);
    rows.push(...(await heapRows(session, posts)));
    if (posts === SIZES[1]) rows.push(await popupRow(session, posts));
    await session.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return rows;
}

async function heapRows(session: BenchSession, posts: number): Promise<BenchRow[]> {
  const { page } = session;
  const heap = await heapOfWorker(session.browser);
  const idle = await heap.idle();
  const published = nextPublication(page);
  const fetched = heap.peakUntil(lastAnswer(session));
  await beginFullSync(session);
  const whileFetching = await fetched;
  const whileRanking = await heap.peakUntil(published);
  const publishedAgain = nextPublication(page);
  await beginFullSync(session);
  const inUse = await heap.inUseUntil(publishedAgain);
  await heap.close();
  const above = (bytes: number) => (bytes - idle) / 1e6;
  return [
    benchRow(
      `worker heap above idle, fetching ${posts} posts`,
      'MB',
      above(whileFetching),
      MOST_HEAP_MB,
      1,
    ),
    benchRow(
      `worker heap above idle, ranking ${posts} posts`,
      'MB',
      above(whileRanking),
      MOST_HEAP_MB,
      1,
    ),
    benchRow(
      `worker heap in use above idle, a full sync of ${posts} posts`,
      'MB',
      above(inUse),
      MOST_HEAP_MB,
      1,
    ),
  ];
}

/** Resolves when a sync has begun and made no request for a while, so that it is ranking. */
async function lastAnswer({ sandbox }: BenchSession): Promise<void> {
  for (let quietFor = 0; quietFor < 5; ) {
    const before = sandbox.requests.length;
    await delay(100);
    quietFor = sandbox.requests.length === before && before > 0 ? quietFor + 1 : 0;
  }
}

async function popupRow(session: BenchSession, posts: number): Promise<BenchRow> {
  const { browser } = session;
  // The browser's databases work on after a large sync, which is no part of opening a popup.
  await syncIsOver(session.page);
  await delay(SETTLED_AFTER_MS);
  const page = await browser.context.newPage();
  // From the beginning of the navigation to the frame that shows the first row.
  await page.addInitScript(() => {
    const look = () => {
      if (document.querySelector('[data-post-id], .row') === null)
        return requestAnimationFrame(look);
      return requestAnimationFrame(() =>
        requestAnimationFrame(() => Object.assign(window, { firstRowAt: performance.now() })),
      );
    };
    look();
  });
  const times: { ours: number; empty: number }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const ours = await firstRow(page, `${browser.extensionOrigin}/popup.html`);
    times.push({ ours, empty: await firstRow(page, `${browser.extensionOrigin}/empty.html`) });
  }
  await page.close();
  const what = `popup: navigation to first row painted, ${posts} posts, against an empty page`;
  return benchRow(
    what,
    'ms',
    median(times.map(({ ours }) => ours)),
    median(times.map(({ empty }) => empty)),
    1.5,
  );
}

async function firstRow(page: Page, url: string): Promise<number> {
  await page.goto(url);
  const seen = await page.waitForFunction(() => (window as { firstRowAt?: number }).firstRowAt);
  return (await seen.jsonValue()) ?? Number.NaN;
}
