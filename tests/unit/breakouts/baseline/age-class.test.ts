import { describe, expect, it } from 'vitest';
import { ageClasses, ageClassMedians } from '../../../../utils/breakouts/baseline/age-class.ts';
import { postTableOf } from '../../../builders/post-table.ts';

const UNKNOWN = Number.NaN;

describe('ageClasses', () => {
  it.each([
    [0.1, 0],
    [7, 0],
    [7.1, 1],
    [8, 1],
    [11, 2],
    [14, 3],
    [21, 4],
    [35, 5],
    [63, 6],
    [119, 7],
    [119.1, 8],
    [UNKNOWN, 8],
  ])('puts a post of %f days, by windows of a week, into class %i', (age, place) => {
    expect([...ageClasses(postTableOf([{ age }])).of]).toEqual([place]);
  });

  it('measures ages in windows', () => {
    const table = postTableOf([{ age: 1 }, { age: 2 }, { age: 18 }], { windowDays: 1 });
    expect([...ageClasses(table).of]).toEqual([0, 3, 8]);
  });

  it('keeps platforms apart, nine classes each', () => {
    const classes = ageClasses(postTableOf([{ age: 5 }, { age: 5, pool: 1 }]));
    expect([...classes.of]).toEqual([0, 9]);
    expect(classes.count).toBe(18);
  });
});

describe('ageClassMedians', () => {
  const medians = (of: readonly number[], deviations: readonly number[]) => [
    ...ageClassMedians({ of: Int32Array.from(of), count: 3 }, Float64Array.from(deviations)),
  ];

  it('takes the median of the other posts of the class, n/(n + 5) of it', () => {
    // Without 1: (2 + 6)/2 = 4; without 2: (1 + 6)/2; without 6: (1 + 2)/2; each times 2/7.
    expect(medians([0, 0, 0], [1, 2, 6])).toEqual([(4 * 2) / 7, (3.5 * 2) / 7, (1.5 * 2) / 7]);
  });

  it('gives posts that do not take part the median of all', () => {
    expect(medians([0, 0, 0, 0], [1, 2, 6, UNKNOWN])[3]).toBe((2 * 3) / 8);
  });

  it('keeps classes apart, and is 0 where no other post is known', () => {
    expect(medians([0, 0, 1, 2], [8, 4, 1, UNKNOWN])).toEqual([4 / 6, 8 / 6, 0, 0]);
  });
});
