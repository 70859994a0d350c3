import { rmSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ChromiumWithExtension, openChromium } from '../browsers/chromium-with-extension.ts';
import { libraryWithHits } from '../builders/library-with-hits.ts';
import { type Sandbox, startSandboxApi } from '../sandbox-api/start-sandbox-api.ts';
import { axeFaults, axeFaultsOfControls, loadAxe } from './support/axe-faults.ts';
import { buildInLanguage } from './support/build-in-language.ts';
import { seen } from './support/extension-session.ts';
import { overflowingElements } from './support/overflowing-elements.ts';

const CONTROLS = 'button, input:not([hidden]), select, summary, a[href]';

describe.each(['en', 'de', 'ar'])('accessibility of options and welcome page in %s', (language) => {
  let sandbox: Sandbox;
  let browser: ChromiumWithExtension;
  let build: string;
  let pages: readonly Page[];

  beforeAll(async () => {
    build = buildInLanguage(language);
    sandbox = await startSandboxApi({ tls: true, library: libraryWithHits(Date.now()).posts });
    browser = await openChromium({
      extensionDir: build,
      apiPort: sandbox.port,
      locale: language,
    });
    const options = await browser.openOptions();
    await options.locator('input[type=password]').fill(sandbox.key);
    await options.locator('button[type=submit]').click();
    await seen(options.locator('.card-count').first());
    await options.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true;
    });
    await options.locator('input[value=custom]').check();
    const welcome = await browser.context.newPage();
    await welcome.goto(`${browser.extensionOrigin}/welcome.html`);
    await seen(welcome.locator('.result'));
    pages = [options, welcome];
    for (const page of pages) await loadAxe(page);
  });
  afterAll(async () => {
    await browser.close();
    await sandbox.close();
    rmSync(build, { recursive: true });
  });

  it.each([
    ['light', 'none'],
    ['dark', 'none'],
    ['light', 'active'],
  ] as const)(
    'has no axe violation in the %s theme, forced colours: %s',
    async (scheme, forced) => {
      for (const page of pages) {
        await page.bringToFront();
        await page.emulateMedia({ colorScheme: scheme, forcedColors: forced });
        expect(await axeFaults(page)).toEqual([]);
      }
    },
  );

  it.each(['light', 'dark'] as const)(
    'has no axe violation with each control hovered and focused in the %s theme',
    async (colorScheme) => {
      for (const page of pages) {
        await page.bringToFront();
        await page.emulateMedia({ colorScheme, forcedColors: 'none' });
        expect(await axeFaultsOfControls(page, page.locator(CONTROLS))).toEqual([]);
      }
    },
  );

  it('has no axe violation while a question is open, and while a value is refused', async () => {
    const [options] = pages as readonly [Page, Page];
    await options.bringToFront();
    await options.locator('.connection .danger').click();
    await seen(options.getByRole('alertdialog'));
    await options.locator('input.number').first().fill('0');
    await options.locator('input.number').first().press('Enter');
    await seen(options.locator('.field [role="alert"]:not(:empty)').first());
    expect(await axeFaults(options)).toEqual([]);
  });

  it('cuts nothing off with wider text spacing (WCAG 1.4.12) or twice the text size', async () => {
    for (const page of pages) {
      await page.setViewportSize({ width: 1280, height: 900 });
      await page.evaluate(() => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(
          '* { letter-spacing: .12em !important; line-height: 1.5 !important; ' +
            'word-spacing: .16em !important } p { margin-block-end: 2em !important }',
        );
        document.adoptedStyleSheets = [sheet];
      });
      expect(await overflowingElements(page)).toEqual([]);
      await page.evaluate(() => {
        document.adoptedStyleSheets = [];
        document.body.style.zoom = '2';
      });
      await page.setViewportSize({ width: 1280, height: 900 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(1280);
    }
  });

  it('moves nothing for people who want less motion', async () => {
    for (const page of pages) {
      await page.emulateMedia({ reducedMotion: 'reduce' });
      expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
    }
  });
});
