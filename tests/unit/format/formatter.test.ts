import { describe, expect, it } from 'vitest';
import { formatter } from '../../../utils/format/formatter.ts';

describe('formatter', () => {
  it('makes one formatter for each kind, locale and style', () => {
    const percent = formatter(Intl.NumberFormat, 'de', { style: 'percent' });
    expect(formatter(Intl.NumberFormat, 'de', { style: 'percent' })).toBe(percent);
    expect(formatter(Intl.NumberFormat, 'de', { style: 'decimal' })).not.toBe(percent);
    expect(formatter(Intl.NumberFormat, 'fr', { style: 'percent' }).format(0.5)).not.toBe(
      formatter(Intl.NumberFormat, 'ja', { style: 'percent' }).format(0.5),
    );
    expect(formatter(Intl.DateTimeFormat, 'de', {}).format(0)).toContain('1970');
  });
});
