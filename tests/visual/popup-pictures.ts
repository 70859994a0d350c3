import type { Page } from 'playwright-core';
import type { PopupFixture } from '../e2e/support/popup-fixture.ts';
import type { PopupPages } from '../e2e/support/popup-pages.ts';
import { POPUP_STATES } from '../e2e/support/popup-states.ts';
import { withLatinCaptions } from './latin-captions.ts';
import { takePicture } from './take-picture.ts';

type ShowOptions = NonNullable<Parameters<PopupPages['show']>[1]>;

/** A state of the popup that is compared with a kept picture. */
export interface PopupPicture {
  /** The name of the kept picture, without its ending. */
  readonly name: string;
  readonly state: string;
  readonly options?: ShowOptions;
  /** Brings the popup from its first look into the state. */
  readonly arrange?: (page: Page) => Promise<void>;
}

const DARK: ShowOptions = { colorScheme: 'dark' };

/** Every state of the popup that is compared. */
export const POPUP_PICTURES: readonly PopupPicture[] = [
  { name: 'breakouts', state: 'full' },
  { name: 'breakouts-dark', state: 'full', options: DARK },
  { name: 'breakouts-forced-colours', state: 'full', options: { forcedColors: 'active' } },
  { name: 'narrow', state: 'full', options: { size: { width: 320, height: 480 } } },
  {
    name: 'unfolded-row',
    state: 'full',
    async arrange(page) {
      await page.keyboard.press('Space');
      await page.locator('.details').waitFor();
    },
  },
  {
    name: 'view-menu',
    state: 'full',
    async arrange(page) {
      await page.locator('.view-button').click();
      await page.locator('.popover').waitFor();
    },
  },
  { name: 'search-match', state: 'full', arrange: (page) => search(page, 'bread') },
  { name: 'search-no-match', state: 'full', arrange: (page) => search(page, 'qqq') },
  { name: 'nothing-breaking-out', state: 'nothing breaking out' },
  { name: 'cannot-compare-yet', state: 'cannot compare yet' },
  { name: 'no-key', state: 'no key' },
  { name: 'first-update', state: 'first update' },
  { name: 'rejected-key-dark', state: 'rejected key', options: DARK },
  { name: 'all-muted', state: 'all muted' },
];

async function search(page: Page, text: string): Promise<void> {
  await page.keyboard.press('/');
  await page.keyboard.type(text);
}

/** Opens the popup in a state. */
export async function openPopupPicture(
  pages: PopupPages,
  { name, state, options, arrange }: PopupPicture,
): Promise<Page> {
  const fixture = POPUP_STATES[state];
  if (fixture === undefined) throw new Error(`The picture "${name}" has no state "${state}".`);
  const page = await pages.show(withLatinCaptions(fixture as PopupFixture), {
    ...options,
    countsAsSeen: false,
  });
  await arrange?.(page);
  return page;
}

/** Takes the picture of a state, PNG. */
export async function takePopupPicture(pages: PopupPages, picture: PopupPicture): Promise<Buffer> {
  const page = await openPopupPicture(pages, picture);
  const taken = await takePicture(page);
  await page.close();
  return taken;
}
