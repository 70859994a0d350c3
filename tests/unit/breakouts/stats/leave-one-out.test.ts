import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leaveOneOut } from '../../../../utils/breakouts/stats/leave-one-out.ts';
import { medianInPlace } from '../../../../utils/breakouts/stats/median.ts';
import { plainMedian } from '../../../builders/plain-median.ts';

/**
 * Few different values, so that equal ones are frequent. No −0: beside 0 it is equal in order, and
 * which of the two is in the middle means nothing.
 */
const value = fc
  .oneof(fc.integer({ min: 0, max: 6 }), fc.double({ min: -1e6, max: 1e6, noNaN: true }))
  .map((x) => x + 0);
const values = fc.array(value, { minLength: 2, maxLength: 30 });

function plainTrimmedMean(numbers: readonly number[]): number {
  const cut = numbers.length < 3 ? 0 : Math.max(1, Math.floor(0.2 * numbers.length));
  const kept = numbers.toSorted((a, b) => a - b).slice(cut, numbers.length - cut);
  return kept.reduce((sum, value) => sum + value, 0) / kept.length;
}

describe('leave-one-out averages', () => {
  it('averages the other values', () => {
    fc.assert(
      fc.property(values, (numbers) => {
        const group = leaveOneOut(Float64Array.from(numbers));
        numbers.forEach((without, place) => {
          const others = numbers.toSpliced(place, 1);
          expect(group.median(without)).toBe(plainMedian(others));
          expect(group.trimmedMean(without)).toBeCloseTo(plainTrimmedMean(others), 4);
        });
      }),
    );
  });

  it('averages all values when none is left out', () => {
    const group = leaveOneOut(Float64Array.of(5, 1, 2, 100, 3));
    expect([group.count, group.median(), group.trimmedMean()]).toEqual([5, 3, 10 / 3]);
  });

  it('returns undefined when no value is left', () => {
    const alone = leaveOneOut(Float64Array.of(3));
    expect([
      alone.median(3),
      alone.trimmedMean(3),
      leaveOneOut(new Float64Array()).median(),
    ]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  });
});

describe('median', () => {
  it('returns the middle of the sorted values', () => {
    fc.assert(
      fc.property(values, (numbers) => {
        expect(medianInPlace(Float64Array.from(numbers))).toBe(plainMedian(numbers));
      }),
    );
  });

  it('accepts a number of leading values', () => {
    expect(medianInPlace(Float64Array.of(3, 1, 2, 99, 99, 99), 3)).toBe(2);
  });
});
