import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText, toOneLine } from '../../../utils/format/clean-text.ts';

describe('cleanText', () => {
  it.each([
    ['\u202eevil\u202c', 'evil'],
    ['a\u2066b\u2069c', 'abc'],
    ['zero\u200bwidth\ufeff', 'zerowidth'],
    ['bell\u0007', 'bell'],
    ['  two\nlines ', 'two\nlines'],
    ['family 👨‍👩‍👧‍👦', 'family 👨‍👩‍👧‍👦'],
    ['می‌خواهم', 'می‌خواهم'],
    ['<b>not bold</b>', '<b>not bold</b>'],
  ])('converts %j to %j', (text, clean) => {
    expect(cleanText(text)).toBe(clean);
  });

  it.each([
    null,
    '',
    '   ',
    '\u200b\u200b',
    '\u200d\u200e',
    '\u2800',
    '\u3164',
    '\u202a\u202c',
    '\u0301',
  ])('returns nothing to show for %j', (text) => {
    expect(cleanText(text)).toBeNull();
  });

  it('removes every character that reorders text', () => {
    const anyText = fc.array(
      fc.oneof(
        fc.string({ unit: 'grapheme' }),
        fc.constantFrom('\u202a', '\u202e', '\u2066', '\u2069', '\u200b'),
      ),
    );
    fc.assert(
      fc.property(anyText, (parts) => {
        expect(cleanText(parts.join('')) ?? '').not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b]/);
      }),
    );
  });
});

describe('toOneLine', () => {
  it('joins lines with one space', () => {
    expect(toOneLine('one\n\n two\t three')).toBe('one two three');
    expect(toOneLine('\n one ')).toBe('one');
  });
});
