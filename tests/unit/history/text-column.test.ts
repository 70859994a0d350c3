import { describe, expect, it } from 'vitest';
import {
  hasRows,
  optionalTextColumn,
  sharedCell,
  sharedColumn,
  textColumn,
  toSharedColumn,
} from '../../../utils/history/text-column.ts';

describe('columns of text', () => {
  const accepted = (column: unknown) => [
    textColumn.safeParse(column).success,
    optionalTextColumn.safeParse(column).success,
    sharedColumn.safeParse(column).success,
  ];

  it.each([
    [
      ['a', ''],
      [true, true, true],
    ],
    [[], [true, true, true]],
    [
      ['a', null],
      [false, true, true],
    ],
    ['a', [false, false, true]],
    [null, [false, false, true]],
    [
      ['a', 5],
      [false, false, false],
    ],
    [
      ['a', undefined],
      [false, false, false],
    ],
    [5, [false, false, false]],
    [undefined, [false, false, false]],
    [{ 0: 'a', length: 1 }, [false, false, false]],
  ])('accepts %j as required, optional and shared: %j', (column, expected) => {
    expect(accepted(column)).toEqual(expected);
  });

  it('stores a text that all rows share once', () => {
    expect(toSharedColumn(['a', 'a'])).toBe('a');
    expect(toSharedColumn([null, null])).toBeNull();
    expect(toSharedColumn([])).toBeNull();
    expect(toSharedColumn(['a', null])).toEqual(['a', null]);
  });

  it('returns the text of a row', () => {
    expect([sharedCell('a', 3), sharedCell(null, 3)]).toEqual(['a', null]);
    expect([sharedCell(['a', 'b'], 1), sharedCell(['a'], 1)]).toEqual(['b', null]);
  });

  it('counts the rows of a column of its own', () => {
    expect([hasRows('a', 7), hasRows(null, 7), hasRows(['a'], 1)]).toEqual([true, true, true]);
    expect([hasRows(['a'], 2), hasRows([], 1)]).toEqual([false, false]);
  });
});
