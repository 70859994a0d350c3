import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM_BUILD } from './support/extension-session.ts';
import { updatedAt } from './support/popup-fixture.ts';
import { type PopupPages, startPopupPages } from './support/popup-pages.ts';
import {
  focusedPost,
  isSeen,
  rowOf,
  tabText,
  toastOf,
  visiblePosts,
} from './support/popup-reading.ts';
import { fullFixture } from './support/popup-states.ts';

const { status, head } = updatedAt(Date.now());
const FULL = fullFixture({ status }, head);

describe('keyboard of the popup', () => {
  let pages: PopupPages;
  let page: Page;
  beforeAll(async () => {
    pages = await startPopupPages();
    await pages.browser.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  });
  afterAll(() => pages.close());
  afterEach(() => page.close());

  const show = async (changes: Parameters<typeof fullFixture>[0] = {}) => {
    const fixture = { ...FULL, page: { ...FULL.page, ...changes } };
    page = await pages.show(fixture, { now: Date.now() });
  };
  const layers = () => page.locator('.popover, dialog').count();
  /** The tabs that a key opens, once there is one. */
  const tabOpenedBy = async (key: string) => {
    const [tab] = await Promise.all([
      pages.browser.context.waitForEvent('page'),
      page.keyboard.press(key),
    ]);
    const isInFront = await page.evaluate(
      async () => (await chrome.tabs.getCurrent())?.active === true,
    );
    return { tab, isInFront };
  };

  it('opens the focused post with Enter, and in the background with Ctrl+Enter', async () => {
    await show();
    await page.keyboard.press('ArrowDown');
    const background = await tabOpenedBy('Control+Enter');
    expect(background.isInFront).toBe(true);
    await background.tab.close();
    const front = await tabOpenedBy('Enter');
    expect(front.isInFront).toBe(false);
    await front.tab.close();
    await expect.poll(() => isSeen(page, 'post-1')).toBe(true);
  });

  it('copies with c, marks with s, undoes with u', async () => {
    await show();
    await page.keyboard.press('c');
    await toastOf(page).getByText('Link copied').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      'https://www.instagram.com/p/post-0/',
    );
    await page.keyboard.press('s');
    await rowOf(page, 0).getByRole('img', { name: 'New' }).waitFor({ state: 'detached' });
    await page.keyboard.press('u');
    await rowOf(page, 0).getByRole('img', { name: 'New' }).waitFor();
  });

  it('chooses in a menu by arrow keys and Enter', async () => {
    await show();
    await page.keyboard.press('z');
    const items = page.getByRole('menu', { name: 'Snooze' }).getByRole('menuitem');
    expect(await items.allInnerTexts()).toEqual(['For 1 day', 'For 7 days', 'Until it doubles']);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await toastOf(page).getByText('snoozed for 7 days').waitFor();
  });

  it.each([
    ['1', 'Breakouts 4'],
    ['2', 'Breakouts 13'],
    ['3', 'Breakouts 11'],
    ['4', 'Breakouts 9'],
  ])('chooses a window with %s', async (key, text) => {
    await show();
    await page.keyboard.press('3');
    await page.keyboard.press(key);
    await expect.poll(() => tabText(page, 'Breakouts')).toBe(text);
  });

  it('refreshes with r, and opens the options with o', async () => {
    await show();
    const attempts = () =>
      page.evaluate(async () => {
        const { syncStatus } = await chrome.storage.local.get<{
          syncStatus: { value: { lastAttemptAt: number } };
        }>('syncStatus');
        return syncStatus.value.lastAttemptAt;
      });
    const before = await attempts();
    await page.keyboard.press('r');
    await expect.poll(attempts).not.toBe(before);
    const { tab } = await tabOpenedBy('o');
    await tab.waitForURL(/options\.html/);
    await tab.close();
  });

  it('lists with ? exactly the keys that work, and says when letters are off', async () => {
    await show();
    await page.keyboard.press('?');
    const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    const keys = (await help.locator('kbd').allInnerTexts()).map((text) => text.trim());
    expect(keys).toEqual([
      ...['↑', '↓', 'Home', 'End', 'PageUp', 'PageDown', 'Enter', 'Ctrl+Enter', 'Space', '→'],
      ...['Shift+F10', 'Esc', 'j', 'k', 'c', 's', 'z', 'm', 'u', '/', '1 – 4', 'r', 'f', 'o', '?'],
    ]);
    expect(await help.innerText()).not.toContain('Switched off');
    await page.keyboard.press('Escape');
    // A key that is not listed does nothing.
    for (const key of ['g', 'x', 'b']) await page.keyboard.press(key);
    expect(await layers()).toBe(0);
    expect(await focusedPost(page)).toBe('post-0');
  });

  it('closes one layer with each Escape: dialog, menu, search', async () => {
    await show();
    await page.keyboard.press('/');
    await page.keyboard.type('oskar');
    await expect.poll(async () => (await visiblePosts(page)).length).toBe(5);
    await page.getByRole('button', { name: /Window, order and filters/ }).click();
    await page.getByRole('button', { name: /^Muted and snoozed/ }).click();
    await page.getByRole('dialog', { name: 'Muted and snoozed' }).waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(layers).toBe(0);
    await page.getByRole('button', { name: 'Actions for this list' }).click();
    await page.keyboard.press('Escape');
    await expect.poll(layers).toBe(0);
    expect(await page.getByRole('searchbox').inputValue()).toBe('oskar');
    await page.keyboard.press('Escape');
    await page.getByRole('searchbox').waitFor({ state: 'detached' });
    expect(await visiblePosts(page)).toContain('post-1');
    await expect.poll(() => focusedPost(page)).toBe('post-0');
    // With no layer left, the browser closes the popup.
    const isPrevented = await page.evaluate(() => {
      const press = new KeyboardEvent('keydown', {
        key: 'Escape',
        bubbles: true,
        cancelable: true,
      });
      return !document.activeElement?.dispatchEvent(press);
    });
    expect(isPrevented).toBe(false);
  });

  it('leaves every key to the search field, and Escape to a composed character', async () => {
    await show();
    await page.keyboard.press('/');
    await page.keyboard.type('jkcszmuro12?/');
    const field = page.getByRole('searchbox');
    expect(await field.inputValue()).toBe('jkcszmuro12?/');
    expect(await layers()).toBe(0);
    await field.fill('');
    const devTools = await pages.browser.context.newCDPSession(page);
    await devTools.send('Input.imeSetComposition', {
      text: 'と',
      selectionStart: 1,
      selectionEnd: 1,
    });
    await field.dispatchEvent('keydown', { key: 'Escape', isComposing: true });
    expect(await field.inputValue()).toBe('と');
    await devTools.send('Input.insertText', { text: 'と' });
    expect(await field.inputValue()).toBe('と');
  });

  it('ignores keys with Ctrl, Alt or Meta, which belong to the browser', async () => {
    await show();
    for (const key of ['Alt+m', 'Control+z', 'Meta+u']) await page.keyboard.press(key);
    expect(await layers()).toBe(0);
    expect(await toastOf(page).innerText()).toBe('');
  });

  it('has one tab stop for the list, between the tabs and the footer', async () => {
    await show();
    const stops: string[] = [];
    await page.keyboard.press('ArrowDown');
    for (const key of ['Shift+Tab', 'Shift+Tab', 'Tab', 'Tab', 'Tab']) {
      await page.keyboard.press(key);
      stops.push(
        await page.evaluate(() => {
          const { role, className, dataset } = document.activeElement as HTMLElement;
          return dataset.row ?? role ?? className;
        }),
      );
    }
    expect(stops).toEqual(['view-button', 'tab', 'view-button', 'post-1', 'link']);
  });

  it('switches single letters off by option, and keeps the others', async () => {
    const settings = { ...FULL.page.settings, singleKeyShortcuts: false };
    await show({ settings });
    for (const key of ['j', 'c', 's', 'z', 'm', 'u', 'r', 'o', '/', '?', '4'])
      await page.keyboard.press(key);
    expect(await layers()).toBe(0);
    expect(await page.getByRole('searchbox').count()).toBe(0);
    expect(await toastOf(page).innerText()).toBe('');
    expect(await tabText(page, 'Breakouts')).toBe('Breakouts 13');
    expect(await focusedPost(page)).toBe('post-0');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await rowOf(page, 1).locator('.details').waitFor();
    await page.keyboard.press('Shift+F10');
    await page.getByRole('menu', { name: 'More actions' }).waitFor();
  });

  it('suggests a key that opens the popup', async () => {
    await show();
    const manifest = JSON.parse(readFileSync(join(CHROMIUM_BUILD, 'manifest.json'), 'utf8'));
    const suggested = manifest.commands._execute_action.suggested_key;
    expect(suggested.default).toMatch(/^(Alt|Ctrl)\+Shift\+[A-Z]$/);
    const [command] = await page.evaluate(() => chrome.commands.getAll());
    expect(command?.name).toBe('_execute_action');
  });
});
