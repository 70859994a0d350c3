import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildSizes, SIZE_LIMITS } from '../checks/build-sizes.ts';

const OUTPUT = join(import.meta.dirname, '../../.output');

describe.each([
  ['Chromium', 'chrome-mv3'],
  ['Firefox', 'firefox-mv3'],
])('the size budget in %s (gzip)', (_, folder) => {
  const sizes = buildSizes(join(OUTPUT, folder));

  it('keeps what the popup loads before its first row within 24 kB', () => {
    expect(sizes.popup).toBeLessThanOrEqual(SIZE_LIMITS.popup);
  });

  it('keeps the whole background within 48 kB', () => {
    expect(sizes.background).toBeLessThanOrEqual(SIZE_LIMITS.background);
  });

  it('keeps the whole extension within 120 kB', () => {
    expect(sizes.whole).toBeLessThanOrEqual(SIZE_LIMITS.whole);
  });
});
