import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BADGE_COLOURS } from '../../../utils/browser/toolbar-badge.ts';
import { contrast } from '../../builders/contrast.ts';

const ROOT = join(import.meta.dirname, '../../..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const theme = read('components/theme.css');

/** The colours of a theme: `light-dark(…)` has that of each, and others are the same in both. */
function colours(scheme: 'light' | 'dark'): Map<string, string> {
  const pairs = theme.matchAll(
    /--([a-z-]+): (?:light-dark\()?(#[0-9a-f]{6})(?:, (#[0-9a-f]{6})\))?;/g,
  );
  return new Map(
    [...pairs].map(([, name = '', light = '', dark = light]) => [
      name,
      scheme === 'light' ? light : dark,
    ]),
  );
}

/**
 * Text on its background: 4.5:1 (WCAG 2.2, 1.4.3). Hovered and pressed backgrounds are separate
 * pairs.
 */
const TEXT_PAIRS = [
  ['text', 'ground'],
  ['text', 'ground-raised'],
  ['text', 'ground-hover'],
  ['text', 'ground-press'],
  ['text-quiet', 'ground'],
  ['text-quiet', 'ground-raised'],
  ['text-quiet', 'ground-hover'],
  ['accent', 'ground'],
  ['accent', 'ground-hover'],
  ['accent', 'ground-raised'],
  ['accent', 'accent-ground'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-hover'],
  ['on-accent', 'accent-press'],
  ['warn', 'ground'],
  ['warn', 'warn-ground'],
  ['text', 'warn-ground'],
  ['text-quiet', 'warn-ground'],
  ['bad', 'ground'],
  ['bad', 'ground-raised'],
  ['bad', 'ground-hover'],
  ['bad', 'ground-press'],
  ['text', 'bad-ground'],
  ['text-quiet', 'bad-ground'],
  ['text', 'good-ground'],
  ['text-quiet', 'good-ground'],
  ['good', 'ground'],
  ['on-mark', 'mark-ground'],
  ['on-toast', 'toast-ground'],
  ['toast-link', 'toast-ground'],
  ['text-quiet', 'cover-from'],
  ['text-quiet', 'cover-to'],
] as const;

/** Edges of controls, icons and marks: 3:1 (WCAG 2.2, 1.4.11). */
const EDGE_PAIRS = [
  ['line-strong', 'ground'],
  ['line-strong', 'ground-raised'],
  ['focus', 'ground'],
  ['focus', 'ground-raised'],
  ['focus', 'ground-hover'],
  ['focus', 'ground-press'],
  ['text-quiet', 'ground-press'],
] as const;

const SCHEMES = ['light', 'dark'] as const;

describe('theme.css', () => {
  it.each(
    SCHEMES.flatMap((scheme) => [
      ...TEXT_PAIRS.map((pair) => [scheme, ...pair, 4.5] as const),
      ...EDGE_PAIRS.map((pair) => [scheme, ...pair, 3] as const),
    ]),
  )('has in the %s theme a contrast of --%s to --%s of %d:1', (scheme, front, ground, least) => {
    const palette = colours(scheme);
    expect(contrast(palette.get(front) ?? '', palette.get(ground) ?? '')).toBeGreaterThanOrEqual(
      least,
    );
  });

  it('tests every pair of text and background colours that a style sheet uses', () => {
    const sheets = globSync(['components/**/*.css', 'entrypoints/**/*.css'], { cwd: ROOT })
      .map(read)
      .join('\n');
    const used = (property: string) =>
      [...sheets.matchAll(new RegExp(`[\\s;]${property}: var\\(--([a-z-]+)\\)`, 'g'))].map(
        ([, name = '']) => name,
      );
    const pairs = [...TEXT_PAIRS, ...EDGE_PAIRS].flat() as readonly string[];
    // Lines and grounds that carry no text, and the ground of the bar of an update.
    const withoutText = ['line', 'text', 'text-quiet'];
    const unpaired = [...used('color'), ...used('background')].filter(
      (name) => !pairs.includes(name) && !withoutText.includes(name),
    );
    expect([...new Set(unpaired)]).toEqual(['backdrop']);
  });

  it('defines badge colours that are dark enough for white digits', () => {
    for (const hex of Object.values(BADGE_COLOURS))
      expect(contrast('#ffffff', hex)).toBeGreaterThanOrEqual(4.5);
  });

  it('is the only file with colour values', () => {
    const files = globSync(['components/**/*.{css,tsx}', 'entrypoints/**/*.{css,tsx}'], {
      cwd: ROOT,
    })
      .map((path) => path.replaceAll('\\', '/'))
      .filter((path) => path !== 'components/theme.css');
    const named = files.filter((path) =>
      /#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(/i.test(read(path).replace(/\{#|href="#/g, '')),
    );
    expect(named).toEqual([]);
  });
});
