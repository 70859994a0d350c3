import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findFolded, foldText } from '../../../utils/format/fold-text.ts';

describe('foldText', () => {
  it.each([
    ['Crème BRÛLÉE', 'creme brulee'],
    ['ＡＢＣ', 'abc'],
    ['Łódź', 'łodz'],
    ['ﬁn', 'fin'],
  ])('folds %s to %s', (text, folded) => {
    expect(foldText(text)).toBe(folded);
  });
});

describe('findFolded', () => {
  it.each([
    ['A caption', ' CAPT ', 'capt'],
    ['Crème brûlée', 'creme ', 'Crème'],
    ['Crème brûlée', 'BRULEE', 'brûlée'],
    ['e\u0301clair', 'ecl', 'e\u0301cl'],
    ['the ﬁsh', 'fi', 'ﬁ'],
    ['a cafe\u0301 in Lyon', 'cafe', 'cafe\u0301'],
    ['cafe\u0301s', 'caf', 'caf'],
    ['\u0301a', 'a', 'a'],
    ['day 👨‍👩‍👧 at the lake', 'lake', 'lake'],
  ])('finds in %j for %j the part %j', (text, query, part) => {
    const found = findFolded(text, query);
    expect(found && text.slice(...found)).toBe(part);
  });

  it('returns nothing for text that is missing or blank', () => {
    expect(findFolded('a caption', 'x')).toBeNull();
    expect(findFolded('Crème', 'x')).toBeNull();
    expect(findFolded('a caption', '  ')).toBeNull();
  });

  it('returns a part whose folded text equals the query', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
        const query = foldText(text).trim();
        const found = findFolded(text, query);
        if (query === '') expect(found).toBeNull();
        else expect(found && foldText(text.slice(...found))).toContain(query);
      }),
    );
  });
});
