import { describe, expect, it } from 'vitest';
import { createSearchIndex } from '../../../utils/post-table/search-index.ts';
import { accountTextsOf, searchRows } from '../../../utils/post-table/search-rows.ts';
import { postColumns } from '../../builders/post-columns.ts';

const CAPTIONS = ['Bread #ad', 'An #adventure', 'Müsli', null];
const columns = postColumns([
  { accountName: 'bakery' },
  { accountName: 'climber', creatorName: 'Édith' },
  { accountName: 'breadwinner' },
  { accountName: null },
]);

function found(query: string, excludedWords: string | null = null): number[] {
  const index = createSearchIndex();
  index.add(CAPTIONS);
  const accountTexts = accountTextsOf(columns);
  const rows = searchRows(
    { accountTexts, accountOf: columns.accountOf, index },
    query,
    excludedWords,
  );
  return [...rows.keys()].filter((row) => rows[row] === 1);
}

describe('searchRows', () => {
  it('finds rows by account, creator and caption, case and accents folded', () => {
    expect(found('BREAD')).toEqual([0, 2]);
    expect(found('edith')).toEqual([1]);
    expect(found('musli')).toEqual([2]);
  });

  it('does not match across the border of two names', () => {
    expect(found('climberedith')).toEqual([]);
  });

  it('finds every row for an empty query', () => {
    expect(found('  ')).toEqual([0, 1, 2, 3]);
  });

  it('leaves out captions with a word, as a whole word', () => {
    expect(found('', '#ad')).toEqual([1, 2, 3]);
    expect(found('', '#ad, musli')).toEqual([1, 3]);
    expect(found('bread', '#AD')).toEqual([2]);
  });
});
