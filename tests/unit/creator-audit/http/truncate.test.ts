import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { truncate } from '../../../../utils/creator-audit/http/truncate.ts';

describe('the start of a text', () => {
  it('is the text itself when it is short enough', () => {
    expect(truncate('Hello', 5)).toBe('Hello');
  });

  it('ends where it was told to', () => {
    expect(truncate('Hello world', 5)).toBe('Hello');
  });

  it.each([
    ['an emoji', 'ab🌍cd', 3],
    ['a family', 'ab👩‍👩‍👧cd', 5],
    ['a flag', 'ab🇩🇪cd', 4],
    ['a letter with its accent', 'abe\u0301cd', 3],
  ])('does not cut %s in two', (_, text, length) => {
    expect(truncate(text, length)).toBe('ab');
  });

  it('is not empty for a letter under a thousand accents', () => {
    expect(truncate(`z${'\u0301'.repeat(1000)}`, 300)).toHaveLength(300);
  });

  it('is a well-formed start of the text, of the length asked or little less', () => {
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
