import { rmSync } from 'node:fs';
import axe from 'axe-core';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildInLanguage } from './support/build-in-language.ts';
import type { PopupFixture } from './support/popup-fixture.ts';
import { type PopupPages, startPopupPages } from './support/popup-pages.ts';
import { POPUP_STATES } from './support/popup-states.ts';

const { full } = POPUP_STATES as Record<'full', PopupFixture>;

const MODES = [
  { name: 'light', colorScheme: 'light', forcedColors: 'none' },
  { name: 'dark', colorScheme: 'dark', forcedColors: 'none' },
  { name: 'forced colours', colorScheme: 'light', forcedColors: 'active' },
  { name: 'dark forced colours', colorScheme: 'dark', forcedColors: 'active' },
] as const;

/**
 * Returns the violations that axe-core finds, as rule and element. @param within a selector;
 * default: the whole page
 */
async function faultsOf(page: Page, within = 'html'): Promise<string[]> {
  return page.evaluate(async (selector) => {
    // biome-ignore lint/suspicious/noExplicitAny: axe-core puts itself on the global object
    const { violations } = await (globalThis as any).axe.run(selector);
    return violations.flatMap(({ id, nodes }: { id: string; nodes: { html: string }[] }) =>
      nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`),
    ) as string[];
  }, within);
}

/**
 * Puts the pointer on every control that matches, shows it pressed, and then focuses it; collects
 * what axe-core finds each time.
 */
async function faultsOfControls(page: Page, controls: Locator): Promise<string[]> {
  const faults: string[] = [];
  for (const control of await controls.all()) {
    if (!(await control.isVisible())) continue;
    await control.evaluate((element) => element.setAttribute('data-tested', ''));
    await control.hover({ force: true });
    const hovered = await faultsOf(page, '[data-tested]');
    const release = await showPressed(page, '[data-tested]');
    const pressed = await faultsOf(page, '[data-tested]');
    await release();
    await control.focus();
    const focused = await faultsOf(page, '[data-tested]');
    faults.push(
      ...hovered.map((fault) => `hover ${fault}`),
      ...pressed.map((fault) => `press ${fault}`),
      ...focused.map((fault) => `focus ${fault}`),
    );
    await control.evaluate((element) => element.removeAttribute('data-tested'));
  }
  return faults;
}

/**
 * Gives an element the style of a pressed one, without pressing it: a press would open a menu or
 * leave the popup.
 *
 * @returns a function that takes the style back
 */
async function showPressed(page: Page, selector: string): Promise<() => Promise<void>> {
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('DOM.enable');
  await devTools.send('CSS.enable');
  const { root } = await devTools.send('DOM.getDocument');
  const { nodeId } = await devTools.send('DOM.querySelector', { nodeId: root.nodeId, selector });
  const forcedPseudoClasses = ['hover', 'active'];
  await devTools.send('CSS.forcePseudoState', { nodeId, forcedPseudoClasses });
  return () => devTools.detach();
}

/** The states that differ in what they show, for other languages than English. */
const MAIN_STATES = [
  'no key',
  'first update',
  'nothing breaking out',
  'cannot compare yet',
  'rejected key',
  'waiting',
] as const;

describe('accessibility of the popup', () => {
  let pages: PopupPages;
  beforeAll(async () => {
    pages = await startPopupPages();
  });
  afterAll(() => pages.close());

  const open = async (fixture: PopupFixture, mode: (typeof MODES)[number]) => {
    const page = await pages.show(fixture, mode);
    await page.evaluate(axe.source);
    return page;
  };

  describe.each(MODES)('in $name', (mode) => {
    it.each(Object.entries(POPUP_STATES))(
      'has no axe violation in the state “%s”',
      async (_, fixture) => {
        const page = await open(fixture, mode);
        expect(await faultsOf(page)).toEqual([]);
        await page.close();
      },
    );

    it('has no axe violation with each control of the lists hovered and focused', async () => {
      const page = await open(full, mode);
      const row = page.locator('[data-post-id="post-1"]');
      await row.hover();
      expect(await faultsOf(page)).toEqual([]);
      const controls = page.locator(
        'header button, [role="tab"], .view-button, footer button, ' +
          '[data-post-id="post-1"] :is(a, button)',
      );
      expect(await faultsOfControls(page, controls)).toEqual([]);
      await page.close();
    });

    it('has no axe violation in an unfolded row, the search, menus and dialogs', async () => {
      const page = await open(full, mode);
      await page.keyboard.press('Space');
      await page.locator('.details').waitFor();
      expect(await faultsOf(page)).toEqual([]);
      const layers: readonly (readonly [string, () => Promise<void>])[] = [
        ['.popover', () => page.getByRole('button', { name: /Window, order and filters/ }).click()],
        ['.popover', () => page.getByRole('button', { name: 'Actions for this list' }).click()],
        ['.popover', () => page.getByRole('button', { name: 'About this list' }).click()],
        ['.popover', () => page.keyboard.press('Shift+F10')],
        ['.popover', () => page.keyboard.press('z')],
        ['.popover', () => page.keyboard.press('m')],
        ['.dialog', () => page.keyboard.press('?')],
        ['.dialog', () => page.getByRole('button', { name: /posts compared/ }).click()],
      ];
      for (const [layer, openLayer] of layers) {
        await page.locator('[data-row="post-0"]').focus();
        await openLayer();
        await page.locator(layer).waitFor();
        expect(await faultsOf(page, layer)).toEqual([]);
        expect(
          await faultsOfControls(page, page.locator(`${layer} :is(button, input, select)`)),
        ).toEqual([]);
        await page.keyboard.press('Escape');
        await page.locator(layer).waitFor({ state: 'detached' });
      }
      await page.keyboard.press('/');
      await page.keyboard.type('oskar');
      expect(await faultsOf(page)).toEqual([]);
      await page.close();
    });

    it.each([
      ['all muted', 'Show muted', '.muted li:first-child button'],
      ['unavailable', 'Details', '.dialog-body button'],
    ] as const)(
      'has no axe violation in the dialog of the state “%s”, opened by “%s”',
      async (state, button, controls) => {
        const page = await open(POPUP_STATES[state] as PopupFixture, mode);
        await page.getByRole('button', { name: button, exact: true }).click();
        await page.locator(controls).first().waitFor();
        expect(await faultsOf(page, '.dialog')).toEqual([]);
        expect(await faultsOfControls(page, page.locator(controls))).toEqual([]);
        await page.close();
      },
    );

    it('has no axe violation in a toast and its button', async () => {
      const page = await open(full, mode);
      await page.keyboard.press('s');
      const undo = page.locator('.toast').getByRole('button', { name: 'Undo' });
      await undo.waitFor();
      expect(await faultsOf(page, '.toast')).toEqual([]);
      expect(await faultsOfControls(page, undo)).toEqual([]);
      await page.close();
    });
  });
});

describe.each(['de', 'ar'])('accessibility of the popup in %s', (language) => {
  let pages: PopupPages;
  let build: string;
  beforeAll(async () => {
    build = buildInLanguage(language);
    pages = await startPopupPages(undefined, [], { extensionDir: build, locale: language });
  });
  afterAll(async () => {
    await pages.close();
    rmSync(build, { recursive: true });
  });

  it.each(MODES)('has no axe violation in its main states in $name', async (mode) => {
    for (const state of MAIN_STATES) {
      const page = await pages.show(POPUP_STATES[state] as PopupFixture, mode);
      expect(await page.evaluate(() => document.documentElement.lang)).toBe(language);
      await page.evaluate(axe.source);
      expect(await faultsOf(page), state).toEqual([]);
      await page.close();
    }
  });

  it.each(MODES)('has no axe violation in the list and an unfolded row in $name', async (mode) => {
    const page = await pages.show(full, mode);
    await page.evaluate(axe.source);
    expect(await faultsOf(page)).toEqual([]);
    await page.keyboard.press('Space');
    await page.locator('.details').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.close();
  });

  it('draws the time of charts from left to right', async () => {
    const page = await pages.show(full);
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
    await page.close();
  });
});
