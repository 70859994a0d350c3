import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { ROOT } from '../checks/run-tool.ts';

/** The drawing that every icon is made from. */
export const ICON_SOURCE = join(ROOT, 'assets/icon.svg');

/** The two colours of an icon: its tile, and the mark on it. */
export interface IconShade {
  readonly tile: string;
  readonly mark: string;
}

/**
 * The shades of the icon, each as much apart from the toolbars it is made for as the guidelines for
 * graphics ask (3:1). `any` is for browsers that show one icon on light and dark toolbars.
 */
export const ICON_SHADES = {
  any: { tile: '#3f86f7', mark: '#ffffff' },
  onLight: { tile: '#2565d8', mark: '#ffffff' },
  onDark: { tile: '#79acff', mark: '#0b1f4a' },
} as const satisfies Readonly<Record<string, IconShade>>;

/** One icon of the extension. */
export interface IconFile {
  /** Inside `public`. */
  readonly path: string;
  /** Width and height in pixels. */
  readonly size: number;
  /** Transparent space on each side, in pixels. */
  readonly padding: number;
  readonly shade: IconShade;
}

/**
 * Every icon that ships. The Chrome Web Store wants 96 × 96 pixels of drawing in its icon of
 * 128 × 128; toolbars have no pixel to spare.
 */
export const ICON_FILES: readonly IconFile[] = [
  ...[16, 32, 48, 96].map((size) => iconFile(`icon/${size}.png`, size, ICON_SHADES.any)),
  { path: 'icon/128.png', size: 128, padding: 16, shade: ICON_SHADES.any },
  ...[16, 32].flatMap((size) => [
    iconFile(`theme-icon/on-light-${size}.png`, size, ICON_SHADES.onLight),
    iconFile(`theme-icon/on-dark-${size}.png`, size, ICON_SHADES.onDark),
  ]),
];

function iconFile(path: string, size: number, shade: IconShade): IconFile {
  return { path, size, padding: 0, shade };
}

/** Draws one icon. @returns PNG with a transparent ground */
export async function drawIcon(browser: Browser, icon: IconFile): Promise<Buffer> {
  const { size, padding, shade } = icon;
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  try {
    await page.setContent(`<style>
      body { margin: ${padding}px; --tile: ${shade.tile}; --mark: ${shade.mark}; }
      svg { display: block; width: ${size - 2 * padding}px; }
    </style>${readFileSync(ICON_SOURCE, 'utf8')}`);
    return await page.screenshot({ omitBackground: true });
  } finally {
    await page.close();
  }
}
