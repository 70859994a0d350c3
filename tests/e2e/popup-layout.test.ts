import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PopupFixture } from './support/popup-fixture.ts';
import { POPUP_SIZE, type PopupPages, startPopupPages } from './support/popup-pages.ts';
import { POPUP_STATES } from './support/popup-states.ts';

const { full, unavailable } = POPUP_STATES as Record<'full' | 'unavailable', PopupFixture>;

/** The rows of which every pixel is on screen. */
const wholeRows = (page: Page) =>
  page.evaluate(() => {
    const list = document.querySelector('.list')?.getBoundingClientRect();
    return [...document.querySelectorAll('[data-post-id]')].filter((row) => {
      const box = row.getBoundingClientRect();
      return list !== undefined && box.top >= list.top - 0.5 && box.bottom <= list.bottom + 0.5;
    }).length;
  });

/** The elements that scroll, or would if they could: their class or name. */
const scrollers = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('*')]
      .filter((element) => {
        const { overflowY } = getComputedStyle(element);
        const isRoot = element === document.documentElement;
        return (
          (isRoot || overflowY !== 'visible') &&
          element.scrollHeight > element.clientHeight + 1 &&
          overflowY !== 'hidden'
        );
      })
      .map((element) => element.className || element.tagName),
  );

describe('layout of the popup', () => {
  let pages: PopupPages;
  beforeAll(async () => {
    pages = await startPopupPages();
  });
  afterAll(() => pages.close());

  it.each([
    ['at 420 × 600', full, POPUP_SIZE, 8],
    ['with the strip', unavailable, POPUP_SIZE, 7],
    ['at 150 % zoom', full, { width: 420, height: 400 }, 4],
    ['with the strip at 420 × 400', unavailable, { width: 420, height: 400 }, 4],
  ] as const)('shows enough posts without scrolling %s', async (_, fixture, size, least) => {
    const page = await pages.show(fixture, { size });
    expect(await wholeRows(page)).toBeGreaterThanOrEqual(least);
    await page.close();
  });

  it.each([
    [420, 600],
    [420, 534],
    [420, 400],
    [400, 300],
    [320, 600],
    [320, 300],
    [280, 400],
  ])('scrolls only the list and overflows nowhere at %d × %d', async (width, height) => {
    const page = await pages.show(full, { size: { width, height } });
    expect(await scrollers(page)).toEqual(['list']);
    const { right, bottom } = await page.evaluate(() => {
      const footer = document.querySelector('footer')?.getBoundingClientRect();
      return { right: footer?.right ?? 0, bottom: footer?.bottom ?? 0 };
    });
    expect(right).toBeLessThanOrEqual(width);
    expect(bottom).toBe(Math.min(height, 600));
    const overflowing = await page.evaluate(() =>
      [...document.querySelectorAll('header *, .tab-bar *, footer *, .row-face')]
        .filter((element) => element.getBoundingClientRect().right > innerWidth + 0.5)
        .map((element) => element.className),
    );
    expect(overflowing).toEqual([]);
    await page.close();
  });

  it.each([
    [420, 600],
    [400, 300],
    [360, 600],
    [320, 300],
  ])('shows the whole count of each tab, large ones too, at %d × %d', async (width, height) => {
    const page = await pages.show(full, { size: { width, height } });
    const faults = await page.evaluate(() => {
      const counts = [...document.querySelectorAll('.pill')];
      for (const count of counts) count.textContent = '10,000';
      const box = (element: Element | null) => element?.getBoundingClientRect() ?? new DOMRect();
      const menu = box(document.querySelector('.view-button'));
      return counts.flatMap((count, index) => {
        const { left, right, bottom } = box(count);
        const next = box(counts[index + 1]?.closest('[role="tab"]') ?? null);
        return [
          ...(count.scrollWidth > count.clientWidth || right - left < 30 ? ['cut'] : []),
          ...(next.left > 0 && right > next.left ? ['over the next tab'] : []),
          ...(right > menu.left && bottom > menu.top ? ['over the menu'] : []),
        ];
      });
    });
    expect(faults).toEqual([]);
    await page.close();
  });

  it.each(Object.entries(POPUP_STATES))(
    'has no second scroll bar in the state “%s”',
    async (_, fixture) => {
      const page = await pages.show(fixture, { size: { width: 420, height: 400 } });
      expect((await scrollers(page)).filter((name) => name !== 'list')).toEqual([]);
      await page.close();
    },
  );

  it('keeps header, tabs and footer at their heights', async () => {
    const page = await pages.show(unavailable);
    const height = async (selector: string) => (await page.locator(selector).boundingBox())?.height;
    expect(await height('header')).toBe(44);
    expect(await height('.strip')).toBe(32);
    expect(await height('.tab-bar')).toBe(36);
    expect(await height('footer')).toBe(28);
    await page.close();
  });
});
