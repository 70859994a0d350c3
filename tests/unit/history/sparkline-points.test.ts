import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sparklinePoints } from '../../../utils/history/sparkline-points.ts';
import { anySeries, pointAt } from './history-builders.ts';

describe('sparklinePoints', () => {
  it('returns views by hours since the first point', () => {
    const series = [
      pointAt(2, { views: 10 }),
      pointAt(1.5, { views: 30 }),
      pointAt(0, { views: 90 }),
    ];
    expect(sparklinePoints(series)).toEqual({ hours: [0, 12, 48], views: [10, 30, 90] });
  });

  it('drops points older than 30 days and points without views', () => {
    const series = [
      pointAt(40, { views: 1 }),
      pointAt(30, { views: 2 }),
      pointAt(20),
      pointAt(9, { views: 3 }),
    ];
    expect(sparklinePoints([...series, pointAt(0, { views: 4 })])?.views).toEqual([2, 3, 4]);
  });

  it('returns nothing for fewer than three points', () => {
    expect(sparklinePoints([])).toBeNull();
    expect(
      sparklinePoints([pointAt(2, { views: 1 }), pointAt(1), pointAt(0, { views: 2 })]),
    ).toBeNull();
  });

  it('returns 30 points at most, in order, with the first and the last', () => {
    fc.assert(
      fc.property(anySeries(30, 200), (series) => {
        const spark = sparklinePoints(series);
        fc.pre(spark !== null);
        const known = series.flatMap(({ views }) => (views === null ? [] : [views]));
        expect(spark?.views.length).toBe(Math.min(known.length, 30));
        expect(spark?.hours.length).toBe(spark?.views.length);
        expect(spark?.views.at(0)).toBe(known.at(0));
        expect(spark?.views.at(-1)).toBe(known.at(-1));
        expect(spark?.hours).toEqual(spark?.hours.toSorted((a, b) => a - b));
      }),
    );
  });
});
