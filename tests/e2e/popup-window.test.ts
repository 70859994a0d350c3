import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openActionPopup } from '../browsers/action-popup.ts';
import { startVirtualDisplay, type VirtualDisplay } from '../browsers/virtual-display.ts';
import { putFixture } from './support/popup-fixture.ts';
import { type PopupPages, startPopupPages } from './support/popup-pages.ts';
import { fullFixture } from './support/popup-states.ts';

const SCREENS = [
  [1280, 614],
  [1280, 680],
  [1366, 768],
  [1920, 1080],
] as const;

const MEASURE = `({
  width: innerWidth,
  height: innerHeight,
  app: document.querySelector('#app').getBoundingClientRect().height,
  footer: document.querySelector('footer').getBoundingClientRect().bottom,
  scrollsPage: getComputedStyle(document.documentElement).overflowY !== 'hidden',
  rows: [...document.querySelectorAll('[data-post-id]')]
    .map((row) => row.getBoundingClientRect().bottom)
    .filter((end) => end <= document.querySelector('footer').getBoundingClientRect().top).length,
  focused: document.activeElement.closest('[data-post-id]')?.dataset.postId,
})`;

/*
 * The popup as the toolbar button opens it: only there its window takes its size from the page, so
 * only there a test can see that it fits.
 */
describe.each(SCREENS)('popup of the toolbar button on a screen of %d × %d', (width, height) => {
  let display: VirtualDisplay;
  let pages: PopupPages;
  const before = process.env.DISPLAY;
  beforeAll(async () => {
    display = await startVirtualDisplay(width, height);
    process.env.DISPLAY = display.name;
    pages = await startPopupPages(false, [
      `--window-size=${width},${height}`,
      '--window-position=0,0',
    ]);
  });
  afterAll(async () => {
    await pages?.close();
    await display?.close();
    if (before === undefined) delete process.env.DISPLAY;
    else process.env.DISPLAY = before;
  });

  it('fits, without a second scroll bar or a blank page, and focuses the first row', async () => {
    const opener = await pages.browser.context.newPage();
    await opener.goto(`${pages.browser.extensionOrigin}/manifest.json`);
    const now = Date.now();
    const fresh = { completedAt: now, rankedAt: now, newestRefreshAt: now };
    await putFixture(opener, fullFixture({}, fresh));
    const popup = await openActionPopup(pages.browser, opener);
    await expect
      .poll(() => popup.evaluate(`document.querySelector('main')?.ariaBusy`))
      .toBe('false');
    const found = await popup.evaluate<Record<string, unknown>>(MEASURE);
    // On a screen with less room than 600 px the window is as high as the browser lets it be.
    const fits = height > 660;
    expect(found).toMatchObject({ scrollsPage: false, focused: 'post-0' });
    expect(found.height).toBe(found.app);
    expect(found.footer).toBe(found.height);
    if (fits) expect(found).toMatchObject({ width: 420, height: 600, rows: 8 });
    else {
      expect(found.height).toBeGreaterThanOrEqual(400);
      expect(found.rows).toBeGreaterThanOrEqual(4);
    }
    await popup.close();
  });

  it('closes a menu with Escape and stays open', async () => {
    const opener = await pages.browser.context.newPage();
    await opener.goto(`${pages.browser.extensionOrigin}/manifest.json`);
    const popup = await openActionPopup(pages.browser, opener);
    await expect
      .poll(() => popup.evaluate(`document.querySelector('main')?.ariaBusy`))
      .toBe('false');
    await popup.evaluate(
      `((button) => {
        button.focus();
        button.click();
      })(document.querySelector('.view-button'))`,
    );
    await expect
      .poll(() => popup.evaluate(`document.querySelector('.popover') !== null`))
      .toBe(true);
    await popup.press('Escape');
    await expect
      .poll(() => popup.evaluate(`document.querySelector('.popover') === null`))
      .toBe(true);
    expect(await popup.isOpen()).toBe(true);
    expect(await popup.evaluate(`document.activeElement.className`)).toContain('view-button');
    await popup.close();
  });
});
