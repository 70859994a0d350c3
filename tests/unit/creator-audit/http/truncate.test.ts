import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { truncate } from '../../../../utils/creator-audit/http/truncate.ts';

describe('truncate', () => {
  it('returns a short text unchanged', () => {
    expect(truncate('Hello', 5)).toBe('Hello');
  });

  it('ends at the given length', () => {
    expect(truncate('Hello world', 5)).toBe('Hello');
  });

  it.each([
    ['an emoji', 'ab🌍cd', 3],
    ['a family', 'ab👩‍👩‍👧cd', 5],
    ['a flag', 'ab🇩🇪cd', 4],
    ['a letter with its accent', 'abe\u0301cd', 3],
  ])('never splits %s', (_, text, length) => {
    expect(truncate(text, length)).toBe('ab');
  });

  it('returns at least one character of a letter under a thousand accents', () => {
    expect(truncate(`z${'\u0301'.repeat(1000)}`, 300)).toHaveLength(300);
  });

  it('returns a well-formed prefix of about the requested length', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(40), (text, length) => {
        const start = truncate(text, length);
        expect(text.startsWith(start)).toBe(true);
        expect(start.length).toBeLessThanOrEqual(length);
        expect(start.length).toBeGreaterThan(Math.min(text.length, length) - 64);
        expect(start.isWellFormed()).toBe(true);
      }),
    );
  });
});
