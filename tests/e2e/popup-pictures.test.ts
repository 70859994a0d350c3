import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { comparePictures, MAX_DIFFERENT } from '../visual/compare-pictures.ts';
import {
  openPopupPicture,
  POPUP_PICTURES,
  type PopupPicture,
  takePopupPicture,
} from '../visual/popup-pictures.ts';
import { readReference, saveDifference } from '../visual/reference-pictures.ts';
import { startPicturePages, takePicture } from '../visual/take-picture.ts';
import type { PopupPages } from './support/popup-pages.ts';

describe('pictures of the popup', () => {
  let pages: PopupPages;
  beforeAll(async () => {
    pages = await startPicturePages();
  });
  afterAll(() => pages.close());

  it.each(POPUP_PICTURES)(
    'match the kept picture “$name” (else see visual-differences/)',
    async (picture) => {
      const actual = await takePopupPicture(pages, picture);
      const { different, picture: marked } = comparePictures(readReference(picture.name), actual);
      if (different > MAX_DIFFERENT) saveDifference(picture.name, actual, marked);
      expect(different).toBeLessThanOrEqual(MAX_DIFFERENT);
    },
  );

  /** Small changes of style, as a mistake in a style sheet makes them. */
  const mistakes: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
    'a name that is one pixel larger': (page) => setStyle(page, 'h1', 'fontSize', '16px'),
    'a row that is one pixel lower': (page) => setStyle(page, '.row', 'translate', '0 1px'),
    'numbers in the colour of text': (page) => setStyle(page, '.headline', 'color', 'var(--text)'),
    'an accent in a slightly darker shade': (page) =>
      page.evaluate(() => document.documentElement.style.setProperty('--accent', '#a61e4d')),
  };

  it.each(Object.entries(mistakes))('do not match with %s', async (_, makeMistake) => {
    const breakouts = POPUP_PICTURES[0] as PopupPicture;
    const page = await openPopupPicture(pages, breakouts);
    await makeMistake(page);
    const { different } = comparePictures(readReference(breakouts.name), await takePicture(page));
    await page.close();
    expect(different).toBeGreaterThan(MAX_DIFFERENT);
  });
});

/** Changes a style of the first element that matches. */
async function setStyle(
  page: Page,
  selector: string,
  property: 'color' | 'fontSize' | 'translate',
  value: string,
): Promise<void> {
  await page
    .locator(selector)
    .first()
    .evaluate(
      (element, [name, text]) => {
        (element as HTMLElement).style[name] = text;
      },
      [property, value] as const,
    );
}
