import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { CDPSession, Page } from 'playwright-core';
import { steadyLibrary } from '../builders/steady-library.ts';
import { syncIsOver } from '../e2e/support/sync-is-over.ts';
import { type BenchRow, benchRow, median } from './bench-row.ts';
import { type BenchSession, startBenchSession } from './bench-session.ts';

const SIZES = [1000, 10_000, 100_000] as const;
/** Each is measured this often; the first opening of the worker's script is one of them. */
const OPENINGS = 5;
const ROUNDS = 5;
const MAX_FIRST_ROWS_MS = 300;
const MAX_CHANGE_MS = 150;
const MAX_MEMORY_MB = 150;
/** After a sync the browser's databases work for a while, ms: no part of opening a page. */
const SETTLED_AFTER_MS = 5000;

/** Measures the full view's table with libraries of several sizes. */
export async function benchFullView(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const posts of SIZES) rows.push(...(await benchFullViewOf(posts)));
  return rows;
}

/** Measures the full view's table with one library. */
async function benchFullViewOf(posts: number): Promise<BenchRow[]> {
  const library = steadyLibrary(Date.now(), { posts, accounts: Math.max(10, posts / 100) });
  const session = await startBenchSession({ library });
  await syncIsOver(session.page);
  await delay(SETTLED_AFTER_MS);
  const page = await session.browser.context.newPage();
  await page.setViewportSize({ width: 1440, height: 900 });
  await watchTable(page, posts);
  const openings: { readonly firstRow: number; readonly complete: number }[] = [];
  for (let opening = 0; opening < OPENINGS; opening++) openings.push(await open(page, session));
  const changes = await measureChanges(page, posts);
  const heap = await heapOf(page);
  const largest = Math.max(...(await renderersOf(session)).map(privateMemory));
  await session.close();
  const row = (what: string, ms: number, most: number | null) =>
    benchRow(`full view: ${what}, ${posts} posts`, 'ms', ms, most ?? ms, most === null ? null : 1);
  return [
    row('to the first rows', median(openings.map(({ firstRow }) => firstRow)), MAX_FIRST_ROWS_MS),
    row('to all posts', median(openings.map(({ complete }) => complete)), null),
    ...changes.map(([name, times]) =>
      row(`${name}, to the next frame`, median(times), MAX_CHANGE_MS),
    ),
    row(
      'slowest of all changes',
      Math.max(...changes.flatMap(([, times]) => times)),
      MAX_CHANGE_MS,
    ),
    benchRow(
      `full view: heap and buffers of page and its worker, ${posts} posts`,
      ...(['MB', heap / 1e6, MAX_MEMORY_MB, 1] as const),
    ),
    // The extension's pages and its service worker share one process.
    benchRow(
      `full view: private memory of the process of all extension pages, ${posts} posts`,
      ...(['MB', largest / 1e6, largest / 1e6, null] as const),
    ),
  ];
}

/** The measurements of a watched page, ms since the navigation began. */
interface Watched {
  firstRowAt?: number;
  completeAt?: number;
}

/** Notes when the table of each page that is opened has its first row, and all `posts`. */
async function watchTable(page: Page, posts: number): Promise<void> {
  await page.addInitScript((all) => {
    const watched = window as unknown as Watched;
    const look = () => {
      const now = performance.now();
      if (watched.firstRowAt === undefined && document.querySelector('[data-post-id]') !== null)
        watched.firstRowAt = now;
      const count = Number(document.querySelector('[role=grid]')?.getAttribute('aria-rowcount'));
      if (watched.completeAt === undefined && count - 1 === all) watched.completeAt = now;
    };
    new MutationObserver(look).observe(document, {
      ...{ attributes: true, childList: true, subtree: true },
    });
  }, posts);
}

async function open(page: Page, { browser }: BenchSession) {
  await page.goto('about:blank');
  await page.goto(`${browser.extensionOrigin}/full-view.html`);
  await page.waitForFunction(() => (window as unknown as Watched).completeAt !== undefined);
  return page.evaluate(() => {
    const { firstRowAt = Number.NaN, completeAt = Number.NaN } = window as unknown as Watched;
    return { firstRow: firstRowAt, complete: completeAt };
  });
}

/** A change of the table, and its times in ms. */
type Change = readonly [name: string, times: number[]];

