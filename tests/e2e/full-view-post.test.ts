import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { libraryWithHits } from '../builders/library-with-hits.ts';
import { axeFaults, faultsInEachMode, loadAxe } from './support/axe-faults.ts';
import {
  CHROMIUM_BUILD,
  type ExtensionSession,
  seen,
  startExtensionSession,
} from './support/extension-session.ts';

const DAY = 86_400_000;
const { posts, hitIds } = libraryWithHits(Date.now(), 3);
const HIT = hitIds[1] as string;
const LONG = posts.find(({ caption }) => (caption?.length ?? 0) > 300);

/** A picture of one green pixel. */
const GREEN = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNgaGD4DwACggGA0Z8pOwAAAABJRU5E' +
    'rkJggg==',
  'base64',
);

describe('one post in the full view', () => {
  let session: ExtensionSession;
  let page: Page;
  let panel: Locator;
  let chart: Locator;
  beforeAll(async () => {
    session = await startExtensionSession({ library: posts });
    await session.connect();
    page = await session.browser.context.newPage();
    await page.setViewportSize({ width: 1280, height: 900 });
    panel = page.getByRole('complementary', { name: 'Post' });
    chart = panel.getByRole('slider');
  });
  afterAll(() => session.close());

  const open = async (postId: string) => {
    await page.goto(`${session.browser.extensionOrigin}/full-view.html#post=${postId}`);
    await seen(chart);
  };
  const point = () => chart.getAttribute('aria-valuetext');

  it('loads what draws a chart with the first post only, and in no other page', async () => {
    const chunks = readdirSync(join(CHROMIUM_BUILD, 'chunks')).filter((file) =>
      readFileSync(join(CHROMIUM_BUILD, 'chunks', file), 'utf8').includes('u-cursor-x'),
    );
    expect(chunks).toHaveLength(1);
    const loadsIt = (file: string) =>
      new RegExp(`(?:from|import)\\s*["'][^"']*${chunks[0]}`).test(
        readFileSync(join(CHROMIUM_BUILD, file), 'utf8'),
      );
    const scripts = readdirSync(CHROMIUM_BUILD, { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.endsWith('.js'),
    );
    expect(scripts.filter(loadsIt)).toEqual([]);
    // Its style sheet comes with it.
    const [styles] = readdirSync(join(CHROMIUM_BUILD, 'assets')).filter(
      (file) =>
        file.endsWith('.css') &&
        readFileSync(join(CHROMIUM_BUILD, 'assets', file), 'utf8').includes('.u-legend'),
    );
    const isLoaded = async () =>
      (await page.locator(`link[rel="stylesheet"][href$="${styles}"]`).count()) === 1;
    await page.goto(`${session.browser.extensionOrigin}/full-view.html`);
    await seen(page.getByRole('main'));
    await seen(page.locator('[data-post-id]').first());
    expect(await isLoaded()).toBe(false);
    await open(HIT);
    await expect.poll(isLoaded).toBe(true);
  });

  it('shows the whole caption and all counts', async () => {
    await page.goto(`${session.browser.extensionOrigin}/full-view.html#post=${LONG?.id}`);
    await seen(panel.getByText(LONG?.caption?.trim() ?? '', { exact: true }));
    const last = LONG?.refreshes?.filter(({ at }) => at <= Date.now())[0];
    for (const [name, count] of [
      ['Views', last?.views],
      ['Likes', last?.likes],
      ['Comments', last?.comments],
      ['Shares', last?.shares],
    ] as const) {
      const value = panel.locator('dl div').filter({ hasText: name }).getByRole('definition');
      expect(await value.innerText()).toBe(count?.toLocaleString('en'));
    }
  });

  it('estimates the past on the first day, and says when the post broke out', async () => {
    await open(HIT);
    await seen(
      panel.getByText(/^303K views in its first \d days\. Posts this old on this account/),
    );
    await chart.focus();
    expect(await point()).toMatch(/: [\d,]+ views · usually [\d.]+K \([\d.]+K to [\d.]+K\)$/);
    await page.keyboard.press('ArrowLeft');
    expect(await point()).toMatch(/: about [\d,]+ views \(estimated\) · usually /);
    await page.keyboard.press('Home');
    expect(await point()).toMatch(/: about 0 views \(estimated\)/);
    await page.keyboard.press('End');
    expect(await point()).not.toContain('estimated');
    // The pointer reads points too.
    await panel.locator('.u-over').hover({ position: { x: 5, y: 60 } });
    await expect.poll(point).toContain('about 0 views');
    await seen(panel.getByText(/^Broke out about .+ \(estimated\)\.$/));
    await seen(panel.getByText('Estimated', { exact: true }));
    await panel.getByRole('radio', { name: 'Views per day' }).check();
    await expect.poll(point).toMatch(/: about [\d,]+ per day \(estimated\) · usually /);
    await panel.getByRole('radio', { name: 'Views over time' }).check();
    expect(await isDrawn(panel)).toBe(true);
  });

  it('has the chart as a table', async () => {
    await panel.getByText('Show as a table').click();
    const table = panel.getByRole('table');
    const rows = await table.getByRole('row').allInnerTexts();
    expect(rows[0]?.split('\t')).toEqual([
      ...['Time', 'Views', 'Usual for its age', 'Views per day', 'Usual per day'],
      ...['Likes', 'Comments', 'Shares'],
    ]);
    expect(rows[1]).toMatch(/\t303,293\t/);
    for (const row of rows.slice(2)) expect(row).toContain('(estimated)');
    expect(rows.length).toBeGreaterThan(4);
  });

  it('has no axe violation in any mode', async () => {
    await loadAxe(page);
    const find = async () => {
      await expect.poll(() => isDrawn(panel)).toBe(true);
      return axeFaults(page, 'aside.post');
    };
    expect(await faultsInEachMode(page, find)).toEqual([]);
  });

  it('saves a picture, with the cover only where its host lets others read it', async () => {
    let isShared = false;
    await page.route('https://media.creatoraudit.com/**', (route) =>
      route.fulfill({
        ...{ status: 200, contentType: 'image/png', body: GREEN },
        headers: { 'access-control-allow-origin': isShared ? '*' : 'https://elsewhere.example' },
      }),
    );
    const saved = async () => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        panel.getByRole('button', { name: 'Save picture' }).click(),
      ]);
      expect(download.suggestedFilename()).toMatch(/^breakouts-creator\.3-\d{4}-\d\d-\d\d\.png$/);
      return PNG.sync.read(readFileSync(await download.path()));
    };
    const tileOf = ({ data, width }: PNG) => [
      ...data.subarray((140 * width + 140) * 4).slice(0, 3),
    ];
    const plain = await saved();
    expect([plain.width, plain.height]).toEqual([1280, 720]);
    const colours = new Set<number>();
    for (let at = 0; at < plain.data.length; at += 4) colours.add(plain.data.readUInt32BE(at));
    // Texts with smooth edges, a tile and lines.
    expect(colours.size).toBeGreaterThan(50);
    expect(tileOf(plain)).not.toEqual([0, 128, 0]);
    isShared = true;
    await page.reload();
    await seen(chart);
    const [red = 0, green = 0, blue = 0] = tileOf(await saved());
    expect(green).toBeGreaterThan(2 * Math.max(red, blue));
  });

  it('copies the picture', async () => {
    await session.browser.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await panel.getByRole('button', { name: 'Copy picture' }).click();
    await seen(page.getByText('Picture copied'));
    const types = await page.evaluate(async () =>
      (await navigator.clipboard.read()).flatMap((item) => item.types),
    );
    expect(types).toEqual(['image/png']);
  });

  it('replaces estimates by counts, and draws likes, comments and shares on demand', async () => {
    session.sandbox.advanceTime(DAY);
    await page.getByRole('button', { name: 'Refresh' }).click();
    const likes = panel.getByRole('checkbox', { name: 'Likes' });
    await seen(likes);
    await chart.focus();
    await page.keyboard.press('ArrowLeft');
    // Yesterday's count, which was the last one then.
    expect(await point()).toMatch(/: 303,293 views · usually /);
    for (const name of ['Likes', 'Comments', 'Shares']) {
      const before = await pictureOf(panel);
      await panel.getByRole('checkbox', { name }).check();
      await expect.poll(() => pictureOf(panel)).not.toBe(before);
    }
  });

  it('opens, copies, marks, snoozes and mutes the post', async () => {
    const actions = panel.getByRole('toolbar');
    expect(await actions.getByRole('link', { name: 'Open' }).getAttribute('href')).toMatch(
      /^https:\/\/www\.tiktok\.com\//,
    );
    await actions.getByRole('button', { name: 'Copy link' }).click();
    await seen(page.getByText('Link copied'));
    for (const [menu, item, done] of [
      ['Mute', 'Mute this post', 'Post of @creator.3 muted'],
      ['Mute', 'Mute @creator.3', '@creator.3 muted'],
      ['Snooze', 'For 7 days', '@creator.3 snoozed for 7 days'],
      ['Snooze', 'Until it doubles', '@creator.3 snoozed until it doubles'],
    ] as const) {
      await actions.getByRole('button', { name: menu }).click();
      await page.getByRole('menuitem', { name: item, exact: true }).click();
      await seen(page.getByText(done, { exact: true }));
      await page.getByRole('button', { name: 'Undo' }).click();
      await seen(page.getByText('Undone'));
    }
  });

  it('says that a post is gone', async () => {
    const address = page.url();
    await page.goto(`${address.replace(/#.*/, '')}#post=gone`);
    await seen(panel.getByText('This post is no longer among your posts.'));
    await page.goto(address);
    await seen(chart);
  });

  it('closes with Escape and gives the focus back to the table', async () => {
    await chart.focus();
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    await expect.poll(() => new URL(page.url()).hash).not.toContain('post=');
    expect(await page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true);
  });
});

/** Returns true if the canvas of the chart has something on it. */
async function isDrawn(panel: Locator): Promise<boolean> {
  return panel.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? {};
    return data?.some((value) => value !== 0) ?? false;
  });
}

/** The drawn chart, as the address of its picture. */
function pictureOf(panel: Locator): Promise<string> {
  return panel.locator('canvas').evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
}
