import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { startPopupPages } from '../e2e/support/popup-pages.ts';

const FONT = readFileSync(
  fileURLToPath(
    import.meta.resolve('@fontsource-variable/inter/files/inter-latin-wght-normal.woff2'),
  ),
).toString('base64');

/** Switches of Chromium that make letters look the same on every machine. */
const SAME_EVERYWHERE = [
  '--disable-font-subpixel-positioning',
  '--disable-lcd-text',
  '--font-render-hinting=none',
  '--force-color-profile=srgb',
];

/** Starts the popup in Chromium without a window, for pictures. */
export function startPicturePages() {
  return startPopupPages(true, SAME_EVERYWHERE);
}

/**
 * Takes a picture of a page, PNG: with a font of our own, without motion, caret and covers.
 */
export async function takePicture(page: Page): Promise<Buffer> {
  await page.evaluate(async (font) => {
    const bytes = Uint8Array.from(atob(font), (character) => character.charCodeAt(0));
    const face = new FontFace('Picture', bytes, { weight: '100 900' });
    document.fonts.add(await face.load());
    document.documentElement.style.setProperty('--font', 'Picture');
  }, FONT);
  // No cover can be loaded here. Each tile shows its initial once that is known.
  await page.waitForFunction(() =>
    [...document.querySelectorAll('.cover img')].every(
      (image) => image.getBoundingClientRect().top > innerHeight,
    ),
  );
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
  return page.screenshot({ animations: 'disabled', caret: 'hide', scale: 'css' });
}
