import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { MessageKey } from '../../utils/messages/translate.ts';
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

const { full } = POPUP_STATES as Record<'full', PopupFixture>;

/** The controls around the lists, and those of a row. */
const LIST_CONTROLS =
  'header button, [role="tab"], .view-button, footer button, ' +
  '[data-post-id="post-1"] :is(a, button)';

/** The dialogs that only one state has: the button that opens them, and their controls. */
const DIALOGS: Readonly<Record<string, { openedBy: MessageKey; controls: string }>> = {
  'all muted': { openedBy: 'state.allMutedAction', controls: '.muted li:first-child button' },
  unavailable: { openedBy: 'problem.details', controls: '.dialog-body button' },
};

describe.each(['en', 'de', 'ar'])('accessibility of the popup in %s', async (language) => {
  const { translate: t } = await loadMessages(language);
  let pages: PopupPages;
  let page: Page;
  const open = async () => {
    page = await pages.show(full, { countsAsSeen: false });
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

  /** The faults of a part of the page, and of its controls in use, in each mode of colours. */
  const faultsOf = async (part: string, controls: string) => [
    ...(await faultsInEachMode(page, () => axeFaults(page, part))),
    ...(await faultsOfControlsInEachMode(page, page.locator(controls))),
  ];
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();

  it.each(Object.entries(POPUP_STATES))(
    'has no axe violation in the state “%s”, nor in a dialog of its own',
    async (state, fixture) => {
      await pages.publish(fixture);
      await showsState(page, state, t);
      expect(await page.evaluate(() => document.documentElement.lang)).toBe(language);
      expect(await faultsInEachMode(page, () => axeFaults(page))).toEqual([]);
      const dialog = DIALOGS[state];
      if (dialog === undefined) return;
      await press(t(dialog.openedBy));
      await page.locator(dialog.controls).first().waitFor();
      expect(await faultsOf('.dialog', dialog.controls)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.locator('.dialog').waitFor({ state: 'detached' });
      // Under the pointer, nothing would move.
      await page.mouse.move(0, 0);
    },
  );

  it('has no axe violation with each control of the lists hovered and focused', async () => {
    await pages.publish(full);
    await showsState(page, 'full', t);
    await page.locator('[data-post-id="post-1"]').hover();
    expect(await faultsOf('html', LIST_CONTROLS)).toEqual([]);
    await page.mouse.move(0, 0);
  });

  it('has no axe violation in an unfolded row, the search, menus and dialogs', async () => {
    await page.locator('[data-row="post-0"]').focus();
    await page.keyboard.press('Space');
    await page.locator('.details').waitFor();
    expect(await faultsInEachMode(page, () => axeFaults(page))).toEqual([]);
    await page.keyboard.press('Space');
    await page.locator('.details').waitFor({ state: 'detached' });
    const layers: readonly (readonly [string, () => Promise<void>])[] = [
      ['.popover', () => page.locator('.view-button').click()],
      ['.popover', () => press(t('popup.listActions'))],
      ['.popover', () => page.keyboard.press('Shift+F10')],
      ['.popover', () => page.keyboard.press('z')],
      ['.popover', () => page.keyboard.press('m')],
      ['.dialog', () => page.keyboard.press('?')],
      ['.dialog', () => page.locator('footer button').last().click()],
    ];
    for (const [layer, openLayer] of layers) {
      await page.locator('[data-row="post-0"]').focus();
      await openLayer();
      await page.locator(layer).waitFor();
      expect(await faultsOf(layer, `${layer} :is(button, input, select)`)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.locator(layer).waitFor({ state: 'detached' });
    }
    await press(t('popup.about'));
    await page.locator('.popover').waitFor();
    expect(await faultsInEachMode(page, () => axeFaults(page, '.popover'))).toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('/');
    await page.keyboard.type('oskar');
    expect(await faultsInEachMode(page, () => axeFaults(page))).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('searchbox').waitFor({ state: 'detached' });
  });

  it('finds a fault of one mode of colours, and one that comes after a first look', async () => {
    await page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(
        '@media (prefers-color-scheme: dark) { footer button { color: #333 !important } }',
      );
      document.adoptedStyleSheets = [sheet];
    });
    const faults = await faultsInEachMode(page, () => axeFaults(page));
    expect(faults).not.toEqual([]);
    for (const fault of faults) expect(fault).toMatch(/^dark( forced colours)?, color-contrast: /);
    await page.evaluate(() => document.querySelector('footer')?.append(new Image()));
    const after = await faultsInEachMode(page, () => axeFaults(page));
    expect(after).toContainEqual(expect.stringContaining('light, image-alt: <img>'));
    await page.evaluate(() => {
      document.adoptedStyleSheets = [];
      document.querySelector('footer > img')?.remove();
    });
  });

  it('finds a fault that a control has in use, in one mode of colours only', async () => {
    await page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(
        '@media (prefers-color-scheme: dark) { footer button:active { color: #333 !important } }',
      );
      document.adoptedStyleSheets = [sheet];
    });
    const faults = await faultsOf('footer', 'footer button');
    expect(faults).not.toEqual([]);
    for (const fault of faults)
      expect(fault).toMatch(/^press in dark( forced colours)?, color-contrast: /);
    await page.evaluate(() => {
      document.adoptedStyleSheets = [];
    });
  });

  it('unfolds a row by the arrow key in the direction of reading', async () => {
    await page.locator('[data-row="post-0"]').focus();
    const [unfold, fold] =
      language === 'ar' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowRight', 'ArrowLeft'];
    await page.keyboard.press(fold as string);
    await page.keyboard.press(unfold as string);
    await page.locator('[data-post-id="post-0"] .details').waitFor();
    await page.keyboard.press(unfold as string);
    expect(await page.locator('.details').count()).toBe(1);
    await page.keyboard.press(fold as string);
    await page.locator('.details').waitFor({ state: 'detached' });
  });

  it('draws the time of charts from left to right', async () => {
    await page.locator('[data-row="post-0"]').focus();
    await page.keyboard.press('Space');
    const bars = await page.locator('.chart .bar').evaluateAll((elements) =>
      elements.map((element) => {
        const { left, height } = element.getBoundingClientRect();
        return { left, height };
      }),
    );
    expect(bars.length).toBeGreaterThan(2);
    // The views of this post rise from day to day.
    const [leftmost, ...others] = bars.sort((a, b) => a.left - b.left);
    expect(others.at(-1)?.height).toBe(Math.max(...bars.map(({ height }) => height)));
    expect(others.at(-1)?.height).toBeGreaterThan(leftmost?.height ?? Number.NaN);
    await page.keyboard.press('Space');
    await page.locator('.details').waitFor({ state: 'detached' });
  });

  it('has no axe violation in a toast and its button', async () => {
    await page.locator('[data-row="post-0"]').focus();
    await page.keyboard.press('s');
    // It stays while the focus is on it.
    await page.locator('.toast button').focus();
    expect(await faultsOf('.toast', '.toast button')).toEqual([]);
  });
});
