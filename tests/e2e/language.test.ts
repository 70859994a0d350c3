import { rmSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type ChromiumWithExtension, openChromium } from '../browsers/chromium-with-extension.ts';
import { COMPLETE_POPUP } from '../browsers/complete-popup.ts';
import { loadCatalogue } from '../builders/catalogue.ts';
import { libraryWithHits } from '../builders/library-with-hits.ts';
import { type Sandbox, startSandboxApi } from '../sandbox-api/start-sandbox-api.ts';
import { buildInLanguage } from './support/build-in-language.ts';
import { seen } from './support/extension-session.ts';
import { overflowingElements } from './support/overflowing-elements.ts';

const posts = libraryWithHits(Date.now()).posts.map((post) => ({
  ...post,
  caption: 'Morning routine',
}));

/** Shows the folded parts of a page, too. */
const unfoldAll = (page: Page) =>
  page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });

/** The texts of a page, and those of its attributes that people read or hear. */
const textsOf = (page: Page) =>
  page.evaluate(() => {
    const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts: string[] = [document.title];
    while (nodes.nextNode()) texts.push(nodes.currentNode.textContent?.trim() ?? '');
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder]')) {
      for (const name of ['aria-label', 'title', 'placeholder'])
        texts.push(element.getAttribute(name) ?? '');
    }
    return texts.filter((text) => text !== '');
  });

/** The elements that are wider than their place, or beyond the edges of the window. */
const cutOff = (controls: Locator) =>
  controls.evaluateAll((elements) =>
    elements
      .filter((element) => {
        const { left, right } = element.getBoundingClientRect();
        const isCut = element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0;
        return isCut || left < 0 || right > innerWidth;
      })
      .map((element) => element.outerHTML.slice(0, 120)),
  );

