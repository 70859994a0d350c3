import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const theme = read('components/theme.css');

/** The colours of the light theme, and of the dark one where it has its own. */
function colours(scheme: 'light' | 'dark'): Map<string, string> {
  const [light = '', dark = ''] = theme.split('@media (prefers-color-scheme: dark)');
  const found = (css: string) =>
    [...css.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map(([, name = '', hex = '']) => [name, hex] as const);
  return new Map(scheme === 'light' ? found(light) : [...found(light), ...found(dark)]);
}

/** Relative luminance of `#rrggbb` (WCAG 2.2). */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((start) => {
    const channel = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

describe('the theme', () => {
  it.each(
    (['light', 'dark'] as const).flatMap((scheme) =>
      [
        ['text', 'ground'],
        ['text', 'ground-raised'],
        ['text-quiet', 'ground'],
        ['text-quiet', 'ground-raised'],
        ['text-quiet', 'ground-hover'],
        ['accent', 'ground'],
        ['accent', 'accent-ground'],
        ['on-accent', 'accent'],
        ['warn', 'warn-ground'],
        ['bad', 'ground-raised'],
        ['text', 'bad-ground'],
        ['text', 'good-ground'],
      ].map(([text, ground]) => [scheme, text, ground] as const),
    ),
  )('in the %s theme sets --%s off from --%s enough to be read', (scheme, text = '', ground = '') => {
    const palette = colours(scheme);
    expect(contrast(palette.get(text) ?? '', palette.get(ground) ?? '')).toBeGreaterThanOrEqual(4.5);
  });

  it('has the badge’s colours too, each dark enough for white figures', () => {
    const badge = [...read('utils/browser/toolbar-badge.ts').matchAll(/(\w+): '(#[0-9a-f]{6})'/g)].slice(0, 4);
    expect(badge).toHaveLength(4);
    for (const [, tone = '', hex = ''] of badge) {
      expect(colours('light').get(`badge-${tone}`)).toBe(hex);
      expect(contrast('#ffffff', hex)).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('is the only place where a colour is named', () => {
    const files = globSync(['components/**/*.{css,tsx}', 'entrypoints/**/*.{css,tsx}'], { cwd: ROOT })
      .map((path) => path.replaceAll('\\', '/'))
      .filter((path) => path !== 'components/theme.css');
    const named = files.filter((path) =>
      /#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(/i.test(read(path).replace(/\{#|href="#/g, '')),
    );
    expect(named).toEqual([]);
  });
});
