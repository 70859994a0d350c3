import { describe, expect, it } from 'vitest';
import { ageClasses } from '../../../../utils/breakouts/baseline/age-class.ts';
import {
  expectedCount,
  expectedGain,
  usualOver,
} from '../../../../utils/breakouts/baseline/expected-gain.ts';
import { postTableOf, type TableRow } from '../../../builders/post-table.ts';

/** A level of 100 views a day on each row, and an age curve that never flattens: F(t) = t. */
const steady = (rows: number, { level = 100 } = {}) => ({
  ...{ peers: [], peersOf: new Int32Array(rows), others: new Int32Array(rows).fill(9) },
  logLevel: new Float64Array(rows).fill(Math.log(level)),
  curves: [(days: number) => days],
});

function expectedOf(rows: readonly TableRow[], level = steady(rows.length)) {
  const table = postTableOf(rows);
  const { gain, previousGain } = expectedGain(table, level, ageClasses(table));
  return { gain: [...gain], previousGain: [...previousGain] };
}

const HOUR_DAYS = 1 / 24;

describe('usualOver', () => {
  it('is the level times the growth of the age curve over the days before the refresh', () => {
    const level = { ...steady(1), curves: [(days: number) => days ** 2] };
    // 100 · (10² − 7²)
    expect(usualOver(postTableOf([{ age: 10 }]), level, 0, 3)).toBeCloseTo(5100, 8);
  });

  it('is unknown without an age curve', () => {
    expect(usualOver(postTableOf([{ age: 10, pool: 4 }]), steady(1), 0, 3)).toBeNaN();
  });
});

describe('expectedCount', () => {
  it('is the level times the age curve; posts of minutes count as one hour old', () => {
    const counts = expectedCount(postTableOf([{ age: 10 }, { age: 0.001 }]), steady(2));
    expect(counts[0]).toBeCloseTo(1000, 8);
    expect(counts[1]).toBeCloseTo(100 * HOUR_DAYS, 8);
  });

  it('is unknown without a level, an age or an age curve', () => {
    const level = steady(3);
    level.logLevel[0] = Number.NaN;
    const table = postTableOf([{ age: 10 }, {}, { age: 10, pool: 1 }]);
    expect([...expectedCount(table, level)]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  });
});

describe('expectedGain', () => {
  const old: TableRow = { age: 10, fromAge: 3, previousFromAge: 1, gain: 700 };

  it('is the level times the growth of the age curve, over the window and the one before', () => {
    const { gain, previousGain } = expectedOf([old]);
    // 100 · (10 − 3) and 100 · (3 − 1)
    expect(gain[0]).toBeCloseTo(700, 8);
    expect(previousGain[0]).toBeCloseTo(200, 8);
  });

  it('counts a post of minutes as one hour old', () => {
    expect(expectedOf([{ age: 0.001, fromAge: 0, previousFromAge: 0 }]).gain[0]).toBeCloseTo(
      100 * HOUR_DAYS,
      8,
    );
  });

  it('follows how other posts of the age deviate from the curve', () => {
    // 1,430 + 30 is twice 700 + 30. Of the five others ln 2 · 5/(5 + 5): times √2.
    const { gain, previousGain } = expectedOf(
      Array.from({ length: 6 }, () => ({ ...old, gain: 1430 })),
    );
    for (const usual of gain) expect(usual).toBeCloseTo(700 * Math.SQRT2, 8);
    for (const usual of previousGain) expect(usual).toBeCloseTo(200 * Math.SQRT2, 8);
  });

  it('leaves posts younger than the window to the curve', () => {
    const young = { age: 6, fromAge: 0, previousFromAge: 0, gain: 9000 };
    const { gain } = expectedOf(Array.from({ length: 6 }, () => young));
    for (const usual of gain) expect(usual).toBeCloseTo(600, 8);
    const onTheDay = { ...young, age: 7 };
    expect(expectedOf(Array.from({ length: 6 }, () => onTheDay)).gain[0]).toBeCloseTo(700, 8);
  });

  it('learns nothing from uncertain gains, or where hardly a view is usual', () => {
    const twice = { ...old, gain: 1430 };
    const uncertain = Array.from({ length: 5 }, () => ({ ...twice, isUncertain: true }));
    expect(expectedOf([old, ...uncertain]).gain[0]).toBeCloseTo(700, 8);
    const level = steady(6, { level: 4 });
    // 4 · 7 = 28 views are usual; from 30 on a post is counted.
    expect(
      expectedOf(
        [old, ...uncertain].map((row) => ({ ...row, isUncertain: false })),
        level,
      ).gain[0],
    ).toBeCloseTo(28, 8);
    const enough = steady(6, { level: 30 / 7 });
    expect(
      expectedOf(
        Array.from({ length: 6 }, () => ({ ...old, gain: 90 })),
        enough,
      ).gain[0],
    ).toBeCloseTo(30 * Math.SQRT2, 6);
  });

  it('is unknown without a level, an age, a start or an age curve', () => {
    const level = steady(4);
    level.logLevel[0] = Number.NaN;
    const { gain } = expectedOf(
      [old, { ...old, age: Number.NaN }, { ...old, fromAge: Number.NaN }, { ...old, pool: 1 }],
      level,
    );
    expect(gain).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN]);
  });
});
