import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { loadMessages } from '../builders/catalogue.ts';
import {
  axeFaults,
  faultsInEachMode,
  faultsOfControlsInEachMode,
  loadAxe,
} from './support/axe-faults.ts';
import type { PopupFixture } from './support/popup-fixture.ts';
import { type PopupPages, startPopupPagesIn } from './support/popup-pages.ts';
import { POPUP_STATES } from './support/popup-states.ts';
import { showsState } from './support/state-signs.ts';

const WIDE = { width: 1400, height: 900 };
const SIDE_PANEL = { width: 320, height: 720 };
const { full } = POPUP_STATES as Record<'full', PopupFixture>;

describe.each(['en', 'de', 'ar'])('accessibility of the full view in %s', async (language) => {
  const { translate: t } = await loadMessages(language);
  let pages: PopupPages;
  let page: Page;
  const open = async (path = 'full-view.html', size = WIDE) => {
    page = await pages.show(full, { path, size, countsAsSeen: false });
    await loadAxe(page);
  };
  beforeAll(async () => {
    pages = await startPopupPagesIn(language);
    await open();
  });
  afterAll(() => pages.close());
  // The others shall not find what a test that failed has left open.
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    await page.close();
    await open();
  });

  /** The pixels by which the page is wider than its window. */
  const widthBeyond = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

  it.each(Object.entries(POPUP_STATES))(
    'has no axe violation in the state “%s”, nor in a dialog of its own',
    async (state, fixture) => {
      await pages.publish(fixture);
      await showsState(page, state, t);
      expect(await faultsInEachMode(page, () => axeFaults(page))).toEqual([]);
      if (state !== 'unavailable') return;
      await page.getByRole('button', { name: t('problem.details'), exact: true }).click();
      await page.getByRole('dialog').waitFor();
      const faults = [
        ...(await faultsInEachMode(page, () => axeFaults(page, 'dialog'))),
        ...(await faultsOfControlsInEachMode(page, page.locator('dialog button'))),
      ];
      expect(faults).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.mouse.move(0, 0);
    },
  );

  it('has no axe violation in its controls, the groups and the menu of exports', async () => {
    await pages.publish(full);
    await showsState(page, 'full', t);
    const controls = page.locator(
      'header :is(button, input), .toolbar :is(button, select), footer button, ' +
        'aside.groups :is(button, input), [role="columnheader"] :is(button, input)',
    );
    expect(await faultsOfControlsInEachMode(page, controls)).toEqual([]);
    await page.getByRole('button', { name: t('fullView.export') }).click();
    await page.getByRole('menu').waitFor();
    expect(await faultsInEachMode(page, () => axeFaults(page, '.popover'))).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
  });

  it('has no axe violation in the actions on a selection', async () => {
    await page.locator('[data-post-id="post-1"] [data-select]').click();
    await page.locator('.toolbar.selection').waitFor();
    const faults = [
      ...(await faultsInEachMode(page, () => axeFaults(page))),
      ...(await faultsOfControlsInEachMode(page, page.locator('.toolbar.selection button'))),
    ];
    expect(faults).toEqual([]);
    await page.getByRole('button', { name: t('action.snooze'), exact: true }).click();
    await page.getByRole('menu').waitFor();
    expect(await faultsInEachMode(page, () => axeFaults(page, '.popover'))).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
    await page.locator('[data-post-id="post-1"] [data-select]').click();
    await page.locator('.toolbar.selection').waitFor({ state: 'detached' });
  });

  it('has no axe violation beside an open post, and in a search without a match', async () => {
    await page.evaluate(() => {
      location.hash = 'post=post-1';
    });
    await page.getByRole('complementary', { name: t('fullView.post') }).waitFor();
    const faults = [
      ...(await faultsInEachMode(page, () => axeFaults(page))),
      ...(await faultsOfControlsInEachMode(page, page.locator('aside.post :is(a, button, input)'))),
    ];
    expect(faults).toEqual([]);
    await page.getByRole('searchbox').fill('zzzz');
    await page.getByRole('heading', { name: t('state.noMatchTitle') }).waitFor();
    expect(await faultsInEachMode(page, () => axeFaults(page))).toEqual([]);
  });

  it('has no axe violation in the side panel, and nothing beyond its edge', async () => {
    await page.close();
    await open('sidepanel.html#list=breakouts', SIDE_PANEL);
    expect(await faultsInEachMode(page, () => axeFaults(page))).toEqual([]);
    expect(await widthBeyond()).toBe(0);
    await page.getByRole('button', { name: t('fullView.groups') }).click();
    const groups = page.getByRole('complementary', { name: t('fullView.groups') });
    await groups.waitFor();
    expect(await faultsInEachMode(page, () => axeFaults(page))).toEqual([]);
    expect(await widthBeyond()).toBe(0);
    await page.keyboard.press('Escape');
    await groups.waitFor({ state: 'hidden' });
  });
});
