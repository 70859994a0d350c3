import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PostColumns } from '../../../utils/post-table/post-columns.ts';
import { firstDirectionOf, sortRows } from '../../../utils/post-table/sort-rows.ts';
import { FULL_VIEW_COLUMNS, type FullViewColumn } from '../../../utils/state/full-view-state.ts';
import { postColumns } from '../../builders/post-columns.ts';

const all = ({ ids }: PostColumns) => Uint32Array.from(ids.keys());

function idsBy(
  columns: PostColumns,
  column: FullViewColumn,
  direction: 'ascending' | 'descending',
  rows = all(columns),
): string[] {
  return [...sortRows(columns, rows, { column, direction }, 'en')].map(
    (row) => columns.ids[row] as string,
  );
}

describe('firstDirectionOf', () => {
  it('is from the strongest, the youngest and A, and for numbers from the largest', () => {
    const ascending = FULL_VIEW_COLUMNS.filter(
      (column) => firstDirectionOf(column) === 'ascending',
    );
    expect(new Set(ascending)).toEqual(new Set(['state', 'post', 'age']));
    const others = FULL_VIEW_COLUMNS.filter((column) => !ascending.includes(column));
    expect(new Set(others.map(firstDirectionOf))).toEqual(new Set(['descending']));
  });
});

describe('sortRows', () => {
  it('sorts by a number in both directions, with unknown values last', () => {
    const columns = postColumns([
      { id: 'unknown' },
      { id: 'small', gained: -5 },
      { id: 'large', gained: 900 },
      { id: 'none', gained: 0 },
    ]);
    expect(idsBy(columns, 'gained', 'ascending')).toEqual(['small', 'none', 'large', 'unknown']);
    expect(idsBy(columns, 'gained', 'descending')).toEqual(['large', 'none', 'small', 'unknown']);
  });

  it('keeps equal values, and unknown ones, in the order of the rule', () => {
    const columns = postColumns(
      [
        { id: 'third', views: 1 },
        { id: 'first', views: 1 },
        { id: 'fourth' },
        { id: 'second', views: 1 },
        { id: 'fifth' },
      ],
      { ruleRank: Uint32Array.of(2, 0, 3, 1, 4) },
    );
    const order = ['first', 'second', 'third', 'fourth', 'fifth'];
    expect(idsBy(columns, 'views', 'ascending')).toEqual(order);
    expect(idsBy(columns, 'views', 'descending')).toEqual(order);
  });

  it('sorts accounts by name as the language does, without regard to case', () => {
    const columns = postColumns(
      ['zoe', 'Émile', 'emil', 'Anna 10', 'anna 9'].map((accountName) => ({
        id: accountName,
        accountName,
      })),
    );
    expect(idsBy(columns, 'post', 'ascending')).toEqual([
      ...['anna 9', 'Anna 10', 'emil', 'Émile', 'zoe'],
    ]);
  });

  it('puts posts without an account after those with one', () => {
    const columns = postColumns([
      { id: 'nobody', accountName: null },
      { id: 'somebody', accountName: 'zoe' },
    ]);
    expect(idsBy(columns, 'post', 'ascending')).toEqual(['somebody', 'nobody']);
    expect(idsBy(columns, 'post', 'descending')).toEqual(['somebody', 'nobody']);
  });

  it('sorts states from new hits to posts that were not compared', () => {
    const columns = postColumns([
      { id: 'young', state: 'insufficient-history', reason: 'no-second-refresh' },
      { id: 'ordinary', state: 'ordinary' },
      { id: 'ended', state: 'ordinary', firstFlaggedAt: 1, endedAt: 2 },
      { id: 'risen', state: 'ordinary', reason: 'account-rise' },
      { id: 'hit', state: 'new-hit', reason: 'hit-since-published' },
    ]);
    expect(idsBy(columns, 'state', 'ascending')).toEqual([
      ...['hit', 'risen', 'ended', 'ordinary', 'young'],
    ]);
  });

  it('sorts the youngest posts first when ages ascend', () => {
    const columns = postColumns([
      { id: 'old', createdAt: 1000 },
      { id: 'young', createdAt: 2000 },
      { id: 'unknown' },
    ]);
    expect(idsBy(columns, 'age', 'ascending')).toEqual(['young', 'old', 'unknown']);
    expect(idsBy(columns, 'age', 'descending')).toEqual(['old', 'young', 'unknown']);
  });

  it.each([
    ['usual', 'expected'],
    ['firstFlagged', 'firstFlaggedAt'],
    ['followers', 'followers'],
  ] as const)('sorts by %s', (column, number) => {
    const columns = postColumns([
      { id: 'unknown' },
      { id: 'small', [number]: 10 },
      { id: 'large', [number]: 20 },
    ]);
    expect(idsBy(columns, column, 'descending')).toEqual(['large', 'small', 'unknown']);
  });

  it('returns the given rows only', () => {
    const columns = postColumns([{ views: 1 }, { views: 3 }, { views: 2 }]);
    expect(idsBy(columns, 'views', 'descending', Uint32Array.of(0, 2))).toEqual([
      ...['post-2', 'post-0'],
    ]);
  });

  it('sorts by names again for another language', () => {
    const columns = postColumns([
      { id: 'z', accountName: 'zebra' },
      { id: 'ö', accountName: 'öga' },
    ]);
    const first = (locale: string) =>
      columns.ids[
        sortRows(columns, all(columns), { column: 'post', direction: 'ascending' }, locale)[0] ?? -1
      ];
    // Swedish sorts Ö after Z.
    expect(first('sv')).toBe('z');
    expect(first('de')).toBe('ö');
  });

  it('returns each row once, whatever the values', () => {
    const value = fc.option(fc.double({ noDefaultInfinity: true }), { nil: undefined });
    fc.assert(
      fc.property(
        fc.array(value, { maxLength: 40 }),
        fc.constantFrom(...FULL_VIEW_COLUMNS),
        fc.constantFrom('ascending' as const, 'descending' as const),
        (values, column, direction) => {
          const columns = postColumns(
            values.map((number) =>
              number === undefined ? {} : { views: number, multiple: number, gained: number },
            ),
          );
          const sorted = idsBy(columns, column, direction);
          expect([...sorted].sort()).toEqual([...columns.ids].sort());
        },
      ),
    );
  });
});
