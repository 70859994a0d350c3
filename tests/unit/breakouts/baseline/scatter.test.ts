import { describe, expect, it } from 'vitest';
import { scatter, usualError } from '../../../../utils/breakouts/baseline/scatter.ts';
import { postTableOf, type TableRow } from '../../../builders/post-table.ts';

function scatterOf(rows: readonly TableRow[], logMultiples: readonly number[]): number[] {
  const table = postTableOf(rows);
  const { accounts: peers, accountOf: peersOf } = table;
  const baseline = {
    ...{ peers, peersOf, curves: [] },
    logLevel: new Float64Array(rows.length),
    others: new Int32Array(rows.length),
  };
  return [...scatter(table, baseline, Float64Array.from(logMultiples))];
}

const MAD = 1.4826;

describe('scatter', () => {
  it('mixes the other posts of the account with eight posts of the platform', () => {
    const account = [1, -2, 3].map(() => ({ account: 'a' }));
    const others = [1, 1, 1, 1].map(() => ({ account: 'b' }));
    const found = scatterOf([...account, ...others], [1, -2, 3, 1, -1, 1, 1]);
    // The platform: |ln m| of 1, 1, 1, 1, 1, 2, 3, whose median is 1.
    const mixed = (posts: number, own: number) =>
      Math.sqrt((posts * (MAD * own) ** 2 + 8 * MAD ** 2) / (posts + 8));
    expect(found[0]).toBeCloseTo(mixed(2, 2.5), 10);
    expect(found[1]).toBeCloseTo(mixed(2, 2), 10);
    expect(found[2]).toBeCloseTo(mixed(2, 1.5), 10);
    expect(found[3]).toBeCloseTo(MAD, 10);
  });

  it('gives a post that does not take part the scatter of all posts of its account', () => {
    const found = scatterOf([{}, {}, {}], [Number.NaN, 1, 3]);
    expect(found[0]).toBeCloseTo(MAD * 2, 10);
  });

  it('keeps platforms apart, and takes 0.8 where none is known', () => {
    const rows = [{ account: 'a' }, { account: 'a' }, { account: 'b', pool: 1 }];
    expect(scatterOf(rows, [2, 2, Number.NaN])[2]).toBe(0.8);
    expect(scatterOf(rows, [2, 2, 1])[2]).toBeCloseTo(MAD, 10);
  });

  it('takes that of the platform for a post of an unknown account, or the only one', () => {
    const rows = [{ account: null }, { account: 'a' }, { account: 'b' }, { account: 'b' }];
    const found = scatterOf(rows, [Number.NaN, 1, 1, 1]);
    expect(found[0]).toBeCloseTo(MAD, 10);
    expect(found[1]).toBeCloseTo(MAD, 10);
  });

  it('is at least 0.35', () => {
    expect(scatterOf([{}, {}, {}], [0.01, 0.01, 0.01])).toEqual([0.35, 0.35, 0.35]);
  });
});

describe('usualError', () => {
  it('falls with the root of the number of posts', () => {
    // 2 · √(1.15/4.6) = 2 · √0.25
    expect(usualError(2, 4.6)).toBeCloseTo(1, 10);
    expect(usualError(2, 18.4)).toBeCloseTo(0.5, 10);
  });
});
