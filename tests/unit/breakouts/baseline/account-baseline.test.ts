import { describe, expect, it } from 'vitest';
import { accountBaseline } from '../../../../utils/breakouts/baseline/account-baseline.ts';
import { ageCurve } from '../../../../utils/breakouts/baseline/age-curve.ts';
import { postTableOf, type TableRow } from '../../../builders/post-table.ts';

const curve = ageCurve(1.4);

/** A post with `size` times the views of its age on an account of one view on the first day. */
const post = (age: number, size: number, changes: TableRow = {}): TableRow => ({
  age,
  count: size * curve(age) - 1,
  ...changes,
});

function baselineOf(rows: readonly TableRow[], unavailable: readonly number[] = []) {
  const table = postTableOf(rows);
  const baseline = accountBaseline(table, (row) => unavailable.includes(row));
  const { logLevel, others } = baseline;
  return { ...baseline, levels: [...logLevel].map(Math.exp), others: [...others] };
}

/** Posts of the same size, every three days. */
const account = (posts: number, size: number, changes: TableRow = {}, from = 1) =>
  Array.from({ length: posts }, (_, place) => post(from + 3 * place, size, changes));

describe('accountBaseline', () => {
  it('finds the first day’s views of an account, from posts of all ages', () => {
    const { levels, others } = baselineOf(account(20, 5000));
    for (const level of levels) expect(level / 5000).toBeCloseTo(1, 2);
    expect(others).toEqual(new Array(20).fill(19));
  });

  it('leaves each post out of its own level', () => {
    // Without scatter a single hit decides nothing: its own level is that of the others.
    const { levels } = baselineOf([post(2, 900_000), ...account(20, 5000)]);
    expect((levels[0] as number) / 5000).toBeCloseTo(1, 1);
    // Nor does the post itself move the level of posts that scatter.
    const others = [post(5, 1000), post(8, 3000), post(11, 9000)];
    for (const size of [900_000, 5000, 10])
      expect(baselineOf([post(2, size), ...others]).levels[0]).toBeCloseTo(3000, 6);
  });

  it('counts a post that nobody has viewed', () => {
    expect(baselineOf([...account(4, 5000), { age: 5, count: 0 }]).others).toEqual([4, 4, 4, 4, 4]);
  });

  it('gives each post of an account that has grown the level of its time', () => {
    const steady = ['b', 'c', 'd'].flatMap((name) => account(30, 5000, { account: name }));
    const { levels } = baselineOf([...account(20, 5000), ...account(10, 500, {}, 61), ...steady]);
    for (const level of levels.slice(5, 15)) expect(level / 5000).toBeCloseTo(1, 1);
    for (const level of levels.slice(20, 30)) expect(level / 5000).toBeLessThan(0.7);
  });

  it('needs three other posts', () => {
    const [three, four] = [baselineOf(account(3, 5000)), baselineOf(account(4, 5000))];
    expect(three.levels).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    expect(three.others).toEqual([2, 2, 2]);
    for (const level of four.levels) expect(level / 5000).toBeCloseTo(1, 1);
  });

  it('learns nothing from posts without age or count, or that are unavailable', () => {
    const rows = [
      ...account(4, 5000),
      { count: 9000 },
      { age: 3 },
      post(5, 900_000),
      post(5, 900_000, { age: 0 }),
    ];
    const { others, levels } = baselineOf(rows, [6]);
    expect(others).toEqual([3, 3, 3, 3, 4, 4, 4, 4]);
    for (const level of levels) expect(level / 5000).toBeCloseTo(1, 1);
  });

  it('compares with the hundred latest posts', () => {
    const rows = [...account(100, 5000), ...account(60, 50, {}, 301)];
    const { others, levels } = baselineOf(rows);
    expect(others[0]).toBe(99);
    // The older posts are no part of what they are compared with.
    expect(others[159]).toBe(100);
    expect((levels[159] as number) / 5000).toBeCloseTo(1, 1);
    const reversed = baselineOf(rows.toReversed());
    expect(reversed.others).toEqual(others.toReversed());
    expect(reversed.levels).toEqual(levels.toReversed());
    // Of two posts of the same age the one with fewer views is the hundredth, in any order.
    const tied = [...account(99, 5000), post(400, 9000), post(400, 3000)];
    expect(baselineOf(tied).others.slice(-2)).toEqual([100, 99]);
    expect(baselineOf(tied.toReversed()).others.slice(0, 2)).toEqual([99, 100]);
  });

  it('knows nothing of the posts of unknown accounts', () => {
    const { logLevel, others, peersOf } = baselineOf([
      post(5, 5000, { account: null }),
      ...account(5, 5000),
    ]);
    expect(logLevel[0]).toBeNaN();
    expect(others[0]).toBe(0);
    expect(peersOf[0]).toBe(-1);
  });

  it('brings formats to each other’s level where the platform shows how they differ', () => {
    // Photos get a tenth of the views on the accounts that post enough of both.
    const both = ['a', 'b', 'c'].flatMap((name) => [
      ...account(8, 5000, { account: name }),
      ...account(8, 500, { account: name, pool: 1 }, 2),
    ]);
    const few = [...account(6, 5000, { account: 'd' }), post(4, 500, { account: 'd', pool: 1 })];
    const { levels, others } = baselineOf([...both, ...few]);
    expect((levels.at(-1) as number) / 500).toBeCloseTo(1, 1);
    expect((levels.at(-2) as number) / 5000).toBeCloseTo(1, 1);
    expect(others.at(-1)).toBe(6);
    // An account with too few posts of either to tell them apart.
    const mixed = [
      ...account(4, 5000, { account: 'd' }),
      ...account(4, 500, { account: 'd', pool: 1 }, 2),
    ];
    const ofMixed = baselineOf([...both, ...mixed]).levels.slice(-8);
    for (const level of ofMixed.slice(0, 4)) expect(level / 5000).toBeCloseTo(1, 1);
    for (const level of ofMixed.slice(4)) expect(level / 500).toBeCloseTo(1, 1);
  });

  it('compares a format of few posts with the whole account, and the others with their own', () => {
    const rows = [
      ...account(12, 16_000),
      ...account(12, 2000, { pool: 1 }, 2),
      ...account(2, 16_000, { pool: 2 }, 3),
    ];
    const { others } = baselineOf(rows);
    expect(others).toEqual([...new Array(24).fill(11), 25, 25]);
  });

  it('does not tell formats apart by posts that are unavailable', () => {
    const rows = [
      ...account(8, 5000),
      ...account(4, 5000, { pool: 1 }, 2),
      ...account(8, 5, { pool: 1 }, 3),
    ];
    const unavailable = [12, 13, 14, 15, 16, 17, 18, 19];
    expect(baselineOf(rows, unavailable).others.slice(0, 12)).toEqual(new Array(12).fill(11));
    expect(baselineOf(rows).others.slice(0, 8)).toEqual(new Array(8).fill(7));
  });

  it('learns the age curve of each platform from its own accounts', () => {
    const quick = ageCurve(1.9);
    const onOther = ['a', 'b', 'c', 'd', 'e'].flatMap((name) =>
      Array.from({ length: 40 }, (_, place) => {
        const age = 1 + 2 * place;
        return { account: name, pool: 1, age, count: 5000 * quick(age) - 1 };
      }),
    );
    const { curves } = baselineOf([...account(40, 5000, { account: 'z' }), ...onOther]);
    expect(curves).toHaveLength(2);
    expect(curves[0]?.(60)).toBeCloseTo(curve(60), 1);
    expect(curves[1]?.(60)).toBeCloseTo(quick(60), 1);
  });

  it('learns no curve from accounts of four posts', () => {
    const quick = ageCurve(2.4);
    const four = Array.from({ length: 40 }, (_, index) => {
      const age = 1 + 20 * (index % 4);
      return { account: `${index >> 2}`, age, count: 5000 * quick(age) - 1 };
    });
    // Without posts the decay is the usual one.
    expect(baselineOf(four).curves[0]?.(60)).toBe(curve(60));
    const uncounted = Array.from({ length: 10 }, (_, index) => ({ account: `${index}`, age: 5 }));
    expect(baselineOf([...four, ...uncounted]).curves[0]?.(60)).toBe(curve(60));
    const five = Array.from({ length: 50 }, (_, index) => {
      const age = 1 + 20 * (index % 5);
      return { account: `${Math.floor(index / 5)}`, age, count: 5000 * quick(age) - 1 };
    });
    expect(baselineOf(five).curves[0]?.(60)).toBeCloseTo(quick(60), 1);
  });
});
