import type { Page } from 'playwright-core';

/** Finds the elements of a page whose text is cut off, or which reach beyond the window. */
export function overflowingElements(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('main *')]
      .filter((element) => {
        // What scrolls by itself, what only screen readers meet, and fields that scroll their text.
        if (element.closest('.events, .visually-hidden, svg') !== null) return false;
        if (element.tagName === 'INPUT' || getComputedStyle(element).display === 'inline')
          return false;
        const { left, right } = element.getBoundingClientRect();
        const isBeyond = right > innerWidth + 1 || left < -1;
        return isBeyond || element.scrollWidth > element.clientWidth + 1;
      })
      .map((element) => element.outerHTML.slice(0, 120)),
  );
}
