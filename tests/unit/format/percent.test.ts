import { describe, expect, it } from 'vitest';
import { formatChange, formatPercent } from '../../../utils/format/percent.ts';

describe('formatChange', () => {
  it('writes the sign, and a fraction of small changes only', () => {
    expect(formatChange(12.4, 'en')).toBe('+12%');
    expect(formatChange(-3.25, 'en')).toBe('-3.3%');
    expect(formatChange(0, 'en')).toBe('0%');
    expect(formatChange(1234, 'en')).toBe('+1,234%');
    expect(formatChange(12, 'de')).toBe('+12\u00a0%');
  });
});

describe('formatPercent', () => {
  it('writes at most one decimal', () => {
    expect(formatPercent(4.56, 'en')).toBe('4.6%');
    expect(formatPercent(4, 'en')).toBe('4%');
  });
});
