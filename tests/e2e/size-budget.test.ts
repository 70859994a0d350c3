import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildSizes, SIZE_LIMITS } from '../checks/build-sizes.ts';

const OUTPUT = join(import.meta.dirname, '../../.output');

describe.each([
  ['Chromium', 'chrome-mv3'],
  ['Firefox', 'firefox-mv3'],
])('size budget in %s (gzip)', (_, folder) => {
  const sizes = buildSizes(join(OUTPUT, folder));

  it('limits what the popup loads before its first row', () => {
    expect(sizes.popup).toBeLessThanOrEqual(SIZE_LIMITS.popup);
  });

  it('limits what the popup loads after its first frame', () => {
    expect(sizes.popupLater).toBeLessThanOrEqual(SIZE_LIMITS.popupLater);
  });

  it('limits the background', () => {
    expect(sizes.background).toBeLessThanOrEqual(SIZE_LIMITS.background);
  });

  it('limits the whole extension', () => {
    expect(sizes.whole).toBeLessThanOrEqual(SIZE_LIMITS.whole);
  });
});
