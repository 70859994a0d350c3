import { describe, expect, it } from 'vitest';
import {
  coveredColumn,
  DeltaTable,
  gainedColumn,
} from '../../../../utils/breakouts/model/delta-table.ts';
import { postsNamed } from '../../../builders/post.ts';

const UNKNOWN = Number.NaN;
const POSTS = postsNamed('a', 'b', 'c');

/** The API gave the first post's gains; of the second our own history covers 5 of 7 days. */
function filledTable(): DeltaTable {
  const table = new DeltaTable(POSTS, [7, 14]);
  table.take(0, 7, 'views', 70);
  table.take(0, 14, 'views', 140);
  table.take(0, 7, 'engagement', 3);
  table.fillFromHistory(1, 7, 'views', 5, 50);
  table.fillFromHistory(2, 7, 'views', 1, null);
  return table;
}

describe('DeltaTable', () => {
  it('keeps gains by post, window and measure', () => {
    const table = filledTable();
    expect(table.windows).toEqual([7, 14]);
    expect(table.gained('a', 7, 'views')).toBe(70);
    expect(table.gained('a', 14, 'views')).toBe(140);
    expect(table.gained('a', 7, 'engagement')).toBe(3);
    expect(table.gained('a', 14, 'engagement')).toBeNull();
    expect(table.gained('b', 7, 'views')).toBe(50);
    expect(table.gained('c', 7, 'views')).toBeNull();
    expect(table.gained('unknown', 7, 'views')).toBeNull();
    expect([table.rowOf('c'), table.rowOf('unknown')]).toEqual([2, undefined]);
  });

  it('knows what the API gave, and how much our own history covers of the rest', () => {
    const table = filledTable();
    expect(table.isMissing(0, 7, 'views')).toBe(false);
    expect(table.isMissing(1, 7, 'views')).toBe(true);
    expect(table.isMissing(0, 14, 'engagement')).toBe(true);
    expect([...table.coveredColumn(7, 'views')]).toEqual([UNKNOWN, 5, 1]);
    expect([...table.coveredColumn(14, 'views')]).toEqual([UNKNOWN, 0, 0]);
  });

  it('rejects a window that it was not made for', () => {
    const message = 'the table has no window of 8 days';
    expect(() => filledTable().gained('a', 8, 'views')).toThrow(new RangeError(message));
    expect(() => filledTable().gainedColumn(8, 'views')).toThrow(message);
  });
});

describe('gainedColumn', () => {
  it('has the gains row by row, from a table of the same posts or of others', () => {
    const table = filledTable();
    expect([...gainedColumn(POSTS, table, 7, 'views')]).toEqual([70, 50, UNKNOWN]);
    expect([...gainedColumn(POSTS, table, 14, 'views')]).toEqual([140, UNKNOWN, UNKNOWN]);
    expect([...gainedColumn(postsNamed('b', 'x', 'a'), table, 7, 'views')]).toEqual([
      50,
      UNKNOWN,
      70,
    ]);
  });

  it('has the gains of deltas by post', () => {
    const deltas = new Map([
      ['a', { 7: { views: 70, engagement: 3 } }],
      ['b', { 7: { views: null, engagement: 0 } }],
    ]);
    expect([...gainedColumn(POSTS, deltas, 7, 'views')]).toEqual([70, UNKNOWN, UNKNOWN]);
    expect([...gainedColumn(POSTS, deltas, 7, 'engagement')]).toEqual([3, 0, UNKNOWN]);
    expect([...gainedColumn(POSTS, deltas, 14, 'views')]).toEqual([UNKNOWN, UNKNOWN, UNKNOWN]);
  });

  it('knows nothing over a window that the table was not made for', () => {
    expect([...gainedColumn(POSTS, filledTable(), 8, 'views')]).toEqual([
      UNKNOWN,
      UNKNOWN,
      UNKNOWN,
    ]);
  });
});

describe('coveredColumn', () => {
  it('has the days of our own history, of a table of the same posts only', () => {
    expect([...coveredColumn(POSTS, filledTable(), 7, 'views')]).toEqual([UNKNOWN, 5, 1]);
    const others = postsNamed('b', 'c');
    expect([...coveredColumn(others, filledTable(), 7, 'views')]).toEqual([UNKNOWN, UNKNOWN]);
    expect([...coveredColumn(POSTS, new Map(), 7, 'views')]).toEqual([UNKNOWN, UNKNOWN, UNKNOWN]);
  });
});
