import type { Locator, Page } from 'playwright-core';
import type { MessageKey, Translate } from '../../../utils/messages/translate.ts';

/** A row that every full list has. */
const ROW = '[data-post-id="post-0"]';

/**
 * Resolves when the popup or the full view shows a state of `POPUP_STATES`: its words, and its rows
 * if it has some. A page that still shows another state does not have them.
 *
 * @param t the messages of the page's language
 */
export async function showsState(page: Page, state: string, t: Translate): Promise<void> {
  const find = SIGNS[state];
  if (find === undefined) throw new Error(`Nothing is known of the state “${state}”.`);
  for (const sign of find(page, t)) await sign.first().waitFor();
}

const SIGNS: Readonly<Record<string, (page: Page, t: Translate) => readonly Locator[]>> = {
  full: (page) => [page.locator(`body:not(:has(.strip, .busy)) ${ROW}`)],
  'no key': withHeading('state.noKeyTitle'),
  'first update': withHeading('state.firstSyncTitle'),
  'first rows': withRows((page, t) => strip(page, beginning(t, 'popup.readingOf'))),
  'rejected key before the first update': withHeading('problem.unauthorized.title'),
  // The table of the full view has the three closest posts beside 33 others, and a row of headings.
  'nothing breaking out': (page, t) => [
    heading(page, t('state.nothingTitle')).or(page.locator('[aria-rowcount="37"]')),
  ],
  'cannot compare yet': (page, t) => [
    heading(page, t('state.shortHistoryTitle')).or(page.getByText(t('fullView.emptyList'))),
  ],
  'no posts': withHeading('state.noPostsTitle'),
  'all muted': (page, t) => [
    heading(page, t('state.allMutedTitle')).or(page.locator(ROW).getByText(t('table.muted'))),
  ],
  'rejected key': withRows((page, t) => strip(page, t('problem.unauthorized.title'))),
  waiting: withRows((page, t) => strip(page, beginning(t, 'popup.waiting'))),
  unavailable: withRows((page, t) => strip(page, t('problem.unavailable.title'))),
  offline: withRows((page, t) => strip(page, t('problem.offline.title'))),
  updating: (page) => [page.locator(`body:has(.busy):not(:has(.strip)) ${ROW}`)],
  'old data': withRows((page, t) => strip(page, beginning(t, 'popup.showingOld'))),
};

function withHeading(key: MessageKey) {
  return (page: Page, t: Translate) => [heading(page, t(key))];
}

function withRows(find: (page: Page, t: Translate) => Locator) {
  return (page: Page, t: Translate) => [find(page, t), page.locator(ROW)];
}

function heading(page: Page, name: string): Locator {
  return page.getByRole('heading', { name, exact: true });
}

function strip(page: Page, text: string): Locator {
  return page.locator('.strip', { hasText: text });
}

/** The text of a message up to its first place. */
function beginning(t: Translate, key: MessageKey): string {
  return t(key, '\n', '\n').split(/\u2068?\n/)[0] as string;
}
