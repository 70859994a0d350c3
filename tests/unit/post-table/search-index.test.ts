import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSearchIndex, foldForSearch } from '../../../utils/post-table/search-index.ts';

function indexOf(...blocks: readonly (readonly (string | null)[])[]) {
  const index = createSearchIndex();
  for (const captions of blocks) index.add(captions);
  return {
    find(query: string): number[] {
      const rows: number[] = [];
      index.find(query, (row) => rows.push(row));
      return rows;
    },
  };
}

describe('find', () => {
  it('finds rows over several blocks, each once', () => {
    const index = indexOf(['bread, bread', null, 'Brot'], [], ['', 'fresh BREAD']);
    expect(index.find('bread')).toEqual([0, 4]);
  });

  it('folds case and accents on both sides', () => {
    const index = indexOf(['Crème brûlée', 'CREME', 'crumb']);
    expect(index.find(' crème ')).toEqual([0, 1]);
    expect(index.find('BRULEE')).toEqual([0]);
  });

  it('does not match across the border of two captions', () => {
    expect(indexOf(['ab', 'cd']).find('bc')).toEqual([]);
    expect(indexOf(['ab', 'cd']).find('b\0c')).toEqual([]);
  });

  it('gives the folded caption of each row that it finds', () => {
    const index = createSearchIndex();
    index.add(['Brot', 'Fresh BREAD 🍞', 'crème, bread']);
    const captions: string[] = [];
    index.find('bread', (_, caption) => captions.push(caption()));
    expect(captions).toEqual(['fresh bread 🍞', 'creme, bread']);
  });

  it('finds nothing for blanks', () => {
    expect(indexOf(['a b']).find('  ')).toEqual([]);
  });

  it('agrees with a search of the folded text, whatever the texts', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'É', 'ß', '🎉', 'ا', ' ', '\0') });
    fc.assert(
      fc.property(fc.array(fc.option(text), { maxLength: 8 }), text, (captions, query) => {
        const wanted = foldForSearch(query);
        fc.pre(wanted !== '');
        const expected = captions.flatMap((caption, row) =>
          foldForSearch(caption).includes(wanted) ? [row] : [],
        );
        expect(indexOf(captions).find(query)).toEqual(expected);
      }),
    );
  });
});
