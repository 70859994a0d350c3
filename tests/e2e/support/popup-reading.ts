import type { Locator, Page } from 'playwright-core';
import type { Marks } from '../../../utils/state/marks.ts';
import type { PageState } from '../../../utils/state/page-state.ts';

/** The row of the fixtures' post with a number. */
export const rowOf = (page: Page, number: number): Locator =>
  page.locator(`[data-post-id="post-${number}"]`);

/** The place of the popup's short messages. */
export const toastOf = (page: Page): Locator => page.getByRole('status');

/** The text of a tab, in one line. */
export async function tabText(page: Page, name: string): Promise<string> {
  return (await page.getByRole('tab', { name }).innerText()).replace(/\s+/g, ' ');
}

/** The id of the post whose row has the focus. */
export const focusedPost = (page: Page) =>
  page.evaluate(() =>
    document.activeElement?.closest('[data-post-id]')?.getAttribute('data-post-id'),
  );

/** The ids of the posts whose rows are in the document, in their order. */
export const visiblePosts = (page: Page) =>
  page
    .locator('[data-post-id]')
    .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-post-id')));

/** The user's marks as stored. */
export function marksOf(page: Page): Promise<Marks> {
  return page.evaluate(async () => {
    const { pageState } = await chrome.storage.local.get<{ pageState: { value: string } }>(
      'pageState',
    );
    return (JSON.parse(pageState.value) as PageState).marks;
  });
}

/** True if a post counts as seen. */
export async function isSeen(page: Page, id: string): Promise<boolean> {
  return (await marksOf(page)).posts[id]?.seenAt !== undefined;
}