// A browser in a language without a catalogue shows English, whatever it speaks itself, and so must
// be all that stands in its sentences.
describe.each([
  ['de', 'de', 'ltr'],
  ['es', 'es', 'ltr'],
  ['fr', 'fr', 'ltr'],
  ['pt-BR', 'pt_BR', 'ltr'],
  ['ja', 'ja', 'ltr'],
  ['ar', 'ar', 'rtl'],
  ['ko', 'en', 'ltr'],
])('in a browser in %s', (locale, name, direction) => {
  let sandbox: Sandbox;
  let browser: ChromiumWithExtension;
  let build: string;
  let pages: Readonly<Record<'popup' | 'options' | 'welcome' | 'fullView', Page>>;

  beforeAll(async () => {
    sandbox = await startSandboxApi({ tls: true, library: posts });
    build = buildInLanguage(name);
    browser = await openChromium({ extensionDir: build, apiPort: sandbox.port, locale });
    const options = await browser.openOptions();
    await options.locator('input[type=password]').fill(sandbox.key);
    await options.locator('button[type=submit]').click();
    await seen(options.locator('.connected'));
    await vi.waitFor(async () => expect((await browser.badge()).text).toMatch(/^\p{Nd}+$/u), {
      timeout: 30_000,
    });
    const popup = await browser.openPopup();
    await seen(popup.locator(COMPLETE_POPUP));
    const welcome = await browser.context.newPage();
    await welcome.goto(`${browser.extensionOrigin}/welcome.html`);
    await seen(welcome.locator('.result'));
    const fullView = await browser.context.newPage();
    await fullView.goto(`${browser.extensionOrigin}/full-view.html`);
    await seen(fullView.locator('main [data-post-id]').first());
    await unfoldAll(options);
    pages = { popup, options, welcome, fullView };
  });
  afterAll(async () => {
    await browser.close();
    await sandbox.close();
    rmSync(build, { recursive: true });
  });

  it('declares the language and direction of the catalogue', async () => {
    for (const page of Object.values(pages)) {
      expect(
        await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]),
      ).toEqual([name.replace('_', '-'), direction]);
    }
  });

  it('leaves no English over', async () => {
    const [english, shown] = [await loadCatalogue('en'), await loadCatalogue(name)];
    // The extension's name is the same in every language.
    const ownName = english.get('extension_shortName');
    const foreign = new Set(
      [...english]
        .filter(
          ([key, text]) => text !== shown.get(key) && text !== ownName && /[a-z]{3}/.test(text),
        )
        .map(([, text]) => text),
    );
    for (const page of Object.values(pages)) {
      const texts = await textsOf(page);
      expect(texts.length).toBeGreaterThan(10);
      expect(texts.filter((text) => foreign.has(text))).toEqual([]);
    }
  });

  it('writes numbers, ages and dates in the language of the catalogue', async () => {
    // Of a browser that speaks another language than its pages.
    const others = name === 'en' ? /[\p{Script=Hangul}]/u : /\b(days?|ago|hours?|just now)\b/;
    const texts = [
      (await browser.badge()).title,
      ...(await Promise.all(Object.values(pages).map((page) => page.locator('main').innerText()))),
    ];
    for (const text of texts) {
      expect(text).toMatch(/\p{Nd}/u);
      expect(text).not.toMatch(others);
    }
  });

  it.each([320, 420, 720])('cuts nothing off in a window of %d px', async (width) => {
    for (const page of [pages.options, pages.welcome]) {
      await page.setViewportSize({ width, height: 800 });
      expect(await overflowingElements(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    }
  });

  it('begins captions of every direction where its own lines begin', async () => {
    const alignment = await pages.popup
      .locator('.caption')
      .first()
      .evaluate((caption) => getComputedStyle(caption).textAlign);
    expect(alignment.replace('-webkit-', '')).toBe(direction === 'rtl' ? 'right' : 'left');
  });

  it('fits into the popup', async () => {
    const { popup } = pages;
    expect(await popup.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      await popup.evaluate(() => innerWidth),
    );
    // Captions are shortened to their line; the names of lists and the buttons are not.
    const controls = '[role="tab"], .view-button, h1, .headline, .second, footer > *';
    expect(await cutOff(popup.locator(controls))).toEqual([]);
    const bar = await popup.evaluate(() => {
      const boxOf = (selector: string) =>
        document.querySelector(selector)?.getBoundingClientRect() ?? new DOMRect();
      const [tabs, button] = [boxOf('[role="tablist"]'), boxOf('.view-button')];
      return tabs.left < button.right && button.left < tabs.right;
    });
    expect(bar, 'the tabs lie under the button of the window').toBe(false);
  });

  it.each([
    ['Views', 'row_viewsUnit'],
    ['Engagement', 'row_engagementUnit'],
  ])('has room for the unit when the lists are ordered by %s', async (order, unit) => {
    const { popup } = pages;
    // A page behind another one draws no frames, on which clicks wait for seconds.
    await popup.bringToFront();
    const catalogue = await loadCatalogue(name);
    const textOf = (key: string) => catalogue.get(key) ?? '';
    await popup.locator('.view-button').click();
    await popup.getByRole('radio', { name: textOf(`popup_rankBy${order}`) }).check();
    await popup.keyboard.press('Escape');
    await popup
      .locator('.second')
      .filter({ hasText: textOf(unit) })
      .first()
      .waitFor();
    expect(await cutOff(popup.locator('.headline, .second'))).toEqual([]);
  });

  it('goes to the tab on the side to which an arrow key points', async () => {
    const { popup } = pages;
    await popup.bringToFront();
    const focusedLeft = () =>
      popup.evaluate(() => document.activeElement?.getBoundingClientRect().left ?? Number.NaN);
    await popup.getByRole('tab').nth(1).click();
    const middle = await focusedLeft();
    await popup.keyboard.press('ArrowRight');
    expect(await focusedLeft()).toBeGreaterThan(middle);
    await popup.keyboard.press('ArrowLeft');
    await popup.keyboard.press('ArrowLeft');
    expect(await focusedLeft()).toBeLessThan(middle);
    await popup.getByRole('tab').first().click();
  });
});
