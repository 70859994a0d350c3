import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { COMPLETE_POPUP } from '../browsers/complete-popup.ts';
import { steadyLibrary } from '../builders/steady-library.ts';
import { aSyncStatus } from '../builders/sync-status.ts';
import { aWindowRanking } from '../builders/window-ranking.ts';
import { aFixture } from '../e2e/support/popup-fixture.ts';
import { startPopupPages } from '../e2e/support/popup-pages.ts';
import { aTypicalRow } from '../e2e/support/popup-states.ts';
import { syncIsOver } from '../e2e/support/sync-is-over.ts';
import type { HandMadePost } from '../sandbox-api/hand-made-post.ts';
import { type BenchRow, benchRow, median } from './bench-row.ts';
import { BUILD, startBenchSession } from './bench-session.ts';

const POSTS = 100_000;
const PAIRS = 20;
/** Two frames of a screen with 60 Hz. */
const MAX_DELAY_MS = 34;
const MANY_BREAKOUTS = 10_000;
const OPENINGS = 10;
const MAX_OPENING_MS = 100;
/** One frame of a screen with 60 Hz. */
const MAX_KEY_MS = 16;
const SEARCH = 'bread daily oven';
/** A hand takes so long at least to begin a search in a popup that has just opened. */
const HAND_MS = 500;
const SETTLED_AFTER_MS = 5000;
const AT_REST_AFTER_MS = 250;
/** Posts that break out among the 100,000, and those of them that the popup shows at once. */
const BREAKOUTS = 20;
const BREAKOUTS_ON_SCREEN = 8;
/** From this day of their refreshes on, their views are multiplied. */
const RISES_ON_DAY = 5;
const RISE = 60;

/** Measures the popup: its first row, a list of 10,000 breakouts, and keys typed in the search. */
export async function benchPopup(): Promise<BenchRow[]> {
  return [await firstRowBench(), ...(await longListBench())];
}

/**
 * The first row with 100,000 posts in store and covers on, against an extension page with one
 * line, in pairs that alternate. Both are opened in the same tab, in place of a blank page that has
 * come to rest: else each would pay for ending the other.
 */
async function firstRowBench(): Promise<BenchRow> {
  const folder = mkdtempSync(join(tmpdir(), 'extension-'));
  cpSync(BUILD, folder, { recursive: true });
  writeFileSync(join(folder, 'blank.html'), '<!doctype html><title>Blank</title>');
  writeFileSync(join(folder, 'empty.html'), '<!doctype html><title>Empty</title><p>.</p>');
  const library = libraryWithBreakouts(Date.now());
  const session = await startBenchSession({ library }, folder);
  const { browser } = session;
  // After a sync the browser's databases work for a while: no part of opening a popup.
  await syncIsOver(session.page);
  await delay(SETTLED_AFTER_MS);
  const page = await browser.context.newPage();
  await watchFirstRow(page);
  const delays: number[] = [];
  const open = async (file: string) => {
    await page.goto(`${browser.extensionOrigin}/blank.html`);
    await delay(AT_REST_AFTER_MS);
    return firstPaint(page, `${browser.extensionOrigin}/${file}`);
  };
  for (let pair = 0; pair < PAIRS; pair++) {
    const empty = await open('empty.html');
    delays.push((await open('popup.html')) - empty);
    const rows = await page.locator('[data-post-id]').count();
    if (rows < BREAKOUTS_ON_SCREEN) throw new Error(`The popup has ${rows} rows.`);
    await page.locator(COMPLETE_POPUP).waitFor();
  }
  await session.close();
  rmSync(folder, { recursive: true, force: true });
  const what = `popup: first row painted after an empty page, ${POSTS} posts, covers on`;
  return benchRow(what, 'ms', median(delays), MAX_DELAY_MS, 1);
}

/** A steady library of 100,000 posts, of which some gain far more than usual. */
function libraryWithBreakouts(start: number): HandMadePost[] {
  const library = steadyLibrary(start, { posts: POSTS, accounts: POSTS / 100 });
  return library.map((post, index) =>
    index % Math.floor(POSTS / BREAKOUTS) !== 7
      ? post
      : {
          ...post,
          refreshes: (post.refreshes ?? []).map((refresh, day) =>
            day < RISES_ON_DAY ? refresh : { ...refresh, views: (refresh.views ?? 0) * RISE },
          ),
        },
  );
}

