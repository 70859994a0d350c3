import type { Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aWindowRanking } from '../builders/window-ranking.ts';
import { aFixture } from './support/popup-fixture.ts';
import { type PopupPages, startPopupPages } from './support/popup-pages.ts';
import { aTypicalRow } from './support/popup-states.ts';

/** A picture of one pixel. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9' +
    'awAAAABJRU5ErkJggg==',
  'base64',
);
const rows = Array.from({ length: 40 }, (_, number) =>
  aTypicalRow(number, { coverUrl: `https://covers.example/${number}.png` }),
);
const ranking = aWindowRanking({ breakouts: rows });

describe('covers of posts', () => {
  let pages: PopupPages;
  const asked: { readonly url: string; readonly headers: Record<string, string> }[] = [];
  beforeAll(async () => {
    pages = await startPopupPages();
    await pages.browser.context.route(/^https?:/, async (route: Route) => {
      const request = route.request();
      asked.push({ url: request.url(), headers: await request.allHeaders() });
      if (request.url().includes('/3.png')) await route.fulfill({ status: 404 });
      else await route.fulfill({ status: 200, contentType: 'image/png', body: PIXEL });
    });
  });
  afterAll(() => pages.close());

  it('are loaded only near the visible rows, without a referrer, cookies or key', async () => {
    asked.length = 0;
    const page = await pages.show(aFixture([ranking]));
    await expect.poll(() => asked.length).toBeGreaterThan(7);
    await page.waitForTimeout(300);
    expect(asked.length).toBeLessThan(rows.length);
    for (const { url, headers } of asked) {
      expect(url).toMatch(/^https:\/\/covers\.example\/\d+\.png$/);
      expect(headers.referer).toBeUndefined();
      expect(headers.cookie).toBeUndefined();
      expect(headers.authorization).toBeUndefined();
    }
    const boxes = await page
      .locator('.cover')
      .evaluateAll((all) =>
        all.map(({ clientWidth, clientHeight }) => [clientWidth, clientHeight]),
      );
    expect(boxes.every(([width, height]) => width === 40 && height === 40)).toBe(true);
    await page.close();
  });

  it('are requested after the first rows are painted, and delay nothing', async () => {
    asked.length = 0;
    const page = await pages.show(aFixture([ranking]));
    await expect.poll(() => asked.length).toBeGreaterThan(0);
    const { painted, requested } = await page.evaluate(() => ({
      painted: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Infinity,
      requested: Math.min(
        ...performance
          .getEntriesByType('resource')
          .filter((entry) => (entry as PerformanceResourceTiming).initiatorType === 'img')
          .map(({ startTime }) => startTime),
      ),
    }));
    expect(requested).toBeGreaterThan(painted);
    const attributes = await page
      .locator('.cover img')
      .first()
      .evaluate((image: HTMLImageElement) => [image.loading, image.referrerPolicy, image.alt]);
    expect(attributes).toEqual(['lazy', 'no-referrer', '']);
    await page.close();
  });

  it('are switched off in the options, where they are on at first', async () => {
    const page = await pages.show(aFixture([ranking]));
    const options = await pages.browser.openOptions();
    const choice = options.getByLabel('Show cover images');
    expect(await choice.isChecked()).toBe(true);
    await options.getByText('Your API key is never sent there.').waitFor();
    await expect.poll(() => page.locator('#app img').count()).toBeGreaterThan(0);
    await choice.uncheck();
    await expect.poll(() => page.locator('#app img').count()).toBe(0);
    await choice.check();
    await expect.poll(() => page.locator('#app img').count()).toBeGreaterThan(0);
    await options.close();
    await page.close();
  });

  it('show the initial after a failed load, and are requested once per opened popup', async () => {
    asked.length = 0;
    const page = await pages.show(aFixture([ranking]));
    const tile = page.locator('[data-post-id="post-3"] .cover');
    await expect.poll(() => asked.filter(({ url }) => url.endsWith('/3.png')).length).toBe(1);
    await expect.poll(() => tile.locator('img').count()).toBe(0);
    expect(await tile.locator('.initial').innerText()).toBe('B');
    await page.keyboard.press('End');
    await page.locator('[data-post-id="post-39"]').waitFor();
    await page.keyboard.press('Home');
    await tile.waitFor();
    await page.waitForTimeout(300);
    expect(asked.filter(({ url }) => url.endsWith('/3.png'))).toHaveLength(1);
    await page.close();
  });

  it('are never loaded except by https', async () => {
    asked.length = 0;
    const addresses = [
      'http://covers.example/a.png',
      'data:image/png;base64,AAAA',
      'javascript:alert(1)',
      '//x.example/a.png',
    ];
    const odd = addresses.map((coverUrl, number) => aTypicalRow(number, { coverUrl }));
    const page = await pages.show(aFixture([aWindowRanking({ breakouts: odd })]));
    await page.waitForTimeout(500);
    expect(await page.locator('#app img').count()).toBe(0);
    expect(asked).toEqual([]);
    await page.close();
  });

  it('contact no other host when switched off', async () => {
    asked.length = 0;
    const fixture = aFixture([ranking]);
    const settings = { ...fixture.page.settings, showCovers: false };
    const page = await pages.show({ ...fixture, page: { ...fixture.page, settings } });
    await page.keyboard.press('End');
    await page.locator('[data-post-id="post-39"]').waitFor();
    await page.waitForTimeout(500);
    expect(asked).toEqual([]);
    expect(await page.locator('#app img').count()).toBe(0);
    await page.close();
  });
});

describe('covers off from the start', () => {
  it('contact no host but the API, according to the browser’s own log', async () => {
    const pages = await startPopupPages();
    const fixture = aFixture([ranking]);
    const settings = { ...fixture.page.settings, showCovers: false };
    const page = await pages.show({ ...fixture, page: { ...fixture.page, settings } });
    await page.keyboard.press('End');
    await page.locator('[data-post-id="post-39"]').waitFor();
    await page.close();
    await pages.close();
    const origins = pages.browser
      .contacts()
      .filter(({ cause }) => cause === 'extension')
      .map(({ origin }) => origin);
    expect(origins.filter((origin) => origin !== 'https://api.creatoraudit.com')).toEqual([]);
  });
});
