import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const DOCS = ['README.md', 'CONTRIBUTING.md', ...globSync('docs/*.md', { cwd: ROOT })];

/** Every source file and document, as paths from the root. */
const FILES = globSync(
  ['{.github,components,docs,entrypoints,tests,utils}/**/*', '*.{json,md,ts}'],
  { cwd: ROOT },
);
const NAMES = new Set(FILES.map((path) => basename(path)));

/** Returns the file names and paths in backticks that can only mean files of the repository. */
function pathsIn(text: string): string[] {
  return [...text.matchAll(/`([\w./-]+)`/g)]
    .map(([, path = '']) => path)
    .filter((path) => /^(components|docs|entrypoints|tests|utils)\/|\.(tsx?|yml)$/.test(path));
}

/** Returns true for a path from the root, the end of one, or the name of a file. */
function exists(path: string): boolean {
  return (
    FILES.includes(path.replace(/\/$/, '')) ||
    NAMES.has(path) ||
    FILES.some((file) => file.endsWith(`/${path}`))
  );
}

describe('paths in the docs', () => {
  it.each(DOCS)('exist when named in %s', (doc) => {
    expect(pathsIn(readFileSync(join(ROOT, doc), 'utf8')).filter((path) => !exists(path))).toEqual(
      [],
    );
  });

  it('are found in backticks and checked', () => {
    const paths = pathsIn(
      '`utils/sync/no-such-file.ts`, `run-sync.ts`, `npm test` and `tests/unit/`',
    );
    expect(paths.map((path) => [path, exists(path)])).toEqual([
      ['utils/sync/no-such-file.ts', false],
      ['run-sync.ts', true],
      ['tests/unit/', true],
    ]);
  });
});