async function measureChanges(page: Page, posts: number): Promise<readonly Change[]> {
  const changes: [string, number[]][] = [];
  const measure = async (name: string, act: () => Promise<number>) => {
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round++) times.push(await act());
    changes.push([name, times]);
  };
  // Columns that were sorted by before keep their order: each of these is new.
  const columns = ['gained', 'views', 'age', 'engagementRate', 'post'] as const;
  let next = 0;
  await measure('a sort', () => pressAndWait(page, `[data-head="${columns[next++]}"]`));
  await measure('the other direction', () => pressAndWait(page, '[data-head="views"]'));
  let isNarrow = false;
  await measure('a filter', () => {
    isNarrow = !isNarrow;
    return pressAndWait(page, `.list-choice:nth-of-type(${isNarrow ? 2 : 1})`);
  });
  await pressAndWait(page, '.list-choice:nth-of-type(1)');
  let searches = 0;
  await measure('a search', () => {
    searches += 1;
    return typeAndWait(page, `part ${searches}`, posts);
  });
  return changes;
}

/** Clicks an element. @returns the time until the frame that shows the result, ms */
function pressAndWait(page: Page, selector: string): Promise<number> {
  return page.evaluate(async (wanted) => {
    const element = document.querySelector<HTMLElement>(wanted);
    if (element === null) throw new Error(`There is no ${wanted}.`);
    const startedAt = performance.now();
    element.click();
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    return performance.now() - startedAt;
  }, selector);
}

/** Types a search. @returns the time until the table shows another number of posts, ms */
function typeAndWait(page: Page, text: string, posts: number): Promise<number> {
  return page.evaluate(
    async ({ search, all }) => {
      const field = document.querySelector<HTMLInputElement>('input[type=search]');
      const grid = document.querySelector('[role=grid]');
      if (field === null || grid === null) throw new Error('There is no search.');
      const set = (value: string) => {
        field.value = value;
        field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      };
      const count = () => Number(grid.getAttribute('aria-rowcount')) - 1;
      const frame = () =>
        new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      set('');
      while (count() !== all) await frame();
      const startedAt = performance.now();
      set(search);
      while (count() === all) await frame();
      return performance.now() - startedAt;
    },
    { search: text, all: posts },
  );
}

/** The JavaScript heap in use and the buffers of the page and of its worker, bytes. */
async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  const ofPage = await heapInUse((method) => session.send(method as 'Runtime.getHeapUsage'));
  const ofWorker = await heapInUse(await workerProtocol(session));
  await session.detach();
  return ofPage + ofWorker;
}

type Ask = (method: string) => Promise<unknown>;

async function heapInUse(ask: Ask): Promise<number> {
  await ask('HeapProfiler.collectGarbage');
  const { usedSize, backingStorageSize = 0 } = (await ask('Runtime.getHeapUsage')) as {
    readonly usedSize: number;
    readonly backingStorageSize?: number;
  };
  return usedSize + backingStorageSize;
}

/** Attaches to the dedicated worker of a page. */
async function workerProtocol(session: CDPSession): Promise<Ask> {
  const attached = new Promise<string>((resolve) => {
    session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
      if (targetInfo.type === 'worker') resolve(sessionId);
    });
  });
  await session.send('Target.setAutoAttach', {
    ...{ autoAttach: true, waitForDebuggerOnStart: false, flatten: false },
  });
  const sessionId = await attached;
  const waiting = new Map<number, (result: unknown) => void>();
  session.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { id, result } = JSON.parse(message);
    waiting.get(id)?.(result);
  });
  let last = 0;
  return (method) =>
    new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, resolve);
      const message = JSON.stringify({ id: last, method });
      session.send('Target.sendMessageToTarget', { sessionId, message }).catch(reject);
    });
}

/** The process ids of the browser's renderers. */
async function renderersOf({ browser }: BenchSession): Promise<readonly number[]> {
  const session = await browser.context.browser()?.newBrowserCDPSession();
  if (session === undefined) throw new Error('Chromium gave no DevTools session.');
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
}

/** The memory that only this process has, bytes; Linux alone tells it. */
function privateMemory(process: number): number {
  const rollup = readFileSync(`/proc/${process}/smaps_rollup`, 'utf8');
  const [, clean = '0'] = /Private_Clean:\s+(\d+)/.exec(rollup) ?? [];
  const [, dirty = '0'] = /Private_Dirty:\s+(\d+)/.exec(rollup) ?? [];
  return (Number(clean) + Number(dirty)) * 1024;
}
