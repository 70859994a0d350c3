import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type LibraryWithHits, libraryWithHits } from '../builders/library-with-hits.ts';
import { axeFaults, loadAxe } from './support/axe-faults.ts';
import { type ExtensionSession, seen, startExtensionSession } from './support/extension-session.ts';

const ROW_HEIGHT = 44;

describe('table of the full view', () => {
  let library: LibraryWithHits;
  let session: ExtensionSession;
  let page: Page;
  beforeAll(async () => {
    library = libraryWithHits(Date.now());
    session = await startExtensionSession({ library: library.posts });
    await session.connect();
    page = await session.browser.context.newPage();
  }, 60_000);
  afterAll(() => session.close());
  beforeEach(async () => {
    await page.setViewportSize({ width: 1440, height: 800 });
    // Another hash alone would load nothing.
    await page.goto('about:blank');
    await page.goto(`${session.browser.extensionOrigin}/full-view.html`);
    await seen(page.getByText(`${library.posts.length} posts`, { exact: true }));
  });

  const grid = () => page.getByRole('grid', { name: 'Posts' });
  const header = (name: string) => grid().getByRole('columnheader', { name, exact: true });
  const rowAt = (index: number) => grid().locator(`[aria-rowindex="${index + 2}"]`);
  const rowCount = async () => Number(await grid().getAttribute('aria-rowcount')) - 1;
  const idAt = (index: number) => rowAt(index).getAttribute('data-post-id');
  const focusedRow = () =>
    page.evaluate(() => Number(document.activeElement?.getAttribute('aria-rowindex')) - 2);
  const selectedCount = () => page.getByRole('row', { selected: true }).count();
  /** The numbers of a column, of the first rows. */
  const cells = (column: string) =>
    grid()
      .locator(`[role=gridcell][data-column="${column}"]`)
      .evaluateAll((all) => all.slice(0, 12).map((cell) => cell.getAttribute('title') ?? ''));
  const counts = async (column: string) =>
    (await cells(column)).map((text) => Number(text.replaceAll(',', '')));

  it('shows every post, the breakouts first, with cover, account and caption', async () => {
    expect(await rowCount()).toBe(library.posts.length);
    const first = [await idAt(0), await idAt(1)].sort();
    expect(first).toEqual([...library.hitIds].sort());
    await rowAt(0).getByText('New hit').waitFor();
    await rowAt(0).getByRole('rowheader').getByText('تحدي الطبخ في خمس دقائق').waitFor();
    await rowAt(2).getByText('As usual').waitFor();
    expect(await rowAt(0).getByRole('gridcell').count()).toBe(11);
  });

  it('has the breakouts that the badge counts', async () => {
    await page.getByRole('button', { name: /^Breakouts/ }).click();
    await expect.poll(rowCount).toBe(library.hitIds.length);
    expect((await session.browser.badge()).text).toBe(String(library.hitIds.length));
  });

  it('sorts by a column, and the other way round at the second press', async () => {
    await header('Views').getByRole('button').click();
    await expect.poll(() => header('Views').getAttribute('aria-sort')).toBe('descending');
    expect(await header('Times the usual').getAttribute('aria-sort')).toBeNull();
    const most = await counts('views');
    expect(most).toEqual(most.toSorted((a, b) => b - a));
    await header('Views').getByRole('button').click();
    await expect.poll(() => header('Views').getAttribute('aria-sort')).toBe('ascending');
    const least = await counts('views');
    expect(least).toEqual(least.toSorted((a, b) => a - b));
    expect(least[0]).toBeLessThan(most[0] ?? 0);
    expect(page.url()).toContain('#sort=views');
  });

  it('is one tab stop, whose rows and head the keys reach', async () => {
    const stops = await grid().locator('[tabindex="0"]').count();
    expect(stops).toBe(1);
    await rowAt(0).focus();
    await page.keyboard.press('ArrowDown');
    expect(await focusedRow()).toBe(1);
    await page.keyboard.press('End');
    await expect.poll(focusedRow).toBe(library.posts.length - 1);
    await page.keyboard.press('PageUp');
    await expect.poll(focusedRow).toBeLessThan(library.posts.length - 5);
    await page.keyboard.press('Home');
    await expect.poll(focusedRow).toBe(0);
    await page.keyboard.press('ArrowUp');
    expect(
      await header('Post')
        .getByRole('button')
        .evaluate((it) => it === document.activeElement),
    ).toBe(true);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await expect.poll(() => header('Views gained').getAttribute('aria-sort')).toBe('descending');
    await page.keyboard.press('ArrowDown');
    await expect.poll(focusedRow).toBe(0);
    expect(await grid().locator('[tabindex="0"]').count()).toBe(1);
  });

  it('selects by key: one, a range, and all', async () => {
    await rowAt(0).focus();
    await page.keyboard.press(' ');
    expect(await rowAt(0).getAttribute('aria-selected')).toBe('true');
    await seen(page.getByText('1 selected'));
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await seen(page.getByText('3 selected'));
    expect(await selectedCount()).toBe(3);
    await page.keyboard.press('Control+a');
    await seen(page.getByText(`${library.posts.length} selected`));
    const all = header('Select all posts').getByRole('checkbox');
    expect(await all.getAttribute('aria-checked')).toBe('true');
    await page.keyboard.press('Escape');
    await expect.poll(selectedCount).toBe(0);
  });

  it('selects with the pointer: by box, range and the box of all', async () => {
    await rowAt(1).locator('[data-select]').click();
    await rowAt(4).click({ modifiers: ['Shift'] });
    await expect.poll(selectedCount).toBe(4);
    await rowAt(2).click({ modifiers: ['Control'] });
    await expect.poll(selectedCount).toBe(3);
    const all = header('Select all posts').getByRole('checkbox');
    expect(await all.getAttribute('aria-checked')).toBe('mixed');
    await all.click();
    await seen(page.getByText(`${library.posts.length} selected`));
    await all.click();
    await expect.poll(selectedCount).toBe(0);
  });

  it('opens the panel of a post by Enter and by a click', async () => {
    await rowAt(1).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.url()).toContain(`post=${await idAt(1)}`);
    await seen(page.getByRole('complementary', { name: 'One post' }));
    await rowAt(2).getByText('As usual').click();
    await expect.poll(() => page.url()).toContain(`post=${await idAt(2)}`);
    expect(await rowAt(2).getAttribute('aria-current')).toBe('true');
  });

  it('hides columns, and remembers it', async () => {
    await page.getByRole('button', { name: 'Columns' }).click();
    const menu = page.getByRole('dialog', { name: 'Columns' });
    await menu.getByLabel('Followers').uncheck();
    await menu.getByLabel('Engagement rate').uncheck();
    await expect.poll(() => header('Followers').count()).toBe(0);
    await page.reload();
    await seen(header('Views gained'));
    expect(await header('Followers').count()).toBe(0);
    expect(await header('Engagement rate').count()).toBe(0);
    await page.getByRole('button', { name: 'Columns' }).click();
    await menu.getByLabel('Followers').check();
    await menu.getByLabel('Engagement rate').check();
    await seen(header('Followers'));
  });

  it('searches accounts and captions, case and accents folded', async () => {
    const field = page.getByRole('searchbox', { name: 'Search' });
    const routines = library.posts.filter(({ caption }) => caption?.includes('routine'));
    await field.fill('ROUTÍNE');
    await expect.poll(rowCount).toBe(routines.length);
    await rowAt(0).getByText('Morning routine').waitFor();
    await field.fill('creator.3');
    await expect.poll(rowCount).toBe(25);
    await field.fill('nothing has this');
    await expect.poll(rowCount).toBe(0);
    await field.fill('');
    await expect.poll(rowCount).toBe(library.posts.length);
  });

  it('draws rows wherever it is scrolled to, and keeps its head in sight', async () => {
    const blanks = await page.evaluate(async (rowHeight) => {
      const scroller = document.querySelector('.table-scroller') as HTMLElement;
      const head = document.querySelector('[role=row]') as HTMLElement;
      const found: string[] = [];
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      const most = scroller.scrollHeight - scroller.clientHeight;
      for (const share of [0.5, 1, 0.1, 0.9, 0.35, 0]) {
        scroller.scrollTop = most * share;
        // The event of the scroll comes with the next frame, which has to show the rows.
        await frame();
        await frame();
        const box = scroller.getBoundingClientRect();
        const headBottom = head.getBoundingClientRect().bottom;
        if (Math.abs(headBottom - box.top - head.offsetHeight) > 1) found.push(`head at ${share}`);
        for (let y = headBottom + 2; y < box.bottom - 2; y += rowHeight / 2) {
          const hit = document.elementFromPoint(box.left + 60, y);
          if (hit?.closest('[data-post-id]') == null) found.push(`${share}: ${y}`);
        }
      }
      return found;
    }, ROW_HEIGHT);
    expect(blanks).toEqual([]);
  });

  it('follows a publication and keeps selection, focus and the rows in sight', async () => {
    const setSensitivity = (changes: Readonly<Record<string, unknown>>) =>
      page.evaluate(
        (wanted) => chrome.runtime.sendMessage({ type: 'save-settings', changes: wanted }),
        changes,
      );
    // New rows wait as long as the pointer is over the table.
    await page.mouse.move(400, 5);
    await rowAt(0).focus();
    await page.keyboard.press(' ');
    const focused = await idAt(0);
    await rowAt(0).getByText('New hit').waitFor();
    await page.evaluate((top) => {
      (document.querySelector('.table-scroller') as HTMLElement).scrollTop = top;
    }, 40 * ROW_HEIGHT);
    await seen(rowAt(45));
    const { y: top } = (await rowAt(45).boundingBox()) ?? {};
    const inSight = await idAt(45);
    await setSensitivity({ sensitivity: 'custom', customMultiple: 30 });
    // The row with the focus stays in the document although it is out of sight.
    await rowAt(0).getByText('As usual').waitFor({ state: 'attached' });
    expect(await focusedRow()).toBe(0);
    expect(await idAt(0)).toBe(focused);
    expect(await rowAt(0).getAttribute('aria-selected')).toBe('true');
    expect(await idAt(45)).toBe(inSight);
    expect((await rowAt(45).boundingBox())?.y).toBe(top);
    await setSensitivity({ sensitivity: 'balanced' });
    await rowAt(0).getByText('New hit').waitFor({ state: 'attached' });
  });

  it('fits beside a page of 320 px', async () => {
    await page.setViewportSize({ width: 320, height: 640 });
    // The columns go once the page has heard of its new size.
    await expect.poll(() => grid().getByRole('columnheader').count()).toBe(3);
    await seen(rowAt(0));
    const { wide, inner } = await page.evaluate(() => ({
      wide: document.documentElement.scrollWidth,
      inner: [...document.querySelectorAll('.table-scroller')].map(
        ({ scrollWidth, clientWidth }) => scrollWidth - clientWidth,
      ),
    }));
    expect(wide).toBe(320);
    expect(inner).toEqual([0]);
    await seen(rowAt(0).getByText('24×'));
  });

  it('passes axe with a selected and an open row', async () => {
    await loadAxe(page);
    await rowAt(1).locator('[data-select]').click();
    await rowAt(2).getByText('As usual').click();
    expect(await axeFaults(page, '.posts-table')).toEqual([]);
  });
});
