import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type ChromiumWithExtension, openChromium } from '../browsers/chromium-with-extension.ts';
import { COMPLETE_POPUP } from '../browsers/complete-popup.ts';
import { libraryWithHits } from '../builders/library-with-hits.ts';
import { type Sandbox, startSandboxApi } from '../sandbox-api/start-sandbox-api.ts';
import { CHROMIUM_BUILD, seen } from './support/extension-session.ts';

const posts = libraryWithHits(Date.now()).posts.map((post) => ({
  ...post,
  caption: 'Morning routine',
}));

// The catalogue is English in every browser, and so must be all that is in its sentences.
describe.each([
  ['ar-EG', /[\p{Script=Arabic}\u0660-\u0669]/u],
  [
    'de',
    /\b(vor \d|in (diese[mr]|einer|zwei)\b|Minuten|Stunden?|Tagen?|gestern|heute)|\d\.\d{3}\b/u,
  ],
])('in a browser in %s', (locale, foreign) => {
  let sandbox: Sandbox;
  let browser: ChromiumWithExtension;
  beforeAll(async () => {
    sandbox = await startSandboxApi({ tls: true, library: posts });
    browser = await openChromium({ extensionDir: CHROMIUM_BUILD, apiPort: sandbox.port, locale });
    const options = await browser.openOptions();
    await options.getByLabel('API key').fill(sandbox.key);
    await options.getByRole('button', { name: 'Save key' }).click();
    await seen(options.getByText('Connected as'));
    await options.close();
    await vi.waitFor(async () => expect((await browser.badge()).text).toMatch(/^\d+$/), {
      timeout: 30_000,
    });
  });
  afterAll(async () => {
    await browser.close();
    await sandbox.close();
  });

  it('declares the language of the message catalogue', async () => {
    for (const page of [await browser.openPopup(), await browser.openOptions()]) {
      await seen(page.locator('main'));
      expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
      await page.close();
    }
  });

  it('formats numbers, ages and dates of popup, options and tooltip in that language', async () => {
    const popup = await browser.openPopup();
    await seen(popup.locator(COMPLETE_POPUP));
    const options = await browser.openOptions();
    await seen(options.getByText('Connected as'));
    const texts = [
      (await browser.badge()).title,
      await popup.locator('main').innerText(),
      await options.locator('main').innerText(),
    ];
    for (const text of texts) {
      expect(text).toMatch(/\d/);
      expect(text).not.toMatch(foreign);
    }
    await popup.close();
    await options.close();
  });
});
