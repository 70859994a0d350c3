import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Locator, Page } from 'playwright-core';

/** Colours that a user has chosen, in the extension's terms or the system's. */
interface ColorMode {
  readonly name: string;
  readonly colorScheme: 'light' | 'dark';
  readonly forcedColors: 'none' | 'active';
}

const COLOR_MODES: readonly ColorMode[] = [
  { name: 'light', colorScheme: 'light', forcedColors: 'none' },
  { name: 'dark', colorScheme: 'dark', forcedColors: 'none' },
  { name: 'forced colours', colorScheme: 'light', forcedColors: 'active' },
  { name: 'dark forced colours', colorScheme: 'dark', forcedColors: 'active' },
];

/** The modes that every language is looked at in: words differ, and not the system's colours. */
const THEMES = COLOR_MODES.filter(({ forcedColors }) => forcedColors === 'none');

const require = createRequire(import.meta.url);
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/**
 * Puts axe-core into a page; it has to be there before anything is asked of it. Its copies of the
 * HTML of each element that it checks would take a third of its time.
 */
export async function loadAxe(page: Page): Promise<void> {
  await page.evaluate(
    `${AXE}\naxe.configure({ noHtml: true });\nglobalThis.seenByAxe = new Set();`,
  );
}

/** The rules that look at colours; the others see nothing of them. */
const COLOR_RULES = ['color-contrast', 'link-in-text-block'];

/**
 * Returns the violations that axe-core finds, as rule and element. Where the same elements were
 * looked at in the same page before, with the same text and attributes, and are as visible and as
 * scrollable as then, only their colours can differ: then only the rules about colours are checked,
 * because all of them take long.
 *
 * @param within a selector; default: the whole page
 */
export async function axeFaults(page: Page, within = 'html'): Promise<readonly string[]> {
  return page.evaluate(
    async ([selector, colorRules]) => {
      const global = globalThis as typeof globalThis & {
        // biome-ignore lint/suspicious/noExplicitAny: axe-core puts itself on the global object
        axe: any;
        seenByAxe: Set<string>;
      };
      // A border of forced colours moves elements by a pixel, which no other rule can tell.
      const layouts = Array.from(document.querySelectorAll('*'), (element) => {
        const { left, top, right, bottom, width, height } = element.getBoundingClientRect();
        return [
          element.checkVisibility({ visibilityProperty: true }),
          width > 1 && height > 1,
          left < innerWidth && top < innerHeight && right > 0 && bottom > 0,
          element.scrollWidth > element.clientWidth,
          element.scrollHeight > element.clientHeight,
        ].map(Number);
      });
      const look = JSON.stringify([selector, document.documentElement.outerHTML, layouts]);
      const { violations } = await global.axe.run(selector, {
        reporter: 'no-passes',
        elementRef: true,
        ...(global.seenByAxe.has(look) ? { runOnly: colorRules } : {}),
      });
      global.seenByAxe.add(look);
      return violations.flatMap(({ id, nodes }: { id: string; nodes: { element: Element }[] }) =>
        nodes.map(({ element }) => `${id}: ${element.outerHTML.slice(0, 200)}`),
      ) as string[];
    },
    [within, COLOR_RULES] as const,
  );
}

/**
 * Returns what `find` finds in each mode of colours, with its name, and leaves the page in the
 * light one. One page goes through all modes, because its elements are the same in each. Forced
 * colours are looked at in English only.
 */
export async function faultsInEachMode(
  page: Page,
  find: () => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const faults: string[] = [];
  const language = await page.evaluate(() => document.documentElement.lang);
  for (const { name, ...colors } of language === 'en' ? COLOR_MODES : THEMES) {
    await page.emulateMedia(colors);
    faults.push(...(await find()).map((fault) => `${name}, ${fault}`));
  }
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
  return faults;
}

/** The styles of a control in use, and of the elements around it. */
const STATES = [
  { name: 'hover', own: ['hover'], around: ['hover'] },
  { name: 'press', own: ['hover', 'active'], around: ['hover', 'active'] },
  { name: 'focus', own: ['focus', 'focus-visible'], around: ['focus-within'] },
] as const;

/**
 * Shows every visible control that matches as hovered, as pressed and as focused, and collects what
 * axe-core finds in each mode of colours. The browser gives all of them the style at once, because
 * each look of axe-core at a page takes long, and a real press would open a menu or leave the page.
 *
 * @throws when no control can be seen
 */
export async function faultsOfControlsInEachMode(
  page: Page,
  controls: Locator,
): Promise<readonly string[]> {
  const count = await controls.evaluateAll((elements) => {
    const visible = elements.filter((element) => element.checkVisibility());
    for (const element of visible) element.setAttribute('data-tested', '');
    return visible.length;
  });
  if (count === 0) throw new Error('No control can be seen.');
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('DOM.enable');
  await devTools.send('CSS.enable');
  const { root } = await devTools.send('DOM.getDocument');
  const force = async (selector: string, forcedPseudoClasses: string[]) => {
    const found = { nodeId: root.nodeId, selector };
    const { nodeIds } = await devTools.send('DOM.querySelectorAll', found);
    await Promise.all(
      nodeIds.map((nodeId) =>
        devTools.send('CSS.forcePseudoState', { nodeId, forcedPseudoClasses }),
      ),
    );
  };
  const faults: string[] = [];
  for (const { name, own, around } of STATES) {
    await force(':has([data-tested])', [...around]);
    await force('[data-tested]', [...own]);
    const found = await faultsInEachMode(page, () => axeFaults(page, '[data-tested]'));
    faults.push(...found.map((fault) => `${name} in ${fault}`));
  }
  // Without its session, the styles are gone.
  await devTools.detach();
  await controls.evaluateAll((elements) => {
    for (const element of elements) element.removeAttribute('data-tested');
  });
  return faults;
}
