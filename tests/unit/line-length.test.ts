import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const MAX_COLUMNS = 100;

/**
 * Code and docs: the formatter breaks neither texts nor comments nor tables. The texts in
 * `docs/store/listing` are pasted into forms of stores, where each line is a paragraph.
 */
const FILES = globSync(
  [
    '*.{js,md,ts}',
    '.github/**/*.{md,yml}',
    'docs/{*,store/*}.md',
    '{components,entrypoints,public,tests,utils}/**/*.{css,html,js,md,ts,tsx,yml}',
  ],
  { cwd: ROOT },
);

it('keeps every line of code and docs within 100 columns', () => {
  expect(FILES.length).toBeGreaterThan(600);
  const long = FILES.flatMap((path) =>
    readFileSync(join(ROOT, path), 'utf8')
      .split('\n')
      .flatMap((line, index) => (line.length > MAX_COLUMNS ? [`${path}:${index + 1}`] : [])),
  );
  expect(long).toEqual([]);
});
