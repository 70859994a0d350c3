import { rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import {
  type ChromiumWithExtension,
  openChromium,
  type PageSize,
} from '../../browsers/chromium-with-extension.ts';
import { COMPLETE_POPUP } from '../../browsers/complete-popup.ts';
import { MINUTE } from '../../builders/time.ts';
import { buildInLanguage } from './build-in-language.ts';
import { CHROMIUM_BUILD } from './extension-session.ts';
import { laterFixture, type PopupFixture, putFixture } from './popup-fixture.ts';
import { FIXTURE_NOW } from './popup-states.ts';
import { syncIsOver } from './sync-is-over.ts';

/** A port without a server: the worker reaches no API. */
const NO_API = 9;

export const POPUP_SIZE: PageSize = { width: 420, height: 600 };

/** The options of an opened popup. */
interface ShowOptions {
  /**
   * The page to open instead of the popup, with its hash: `full-view.html#list=breakouts`. It is
   * complete when it has a list or the reason for having none.
   */
  readonly path?: string;
  readonly size?: PageSize;
  readonly colorScheme?: 'light' | 'dark';
  readonly forcedColors?: 'active' | 'none';
  /**
   * The page's clock, ms since epoch. Default: {@link FIXTURE_NOW}, and a minute later for a popup
   * that is opened again.
   */
  readonly now?: number;
  /** `page.clock` controls the page's time, which passes by itself as well. */
  readonly hasClock?: boolean;
  /**
   * False: the page says that it is hidden, so that its new posts stay new however long a test
   * takes. Default: true, and rows on screen count as seen after a second.
   */
  readonly countsAsSeen?: boolean;
}

/** The built popup in Chromium, over data made by hand. */
export interface PopupPages {
  readonly browser: ChromiumWithExtension;
  /** Puts the fixture into storage. */
  put(fixture: PopupFixture): Promise<void>;
  /**
   * Puts the fixture into storage as a newer publication, which open pages show as they show an
   * update: opening a page for each fixture takes about a second of processor time.
   */
  publish(fixture: PopupFixture): Promise<void>;
  /**
   * Puts the fixture into storage and opens the popup in a tab; resolves when all of it is loaded.
   */
  show(fixture: PopupFixture, options?: ShowOptions): Promise<Page>;
  /** Opens the popup with the stored data. */
  reopen(options?: ShowOptions): Promise<Page>;
  close(): Promise<void>;
}

/**
 * Starts Chromium with the production build.
 *
 * @param build the folder of the build, and the language of the browser
 */
export async function startPopupPages(
  headless?: boolean,
  extraArgs: readonly string[] = [],
  build = { extensionDir: CHROMIUM_BUILD, locale: 'en-US' },
): Promise<PopupPages> {
  const browser = await openChromium({
    ...build,
    apiPort: NO_API,
    timezoneId: 'UTC',
    extraArgs,
    ...(headless === undefined ? {} : { headless }),
  });
  // The page that greets a new user may open in a blank tab, even in one that was just opened for a
  // page of its own.
  const quiet = await until('the welcome page has opened', () =>
    browser.context.pages().find((page) => page.url().endsWith('welcome.html')),
  );
  await browser.leaveExtensionPage(quiet);
  // The worker's start and its sync without a key write what pages read: the fixtures come after
  // them.
  const worker = await browser.worker();
  await until('the worker has started', () =>
    worker.evaluate(() => performance.getEntriesByName('worker-ready').length > 0),
  );
  await syncIsOver(quiet);
  const open = async (time: number, options: ShowOptions) => {
    const page = await browser.context.newPage();
    if (options.hasClock === true) {
      await page.clock.install({ time });
      await page.clock.resume();
    } else await page.addInitScript(shiftDate, time);
    if (options.countsAsSeen === false)
      await page.addInitScript(() => {
        Object.defineProperty(document, 'visibilityState', { value: 'hidden' });
      });
    await page.setViewportSize(options.size ?? POPUP_SIZE);
    await page.emulateMedia({
      colorScheme: options.colorScheme ?? 'light',
      forcedColors: options.forcedColors ?? 'none',
      reducedMotion: 'reduce',
    });
    await page.goto(`${browser.extensionOrigin}/${options.path ?? 'popup.html'}`);
    await page.locator(options.path === undefined ? COMPLETE_POPUP : 'main').waitFor();
    // The complete ranking takes the place of the first rows a moment later.
    await page.evaluate(
      () => new Promise((resolve) => requestIdleCallback(() => setTimeout(resolve, 50))),
    );
    return page;
  };
  let publications = 0;
  return {
    browser,
    put: (fixture) => putFixture(quiet, fixture),
    publish(fixture) {
      publications += 1;
      return putFixture(quiet, laterFixture(fixture, publications));
    },
    async show(fixture, options = {}) {
      await putFixture(quiet, fixture);
      return open(options.now ?? FIXTURE_NOW, options);
    },
    reopen: (options = {}) => open(options.now ?? FIXTURE_NOW + MINUTE, options),
    close: () => browser.close(),
  };
}

/** Starts Chromium with the production build in a language, as `_locales` names it. */
export async function startPopupPagesIn(language: string): Promise<PopupPages> {
  const extensionDir = buildInLanguage(language);
  const pages = await startPopupPages(undefined, [], { extensionDir, locale: language });
  return {
    ...pages,
    async close() {
      await pages.close();
      rmSync(extensionDir, { recursive: true });
    },
  };
}

const TIMEOUT_MS = 20_000;

/** Resolves with what `find` finds in the end. @throws after 20 s, with what was waited for */
async function until<T>(what: string, find: () => T | Promise<T>): Promise<NonNullable<T>> {
  const deadline = Date.now() + TIMEOUT_MS;
  for (;;) {
    const found = await find();
    if (found) return found;
    if (Date.now() > deadline) throw new Error(`Not within 20 s: ${what}.`);
    await delay(20);
  }
}

/** Makes the page's clock start at `time`, ms since epoch. Runs in the page. */
function shiftDate(time: number): void {
  const RealDate = Date;
  const shift = time - RealDate.now();
  const now = () => RealDate.now() + shift;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args) =>
      args.length === 0 ? new target(now()) : Reflect.construct(target, args),
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
  });
}