async function longListBench(): Promise<BenchRow[]> {
  const rows = Array.from({ length: MANY_BREAKOUTS }, (_, number) => aTypicalRow(number));
  const now = Date.now();
  const fresh = { completedAt: now, rankedAt: now, newestRefreshAt: now };
  const status = aSyncStatus({ lastSuccessAt: now, lastAttemptAt: now });
  const pages = await startPopupPages();
  await pages.put(aFixture([aWindowRanking({ breakouts: rows })], { status }, fresh));
  const page = await pages.browser.context.newPage();
  await watchFirstRow(page);
  const openings: number[] = [];
  const tasks: number[] = [];
  for (let opening = 0; opening < OPENINGS; opening++) {
    openings.push(await firstPaint(page, `${pages.browser.extensionOrigin}/popup.html`));
    await page.locator(COMPLETE_POPUP).waitFor();
    await page.locator(`[aria-setsize="${MANY_BREAKOUTS}"]`).first().waitFor();
    tasks.push(await page.evaluate(() => (window as unknown as Watched).longestTask));
  }
  await delay(HAND_MS);
  await page.keyboard.press('/');
  await page.evaluate(() => (window as unknown as Watched).watchKeys());
  await page.keyboard.type(SEARCH, { delay: 60 });
  const keys = await page.evaluate(() => (window as unknown as Watched).keys);
  if (keys.length !== SEARCH.length) throw new Error(`${keys.length} keys were measured.`);
  await pages.close();
  const list = `${MANY_BREAKOUTS} breakouts`;
  return [
    benchRow(`popup: opening ${list}, to the first row`, 'ms', median(openings), MAX_OPENING_MS, 1),
    benchRow(
      `popup: opening ${list}, longest task until all are there`,
      'ms',
      median(tasks),
      MAX_OPENING_MS,
      1,
    ),
    benchRow(`popup: typing in search, a key, ${list}`, 'ms', median(keys), MAX_KEY_MS, 1),
    benchRow(
      `popup: typing in search, the slowest key, ${list}`,
      'ms',
      Math.max(...keys),
      MAX_KEY_MS,
      1,
    ),
  ];
}

/** The measurements of a watched page. Times are in ms. */
interface Watched {
  /** The first frame with text or pictures, since the beginning of the navigation. */
  readonly paintedAt?: number;
  /** The first row came into the document, since the beginning of the navigation. */
  readonly rowAt?: number;
  readonly longestTask: number;
  /** The script, style and layout of each key. */
  readonly keys: readonly number[];
  watchKeys(): void;
}

async function watchFirstRow(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const watched = { longestTask: 0, keys: [] as number[], watchKeys };
    Object.assign(window, watched);
    const target = window as unknown as {
      paintedAt?: number;
      rowAt?: number;
      longestTask: number;
      keys: number[];
    };
    new PerformanceObserver((list) => {
      const [paint] = list.getEntriesByName('first-contentful-paint');
      if (paint !== undefined) target.paintedAt = paint.startTime;
    }).observe({ type: 'paint', buffered: true });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries())
        target.longestTask = Math.max(target.longestTask, duration);
    }).observe({ type: 'longtask', buffered: true });
    new MutationObserver((_, observer) => {
      if (document.querySelector('[data-post-id], body > p') === null) return;
      target.rowAt = performance.now();
      observer.disconnect();
    }).observe(document, { childList: true, subtree: true });

    function hasRows() {
      return document.querySelector('[data-post-id]') !== null;
    }

    function watchKeys() {
      let pressedAt = Number.NaN;
      addEventListener(
        'keydown',
        () => {
          pressedAt = performance.now();
        },
        { capture: true },
      );
      addEventListener('input', ({ target: field }) => {
        // After the microtask in which the popup renders. A timer would measure idle time: after a
        // key the browser holds timers back until the next frame.
        queueMicrotask(() => {
          void document.querySelector<HTMLElement>('.list')?.offsetHeight;
          const endedAt = performance.now();
          const { value } = field as HTMLInputElement;
          const shown = document.querySelector('.list mark')?.textContent?.toLowerCase().trim();
          // A key whose rows are not there yet is missing in the end.
          if (shown === (hasRows() ? value.trim() : undefined))
            target.keys.push(endedAt - pressedAt);
        });
      });
    }
  });
}

/** Opens a page. @returns the time from the navigation to its first row on screen, ms */
async function firstPaint(page: Page, url: string): Promise<number> {
  await page.goto(url);
  await page.waitForFunction(() => (window as unknown as Watched).paintedAt !== undefined);
  const { paintedAt = Number.NaN, rowAt = Number.NaN } = await page.evaluate(() => {
    const { paintedAt, rowAt } = window as unknown as Watched;
    return { paintedAt, rowAt };
  });
  if (!(rowAt <= paintedAt)) throw new Error(`${url} painted something before its first row.`);
  return paintedAt;
}
