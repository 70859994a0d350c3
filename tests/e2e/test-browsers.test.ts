import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ChromiumWithExtension, openChromium } from '../browsers/chromium-with-extension.ts';
import { CAN_TEST_FIREFOX } from '../browsers/find-firefox.ts';
import { type FirefoxWithExtension, openFirefox } from '../browsers/firefox-with-extension.ts';
import { type Sandbox, startSandboxApi } from '../sandbox-api/start-sandbox-api.ts';
import { writeProbeExtension } from './support/probe-extension.ts';

const API = 'https://api.creatoraudit.com/v2/meta';

/** Runs in the extension: whether a request gets an answer, whatever it is. */
const isAnswered = (url: string) =>
  fetch(url, { mode: 'no-cors' }).then(
    () => true,
    () => false,
  );

// The other tests rely on this: only the sandbox can be reached, and every attempt is recorded.
let sandbox: Sandbox;
let probe: string;
beforeAll(async () => {
  sandbox = await startSandboxApi({ tls: true });
  probe = writeProbeExtension();
});
afterAll(async () => {
  rmSync(probe, { recursive: true });
  await sandbox.close();
});

describe('Chromium of the tests', () => {
  let browser: ChromiumWithExtension;
  let elsewhere: string[];
  beforeAll(async () => {
    elsewhere = [
      'https://elsewhere.example',
      'http://api.creatoraudit.com',
      'https://api.creatoraudit.com:444',
      `https://127.0.0.1:${sandbox.port}`,
    ];
    browser = await openChromium({ extensionDir: probe, apiPort: sandbox.port });
  });
  afterAll(() => browser.close());

  it('reaches the sandbox instead of the API', async () => {
    expect(await (await browser.worker()).evaluate(isAnswered, API)).toBe(true);
  });

  it('reaches no other host or port, and not this machine under its own name', async () => {
    const worker = await browser.worker();
    for (const origin of elsewhere)
      expect([origin, await worker.evaluate(isAnswered, origin)]).toEqual([origin, false]);
  });

  it('returns the badge', async () => {
    expect((await browser.badge()).text).toBe('7');
  });

  it('reports violations of the content security policy', async () => {
    const page = await browser.openOptions();
    await expect
      .poll(() => browser.cspViolations())
      .toContainEqual(
        expect.objectContaining({
          directive: 'img-src',
          blocked: 'https://pictures.example/1.png',
        }),
      );
    await page.close();
  });

  it('starts another worker after one was killed', async () => {
    await (await browser.worker()).evaluate(() =>
      Object.assign(globalThis, { isFirstWorker: true }),
    );
    await browser.killWorker();
    expect(await (await browser.worker()).evaluate(() => 'isFirstWorker' in globalThis)).toBe(
      false,
    );
  });

  it('is offline for pages and for a worker that was started meanwhile', async () => {
    await browser.setOffline(true);
    await browser.killWorker();
    const worker = await browser.worker();
    expect(await worker.evaluate(() => navigator.onLine)).toBe(false);
    expect(await worker.evaluate(isAnswered, API)).toBe(false);
    await browser.setOffline(false);
    expect(await worker.evaluate(() => navigator.onLine)).toBe(true);
    expect(await worker.evaluate(isAnswered, API)).toBe(true);
  });

  it('reports on closing which hosts the extension tried to contact', async () => {
    await browser.close();
    const origins = browser.contacts().filter(({ cause }) => cause === 'extension');
    expect(origins.map(({ origin }) => origin).sort()).toEqual(
      ['https://api.creatoraudit.com', ...elsewhere].sort(),
    );
  });
});

describe.skipIf(!CAN_TEST_FIREFOX)('Firefox of the tests', () => {
  let browser: FirefoxWithExtension;
  beforeAll(async () => {
    const authority = sandbox.certificate?.authority ?? '';
    browser = await openFirefox({ extensionDir: probe, apiPort: sandbox.port, authority });
    await browser.openPopup();
  });
  afterAll(() => browser.close());

  it('lets the extension contact the API without asking the user', async () => {
    const origins = ['https://api.creatoraudit.com/*'];
    expect(
      await browser.evaluate((asked) => chrome.permissions.contains({ origins: asked }), origins),
    ).toBe(true);
  });

  it('reaches the sandbox instead of the API, and contacts no other host by itself', async () => {
    expect(await browser.evaluate(isAnswered, API)).toBe(true);
    expect(browser.contacts()).toEqual({ reached: ['api.creatoraudit.com:443'], refused: [] });
  });

  it('blocks every other host, and reports the attempts', async () => {
    for (const url of ['https://elsewhere.example/', `https://127.0.0.1:${sandbox.port}/`]) {
      expect([url, await browser.evaluate(isAnswered, url)]).toEqual([url, false]);
    }
    expect(browser.contacts().refused).toEqual([
      'elsewhere.example:443',
      `127.0.0.1:${sandbox.port}`,
    ]);
  });

  it('returns the badge', async () => {
    expect((await browser.badge()).text).toBe('7');
  });

  it('stops and starts the background page', async () => {
    await browser.wakeBackground();
    expect(await browser.backgroundState()).toBe('running');
    await browser.stopBackground();
    expect(await browser.backgroundState()).toBe('stopped');
  });
});
