import { describe, expect, it } from 'vitest';
import { buildSizes } from '../checks/build-sizes.ts';
import { CHROMIUM_BUILD } from './support/extension-session.ts';

const KB = 1000;

describe('the size budget', () => {
  const sizes = buildSizes(CHROMIUM_BUILD);

  it('keeps the popup, with its scripts and styles, small enough to open at once', () => {
    expect(sizes.popup).toBeLessThanOrEqual(20 * KB);
  });

  it('keeps the worker small enough to start in a moment', () => {
    expect(sizes.background).toBeLessThanOrEqual(30 * KB);
  });

  it('keeps all that the worker ever loads from growing unseen', () => {
    expect(sizes.backgroundAndParts).toBeGreaterThan(sizes.background);
    expect(sizes.backgroundAndParts).toBeLessThanOrEqual(45 * KB);
  });

  it('keeps the whole extension a small download', () => {
    expect(sizes.whole).toBeLessThanOrEqual(120 * KB);
  });
});
