import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');

/** Declarations that name a side of the screen, and keep it in a right-to-left language. */
const PHYSICAL = [
  /(^|[\s;{])(margin|padding|border|inset|scroll-margin|scroll-padding)-(left|right)\b/,
  /(^|[\s;{])(left|right):/,
  /(text-align|float|clear): (left|right)/,
  /border-(top|bottom)-(left|right)-radius/,
];

/** Returns true if a shorthand of four sides differs between left and right. */
function isLopsided(declaration: string): boolean {
  const [, , sides = ''] = /(padding|margin|inset|border-width): ([^;]+)/.exec(declaration) ?? [];
  const [, right, , left] = sides.trim().split(/\s+(?![^(]*\))/);
  return left !== undefined && right !== left;
}

const sheets = globSync('{components,entrypoints}/**/*.css', { cwd: ROOT });

describe('style sheets', () => {
  it('are found', () => {
    expect(sheets.length).toBeGreaterThan(3);
  });

  it.each(sheets)('%s mirrors in a language from right to left', (path) => {
    const lines = readFileSync(join(ROOT, path), 'utf8')
      .replace(/\/\*[\s\S]*?\*\//g, '')
      .split('\n');
    const physical = lines.filter(
      (line) => PHYSICAL.some((pattern) => pattern.test(line)) || isLopsided(line),
    );
    expect(physical).toEqual([]);
  });
});
