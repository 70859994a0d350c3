import { describe, expect, it } from 'vitest';
import { ageClasses } from '../../../../utils/breakouts/baseline/age-class.ts';
import { speedUp } from '../../../../utils/breakouts/rule/speed-up.ts';
import { postTableOf, type TableRow } from '../../../builders/post-table.ts';

/** 999 views are usual in each window, so that a multiple is (views + 1)/1,000. */
function speedUpsOf(rows: readonly TableRow[]): number[] {
  const table = postTableOf(rows);
  const usual = new Float64Array(rows.length).fill(999);
  return [...speedUp(table, { gain: usual, previousGain: usual }, ageClasses(table))];
}

/** A post of twenty days with these views in the last week and the one before. */
const post = (gain: number, previousGain: number, changes: TableRow = {}): TableRow => ({
  ...{ age: 20, fromAge: 13, previousFromAge: 6, gain, previousGain },
  ...changes,
});

describe('speedUp', () => {
  it('is the multiple of the window over that of the window before', () => {
    expect(speedUpsOf([post(3999, 999)])[0]).toBeCloseTo(4, 10);
    expect(speedUpsOf([post(999, 999)])[0]).toBeCloseTo(1, 10);
  });

  it('is relative to how other posts of the age change', () => {
    // Each of the others doubled: ln ρ = ln 2 · 5/(5 + 5), so 8/√2 and, for the others with the
    // median 2 again, 2/√2.
    const others = Array.from({ length: 5 }, () => post(1999, 999));
    const found = speedUpsOf([post(7999, 999), ...others]);
    expect(found[0]).toBeCloseTo(8 / Math.SQRT2, 10);
    expect(found[1]).toBeCloseTo(Math.SQRT2, 10);
  });

  it('learns nothing from uncertain gains', () => {
    const others = Array.from({ length: 5 }, () => post(1999, 999, { isUncertain: true }));
    expect(speedUpsOf([post(7999, 999), ...others])[0]).toBeCloseTo(8, 10);
  });

  it('is at most 1 where the gain of a day fell', () => {
    // Others fell to a quarter, this one to a half: relatively it sped up.
    const others = Array.from({ length: 5 }, () => post(249, 999));
    expect(speedUpsOf([post(499, 999), ...others])[0]).toBe(1);
    // 970 + 30 views in 7 days are as many as 970 + 30 in 7.
    expect(speedUpsOf([post(970, 970), ...others])[0]).toBeCloseTo(2, 10);
    expect(speedUpsOf([post(969, 970), ...others])[0]).toBe(1);
  });

  it('compares gains by the day', () => {
    // The others fell to a sixteenth, which counts half: ρ = 1/4. 499 + 30 views in 7 days are
    // more a day than 970 + 30 in 14, and fewer than 1,040 + 30.
    const others = Array.from({ length: 5 }, () => post(61.5, 999));
    const found = (previousGain: number) =>
      speedUpsOf([
        post(499, previousGain, { age: 21, fromAge: 14, previousFromAge: 0 }),
        ...others,
      ])[0];
    expect(found(970)).toBeCloseTo((4 * 500) / 971, 10);
    expect(found(1040)).toBe(1);
  });

  it('keeps what is below 1 where the gain of a day fell', () => {
    expect(speedUpsOf([post(499, 999)])[0]).toBeCloseTo(0.5, 10);
  });

  it('is unknown for posts of the window, and without a gain before', () => {
    expect(speedUpsOf([post(999, 999, { age: 7, fromAge: 0, previousFromAge: 0 })])).toEqual([
      Number.NaN,
    ]);
    expect(speedUpsOf([post(999, Number.NaN)])).toEqual([Number.NaN]);
  });
});
