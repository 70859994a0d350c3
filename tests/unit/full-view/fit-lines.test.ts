import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { directionOf, fitLines } from '../../../entrypoints/full-view/post/card/fit-lines.ts';

/** One pixel for each character. */
const measure = (text: string) => [...text].length;

describe('fitLines', () => {
  it('breaks between words', () => {
    expect(fitLines('one two three', 8, 3, measure)).toEqual(['one two', 'three']);
    expect(fitLines('one two', 7, 3, measure)).toEqual(['one two']);
    expect(fitLines('one two three', 3, 9, measure)).toEqual(['one', 'two', 'thr', 'ee']);
  });

  it('ends what does not fit with an ellipsis', () => {
    expect(fitLines('one two three four', 8, 2, measure)).toEqual(['one two', 'three f…']);
    expect(fitLines('one two three', 4, 1, measure)).toEqual(['one…']);
    expect(fitLines('one two', 100, 0, measure)).toEqual([]);
    expect(fitLines('  ', 10, 2, measure)).toEqual([]);
  });

  it('does not split a character that readers see as one', () => {
    const family = '👨‍👩‍👧';
    expect(fitLines(family.repeat(3), 10, 2, measure)).toEqual([family.repeat(2), family]);
    expect(fitLines(`a${'\u0301'.repeat(40)}bc`, 41, 2, measure)).toEqual([
      `a${'\u0301'.repeat(40)}`,
      'bc',
    ]);
  });

  it('fits any text into its room, beginning with its beginning', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 80 }),
        fc.integer({ min: 20, max: 60 }),
        fc.integer({ min: 1, max: 4 }),
        (text, width, maxLines) => {
          const lines = fitLines(text, width, maxLines, measure);
          expect(lines.length).toBeLessThanOrEqual(maxLines);
          for (const line of lines) expect(measure(line)).toBeLessThanOrEqual(width);
          const bare = (part: string) => part.replace(/[\s…]/gu, '');
          expect(bare(text).startsWith(bare(lines.join('')))).toBe(true);
        },
      ),
    );
  });
});

describe('directionOf', () => {
  it.each([
    ['تحدي الطبخ', 'rtl'],
    ['🍳 123 וידאו', 'rtl'],
    ['Hello وصفة', 'ltr'],
    ['今日の朝ごはん', 'ltr'],
  ] as const)('goes by the first letter of %s: %s', (text, direction) => {
    expect(directionOf(text, 'ltr')).toBe(direction);
    expect(directionOf(text, 'rtl')).toBe(direction);
  });

  it('is that of the page without a letter', () => {
    expect(directionOf('🎉 12', 'rtl')).toBe('rtl');
    expect(directionOf('', 'ltr')).toBe('ltr');
  });
});
