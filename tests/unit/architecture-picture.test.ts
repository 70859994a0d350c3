import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

/** Imports and re-exports of values from a file of ours. */
const STATIC_IMPORT = /(?:^|\n)\s*(?:import|export)\s+(?!type\b)[^;]*?from '(\.[^']+\.tsx?)'/g;
const DYNAMIC_IMPORT = /import\('(\.[^']+)'\)/g;

interface Picture {
  /** The folders that each box stands for, by the name of the box. */
  readonly folders: ReadonlyMap<string, readonly string[]>;
  /** The arrows, as `from --> to`. */
  readonly arrows: ReadonlySet<string>;
}

/** Reads the boxes and arrows of the first Mermaid picture in `text`. */
function parsePicture(text: string): Picture {
  const mermaid = /```mermaid\n([\s\S]*?)```/.exec(text)?.[1] ?? '';
  const boxes = [...mermaid.matchAll(/^\s*(\w+)\["([^"]+)"\]$/gm)];
  const arrows = [...mermaid.matchAll(/^\s*(\w+) --> (.+)$/gm)].flatMap(([, from, targets = '']) =>
    targets.split(' & ').map((to) => `${from} --> ${to}`),
  );
  return {
    folders: new Map(boxes.map(([, name = '', label = '']) => [name, label.split('<br>')])),
    arrows: new Set(arrows),
  };
}

/**
 * Collects the arrows that the imports of values draw; an import of types alone is gone once
 * compiled.
 */
function importedArrows(folders: Picture['folders']): Set<string> {
  const boxOf = (path: string) =>
    [...folders].find(([, paths]) => paths.some((folder) => path.startsWith(`${folder}/`)))?.[0];
  const arrows = new Set<string>();
  const files = globSync(
    ['utils/**/*.ts', 'components/**/*.{ts,tsx}', 'entrypoints/**/*.{ts,tsx}'],
    {
      cwd: ROOT,
    },
  ).map((path) => path.replaceAll('\\', '/'));
  for (const path of files) {
    const from = boxOf(path) ?? `no box holds ${path}`;
    const text = readFileSync(join(ROOT, path), 'utf8');
    const imports = [...text.matchAll(STATIC_IMPORT), ...text.matchAll(DYNAMIC_IMPORT)];
    for (const [, imported = ''] of imports) {
      const target = relative(ROOT, resolve(ROOT, dirname(path), imported));
      const to = boxOf(target.replaceAll('\\', '/'));
      if (to !== from) arrows.add(`${from} --> ${to}`);
    }
  }
  return arrows;
}

describe('docs/architecture.md picture', () => {
  const picture = parsePicture(readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8'));

  it('has an arrow for each import between its folders, and no other', () => {
    expect(picture.folders.size).toBeGreaterThan(8);
    expect([...picture.arrows].sort()).toEqual([...importedArrows(picture.folders)].sort());
  });

  it('detects a missing arrow', () => {
    const [first = ''] = picture.arrows;
    const without = new Set([...picture.arrows].filter((arrow) => arrow !== first));
    expect([...without].sort()).not.toEqual([...importedArrows(picture.folders)].sort());
  });
});
