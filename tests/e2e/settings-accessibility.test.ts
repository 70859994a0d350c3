import { rmSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ChromiumWithExtension, openChromium } from '../browsers/chromium-with-extension.ts';
import { libraryWithHits } from '../builders/library-with-hits.ts';
import { type Sandbox, startSandboxApi } from '../sandbox-api/start-sandbox-api.ts';
import {
  axeFaults,
  faultsInEachMode,
  faultsOfControlsInEachMode,
  loadAxe,
} from './support/axe-faults.ts';
import { buildInLanguage } from './support/build-in-language.ts';
import { type ExtensionSession, seen, startExtensionSession } from './support/extension-session.ts';
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
    // Each channel in another state, as if its permission had been given.
    await options.evaluate(async () => {
      const at = Date.now();
      const state = { isOn: true, addressEnding: 'W8x1', fault: null, lastSent: null };
      const lastSent = { id: '1', at, title: '2 new breakouts' };
      const value = {
        desktop: { ...state, addressEnding: null, lastSent, givenUp: null },
        slack: { ...state, lastSent, givenUp: null },
        discord: {
          ...{ ...state, fault: { kind: 'revoked', status: 404, at } },
          givenUp: { at, count: 3 },
        },
      };
      await chrome.storage.local.set({ channels: { version: 1, value } });
      await chrome.runtime.sendMessage({
        type: 'save-settings',
        changes: { alertDigest: true, alertQuietHours: true, alertCreators: ['Someone'] },
      });
    });
    await seen(options.locator('input[type=time]').first());
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

  it('has no axe violation, also with each control hovered and focused', async () => {
    for (const page of pages) {
      await page.bringToFront();
      expect(await faultsInEachMode(page, () => axeFaults(page))).toEqual([]);
      expect(await faultsOfControlsInEachMode(page, page.locator(CONTROLS))).toEqual([]);
    }
  });

  it('has no axe violation while a question is open, and while a value is refused', async () => {
    const [options] = pages as readonly [Page, Page];
    await options.bringToFront();
    await options.locator('.key-field .danger').click();
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

describe('accessibility of options and welcome page before they are connected', () => {
  let session: ExtensionSession;
  let options: Page;
  let welcome: Page;

  beforeAll(async () => {
    session = await startExtensionSession({ library: libraryWithHits(Date.now()).posts });
    options = await session.browser.openOptions();
    await options.getByText('Advanced', { exact: true }).click();
    welcome = await session.browser.context.newPage();
    await welcome.goto(`${session.browser.extensionOrigin}/welcome.html`);
    for (const page of [options, welcome]) {
      await seen(page.getByLabel('API key'));
      await loadAxe(page);
    }
  });
  afterAll(() => session.close());

  const expectNoFaults = async (...pages: readonly Page[]) => {
    for (const page of pages) {
      await page.bringToFront();
      expect(await faultsInEachMode(page, () => axeFaults(page))).toEqual([]);
    }
  };

  it('has no axe violation without a key', async () => {
    await expectNoFaults(options, welcome);
  });

  it('has no axe violation with a refused key', async () => {
    for (const page of [options, welcome]) {
      await page.bringToFront();
      await page.getByLabel('API key').fill('ca_wrong_key_000000');
      await page.getByRole('button', { name: 'Save key' }).click();
      await seen(page.getByRole('alert').filter({ hasText: 'Your API key was rejected' }));
    }
    await expectNoFaults(options, welcome);
  });

  it('has no axe violation without access to the API', async () => {
    await session.browser.setSiteAccess('on-click');
    for (const page of [options, welcome]) {
      await seen(page.getByRole('button', { name: 'Grant access' }));
    }
    await expectNoFaults(options, welcome);
    await session.browser.setSiteAccess('granted');
    for (const page of [options, welcome]) {
      await page.getByRole('button', { name: 'Grant access' }).waitFor({ state: 'detached' });
    }
  });

  it('has no axe violation with the sample data', async () => {
    await welcome.bringToFront();
    await welcome.getByRole('button', { name: 'Try with sample data' }).click();
    await seen(welcome.getByText('The sample is ready.'));
    await seen(options.getByText("You're looking at sample data."));
    await expectNoFaults(options, welcome);
  });

  it('has no axe violation in the preview of an import', async () => {
    const settings = { density: 'compact', lookbackDays: 0, font: 'large' };
    await options.locator('input[type=file]').setInputFiles({
      name: 'settings.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify({ format: 'breakouts-settings', version: 1, settings })),
    });
    await seen(options.getByRole('region', { name: 'Import settings' }));
    await expectNoFaults(options);
  });
});
