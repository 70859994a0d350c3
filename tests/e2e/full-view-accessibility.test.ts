import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { axeFaults, axeFaultsOfControls, faultsInEachMode, loadAxe } from './support/axe-faults.ts';
import type { PopupFixture } from './support/popup-fixture.ts';
import { type PopupPages, startPopupPages } from './support/popup-pages.ts';
import { POPUP_STATES } from './support/popup-states.ts';

const WIDE = { width: 1400, height: 900 };
const SIDE_PANEL = { width: 320, height: 720 };
const { full } = POPUP_STATES as Record<'full', PopupFixture>;

describe('accessibility of the full view', () => {
  let pages: PopupPages;
  let page: Page;
  beforeAll(async () => {
    pages = await startPopupPages();
  });
  afterAll(() => pages.close());
  afterEach(() => page.close());

  const open = async (fixture: PopupFixture, path = 'full-view.html', size = WIDE) => {
    page = await pages.show(fixture, { path, size, countsAsSeen: false });
    await page.waitForLoadState('networkidle');
    await loadAxe(page);
    return page;
  };

  /** The pixels by which the page is wider than its window. */
  const widthBeyond = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

  it.each(Object.entries(POPUP_STATES))(
    'has no axe violation in the state “%s”',
    async (_, fixture) => {
      await open(fixture);
      expect(await faultsInEachMode(page, () => axeFaults(page))).toEqual([]);
    },
  );

  it('has no axe violation beside an open post, and in a search without a match', async () => {
    await open(full, 'full-view.html#post=post-1');
    await page.getByRole('complementary', { name: 'One post' }).waitFor();
    expect(await faultsInEachMode(page, () => axeFaults(page))).toEqual([]);
    await page.getByRole('searchbox').fill('zzzz');
    await page.getByRole('heading', { name: 'No match' }).waitFor();
    expect(await faultsInEachMode(page, () => axeFaults(page))).toEqual([]);
  });

  it('has no axe violation in its controls and in the menu of exports', async () => {
    await open(full);
    const controls = page.locator(
      'header :is(button, input), .toolbar :is(button, select), footer button',
    );
    expect(await axeFaultsOfControls(page, controls)).toEqual([]);
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('menu').waitFor();
    expect(await faultsInEachMode(page, () => axeFaults(page, '.popover'))).toEqual([]);
  });

  it('has no axe violation in the side panel, and nothing beyond its edge', async () => {
    await open(full, 'sidepanel.html#list=breakouts', SIDE_PANEL);
    expect(await faultsInEachMode(page, () => axeFaults(page))).toEqual([]);
    expect(await widthBeyond()).toBe(0);
    await page.getByRole('button', { name: 'Groups and filters' }).click();
    await page.getByRole('complementary', { name: 'Groups and filters' }).waitFor();
    expect(await faultsInEachMode(page, () => axeFaults(page))).toEqual([]);
    expect(await widthBeyond()).toBe(0);
    await page.keyboard.press('Escape');
    await page
      .getByRole('complementary', { name: 'Groups and filters' })
      .waitFor({ state: 'hidden' });
  });
});
