import { describe, expect, it } from 'vitest';
import {
  logMultiples,
  multipleLowerBound,
  multipleOf,
} from '../../../../utils/breakouts/rule/multiple.ts';

describe('multipleOf', () => {
  it('is the ratio where at least a hundred views are usual, one view beside each', () => {
    expect(multipleOf(999, 199)).toBe(5);
    expect(multipleOf(504, 100)).toBe(5);
  });

  it('adds up to 30 views of support where fewer are usual', () => {
    // 30 at 0, 15 at 50.
    expect(multipleOf(30, 0)).toBe(2);
    expect(multipleOf(8, 1)).toBeCloseTo((8 + 29.7) / (1 + 29.7), 10);
    expect(multipleOf(115, 50)).toBe(2);
  });

  it('never falls below one view of support', () => {
    expect(multipleOf(1, 10_000)).toBeCloseTo(2 / 10_001, 12);
  });
});

describe('multipleLowerBound', () => {
  it('takes the usual 1.645 standard errors higher', () => {
    const usual = 999;
    expect(multipleLowerBound(4999, usual, 0)).toBe(5);
    expect(multipleLowerBound(4999, usual, 0.5)).toBeCloseTo(
      5000 / (999 * Math.exp(0.8225) + 1),
      10,
    );
  });
});

describe('logMultiples', () => {
  const logsOf = (
    counts: readonly number[],
    usual: readonly number[],
    ...others: [((row: number) => boolean)?]
  ) => [...logMultiples(Float64Array.from(counts), Float64Array.from(usual), ...others)];

  it('is the logarithm of each multiple', () => {
    expect(logsOf([999, 199], [199, 999])).toEqual([Math.log(5), Math.log(0.2)]);
  });

  it('is unknown where neither the count nor the usual reaches 30 views', () => {
    const [few, enough, usual, unknown] = logsOf([29, 30, 0, Number.NaN], [29, 0, 30, 999]);
    expect(few).toBeNaN();
    expect(enough).toBeCloseTo(Math.log(2), 10);
    expect(usual).toBeCloseTo(Math.log(21 / 51), 10);
    expect(unknown).toBeNaN();
  });

  it('is unknown for rows that do not take part', () => {
    expect(logsOf([999, 999], [199, 199], (row) => row === 1)).toEqual([Number.NaN, Math.log(5)]);
  });
});
