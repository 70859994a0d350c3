import { describe, expect, it } from 'vitest';
import { formatLevels } from '../../../../utils/breakouts/baseline/format-levels.ts';
import { postTableOf, type TableRow } from '../../../builders/post-table.ts';

interface LevelRow extends TableRow {
  readonly level: number;
}

/** An account with four posts of the main format, and as many of pool 1, `difference` higher. */
const account = (name: string, difference: number, others = 4): LevelRow[] =>
  [0, 0, 0, 0, ...new Array<number>(others).fill(1)].map((pool) => ({
    account: name,
    pool,
    level: 5 + (pool === 1 ? difference : 0),
  }));

function levelsOf(rows: readonly LevelRow[], mainPools?: readonly number[]): number[] {
  const table = postTableOf(rows, mainPools === undefined ? {} : { mainPools });
  return [
    ...formatLevels(
      table,
      Float64Array.from(rows, ({ level }) => level),
    ),
  ];
}

describe('formatLevels', () => {
  it('is the median of the accounts of the distance from the main format', () => {
    expect(levelsOf([...account('a', 1), ...account('b', 2), ...account('c', 7)])).toEqual([0, 2]);
    expect(levelsOf([...account('a', -1), ...account('b', -2), ...account('c', -7)])).toEqual([
      0, -2,
    ]);
  });

  it('needs three accounts with four known posts of both', () => {
    const two = [...account('a', 1), ...account('b', 2)];
    expect(levelsOf(two)).toEqual([0, 0]);
    expect(levelsOf([...two, ...account('c', 7, 3)])).toEqual([0, 0]);
    const unknown = account('c', 7).map((row, place) =>
      place === 7 ? { ...row, level: Number.NaN } : row,
    );
    expect(levelsOf([...two, ...unknown])).toEqual([0, 0]);
  });

  it('takes the trimmed mean of each format', () => {
    const withHit = (name: string) =>
      account(name, 2).map((row, place) => (place === 7 ? { ...row, level: 99 } : row));
    expect(levelsOf(['a', 'b', 'c'].flatMap(withHit))).toEqual([0, 2]);
  });

  it('measures from the main format of the same platform', () => {
    const rows = ['a', 'b', 'c'].flatMap((name) => account(name, 2));
    // Pool 1 is the main one of both.
    expect(levelsOf(rows, [1, 1])).toEqual([-2, 0]);
  });

  it('is 0 where no account has two formats', () => {
    const apart = ['a', 'b', 'c'].flatMap((name, place) =>
      account(name, 0).map((row) => ({ ...row, pool: place % 2 })),
    );
    expect(levelsOf(apart)).toEqual([0, 0]);
  });
});
