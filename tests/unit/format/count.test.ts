import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatCompact,
  formatCount,
  formatEditable,
  formatMultiple,
  formatNumber,
  shortGain,
} from '../../../utils/format/count.ts';

describe('counts in the user’s locale', () => {
  it.each([
    [672_670, 'en', '672,670'],
    [672_670, 'de', '672.670'],
    [0, 'en', '0'],
    [-1234, 'en', '-1,234'],
    [2.7, 'en', '3'],
  ])('formats %i exactly, in %s', (count, locale, written) => {
    expect(formatCount(count, locale)).toBe(written);
  });

  it('formats up to two decimals, and without separators what is typed', () => {
    expect(formatNumber(1234.567, 'en')).toBe('1,234.57');
    expect(formatEditable(1234.567, 'en')).toBe('1234.57');
    expect(formatEditable(1234.5, 'de')).toBe('1234,5');
  });

  it.each([
    [999, '999'],
    [1000, '1K'],
    [18_449, '18.4K'],
    [672_670, '673K'],
    [999_950, '1M'],
    [1_050_000, '1.05M'],
  ])('formats %i compactly', (count, written) => {
    expect(formatCompact(count, 'en')).toBe(written);
  });

  it('needs three digits at most in compact form', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 14 }), (count) => {
        expect(formatCompact(count, 'en').replace(/\D/g, '').length).toBeLessThanOrEqual(3);
      }),
    );
  });

  it.each([
    [3.04, '3'],
    [8.76, '8.8'],
    [9.96, '10'],
    [24.4, '24'],
  ])('formats the multiple %d as %s', (value, written) => {
    expect(formatMultiple(value, 'en')).toBe(written);
  });
});

describe('shortGain', () => {
  it.each([
    [672_670, 'en', '+673K'],
    [0, 'en', '0'],
    [-1200, 'en', '-1.2K'],
    [118_000, 'ar', '\u200e+118 ألف'],
  ])('writes %d in %s with its sign', (gained, locale, written) => {
    expect(shortGain(gained, locale).replace('\u00a0', ' ')).toBe(written);
  });
});
