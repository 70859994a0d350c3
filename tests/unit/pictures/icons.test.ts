import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import { BADGE_COLOURS } from '../../../utils/browser/toolbar-badge.ts';
import { contrast } from '../../builders/contrast.ts';
import { ROOT } from '../../checks/run-tool.ts';
import { ICON_FILES, ICON_SHADES } from '../../pictures/icons.ts';

/** Grounds of the toolbars of Chrome, Edge and Firefox in their own themes. */
const LIGHT_TOOLBARS = ['#ffffff', '#f7f7f7', '#f1f3f4', '#f9f9fb', '#f0f0f4'];
const DARK_TOOLBARS = ['#3c3c3c', '#3b3b3b', '#35363a', '#202124', '#2b2a33'];

/** WCAG 2.2, 1.4.11: graphics that are needed to understand the content. */
const MIN_CONTRAST = 3;

const { any, onLight, onDark } = ICON_SHADES;

describe('shades of the icon', () => {
  it.each([
    ...[...LIGHT_TOOLBARS, ...DARK_TOOLBARS].map((toolbar) => ['any', any, toolbar] as const),
    ...LIGHT_TOOLBARS.map((toolbar) => ['onLight', onLight, toolbar] as const),
    ...DARK_TOOLBARS.map((toolbar) => ['onDark', onDark, toolbar] as const),
  ])('%s stands out on its toolbars', (_, { tile }, toolbar) => {
    expect(contrast(tile, toolbar)).toBeGreaterThanOrEqual(MIN_CONTRAST);
  });

  it.each(Object.entries(ICON_SHADES))('%s has a mark that stands out', (_, { tile, mark }) => {
    expect(contrast(tile, mark)).toBeGreaterThanOrEqual(MIN_CONTRAST);
  });

  it.each(Object.entries(ICON_SHADES))('%s differs from every badge', (_, { tile }) => {
    for (const badge of Object.values(BADGE_COLOURS).map(channels)) {
      const differences = channels(tile).map((value, index) => value - (badge[index] ?? 0));
      expect(Math.hypot(...differences)).toBeGreaterThan(100);
    }
  });
});

describe('icon files', () => {
  it.each(ICON_FILES)('$path has its size, and $padding px of space', (icon) => {
    const { size, padding } = icon;
    const picture = read(icon.path);
    expect([picture.width, picture.height]).toEqual([size, size]);
    const drawn = pixelsOf(picture).filter(({ alpha }) => alpha > 0);
    const columns = drawn.map(({ x }) => x);
    const rows = drawn.map(({ y }) => y);
    const first = padding;
    const last = size - padding - 1;
    expect([Math.min(...columns), Math.max(...columns)]).toEqual([first, last]);
    expect([Math.min(...rows), Math.max(...rows)]).toEqual([first, last]);
  });

  it('leaves 96 pixels of drawing in the icon of 128 for the store', () => {
    const { size, padding } = ICON_FILES.find(({ path }) => path === 'icon/128.png') ?? {};
    expect([size, padding]).toEqual([128, 16]);
  });

  // Blurred edges are what makes a small icon hard to read.
  it.each(ICON_FILES.filter(({ size }) => size === 16))('$path is crisp', ({ path, shade }) => {
    const pixels = pixelsOf(read(path));
    const sharp = pixels.filter(
      ({ alpha, hex }) => alpha === 0 || hex === shade.tile || hex === shade.mark,
    );
    expect(sharp.length / pixels.length).toBeGreaterThan(0.85);
  });
});

function channels(hex: string): number[] {
  return [1, 3, 5].map((start) => Number.parseInt(hex.slice(start, start + 2), 16));
}

function read(path: string): PNG {
  return PNG.sync.read(readFileSync(join(ROOT, 'public', path)));
}

function pixelsOf({ width, height, data }: PNG) {
  return Array.from({ length: width * height }, (_, index) => {
    const [r = 0, g = 0, b = 0, alpha = 0] = data.subarray(4 * index);
    const hex = `#${[r, g, b].map((value) => value.toString(16).padStart(2, '0')).join('')}`;
    return { x: index % width, y: Math.floor(index / width), alpha, hex };
  });
}
