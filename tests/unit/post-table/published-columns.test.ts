import { describe, expect, it } from 'vitest';
import { publishedColumns } from '../../../utils/post-table/published-columns.ts';
import { rowStateOf } from '../../../utils/post-table/row-state.ts';
import { aBreakoutRow, aRow, aWindowRanking } from '../../builders/window-ranking.ts';

describe('publishedColumns', () => {
  it('has the posts of the lists with their figures, in the order of the rule', () => {
    const ranking = aWindowRanking({
      breakouts: [aBreakoutRow({ id: 'hit', multiple: 8.8, gained: 500 })],
      topMovers: [
        aRow({ id: 'more', multiple: 1.5, gained: 900, followers: 5000 }),
        aRow({ id: 'unknown', multiple: null, expected: null, gained: 100 }),
      ],
    });
    const columns = publishedColumns(ranking, 4, ranking.windowDays);
    expect(columns).toMatchObject({ generation: 4, isComplete: false });
    const inOrder = columns.ids.toSorted(
      (a, b) =>
        (columns.ruleRank[columns.ids.indexOf(a)] ?? 0) -
        (columns.ruleRank[columns.ids.indexOf(b)] ?? 0),
    );
    expect(inOrder).toEqual(['hit', 'more', 'unknown']);
    const row = columns.ids.indexOf('more');
    expect([columns.gained[row], columns.multiple[row], columns.followers[row]]).toEqual([
      ...[900, 1.5, 5000],
    ]);
    expect(columns.multiple[columns.ids.indexOf('unknown')]).toBeNaN();
    expect(rowStateOf(columns, columns.ids.indexOf('hit'))).toBe('new-hit');
  });
});
