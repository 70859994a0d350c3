import axe from 'axe-core';
import type { Locator, Page } from 'playwright-core';

/** Puts axe-core into a page; it has to be there before anything is asked of it. */
export async function loadAxe(page: Page): Promise<void> {
  await page.evaluate(axe.source);
}

/**
 * Returns the violations that axe-core finds, as rule and element.
 *
 * @param within a selector; default: the whole page
 */
export async function axeFaults(page: Page, within = 'html'): Promise<readonly string[]> {
  return page.evaluate(async (selector) => {
    // biome-ignore lint/suspicious/noExplicitAny: axe-core puts itself on the global object
    const { violations } = await (globalThis as any).axe.run(selector);
    return violations.flatMap(({ id, nodes }: { id: string; nodes: { html: string }[] }) =>
      nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`),
    ) as string[];
  }, within);
}

/**
 * Puts the pointer on every visible control that matches, shows it pressed, and then focuses it;
 * collects what axe-core finds each time.
 */
export async function axeFaultsOfControls(
  page: Page,
  controls: Locator,
): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const control of await controls.all()) {
    if (!(await control.isVisible())) continue;
    await control.evaluate((element) => element.setAttribute('data-tested', ''));
    await control.hover({ force: true });
    const hovered = await axeFaults(page, '[data-tested]');
    const release = await showPressed(page, '[data-tested]');
    const pressed = await axeFaults(page, '[data-tested]');
    await release();
    await control.focus();
    const focused = await axeFaults(page, '[data-tested]');
    faults.push(
      ...hovered.map((fault) => `hover ${fault}`),
      ...pressed.map((fault) => `press ${fault}`),
      ...focused.map((fault) => `focus ${fault}`),
    );
    await control.evaluate((element) => element.removeAttribute('data-tested'));
  }
  return faults;
}

/**
 * Gives an element the style of a pressed one, without pressing it: a press would open a menu or
 * leave the popup.
 *
 * @returns a function that takes the style back
 */
async function showPressed(page: Page, selector: string): Promise<() => Promise<void>> {
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('DOM.enable');
  await devTools.send('CSS.enable');
  const { root } = await devTools.send('DOM.getDocument');
  const { nodeId } = await devTools.send('DOM.querySelector', { nodeId: root.nodeId, selector });
  const forcedPseudoClasses = ['hover', 'active'];
  await devTools.send('CSS.forcePseudoState', { nodeId, forcedPseudoClasses });
  return () => devTools.detach();
}
