import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appendPoints } from '../../../utils/history/append-points.ts';
import { anyPoint, anySeries, pointAt } from './history-builders.ts';

describe('appendPoints', () => {
  it('appends a new refresh', () => {
    const series = [pointAt(2, { views: 10 })];
    expect(appendPoints(series, [pointAt(1, { views: 20 })])).toEqual([
      pointAt(2, { views: 10 }),
      pointAt(1, { views: 20 }),
    ]);
  });

  it('ignores a duplicate refresh', () => {
    const series = [pointAt(2, { views: 10 }), pointAt(1, { views: 20 })];
    expect(appendPoints(series, [pointAt(1, { views: 20 }), pointAt(2, { views: 10 })])).toBe(
      series,
    );
  });

  it('keeps the first counts of a refresh', () => {
    const series = [pointAt(1, { views: 20 })];
    expect(appendPoints(series, [pointAt(1, { views: 25 })])).toEqual(series);
    expect(appendPoints(series, [pointAt(1, { views: 25 }), pointAt(2)])).toContainEqual(
      pointAt(1, { views: 20 }),
    );
  });

  it('inserts a late refresh in order', () => {
    const series = [pointAt(3), pointAt(1)];
    expect(appendPoints(series, [pointAt(2)]).map(({ at }) => at)).toEqual(
      [3, 2, 1].map((days) => pointAt(days).at),
    );
  });

  it('keeps a lower count, because platforms recount', () => {
    const series = appendPoints([pointAt(2, { views: 100 })], [pointAt(1, { views: 60 })]);
    expect(series.map(({ views }) => views)).toEqual([100, 60]);
  });

  it('equals a map from time to counts, for any order and batches', () => {
    const order = fc.func(fc.integer());
    fc.assert(
      fc.property(anySeries(30), order, fc.nat(), (series, rankOf, cut) => {
        const shuffled = series
          .map((point) => ({ point, rank: rankOf(point.at) }))
          .sort((a, b) => a.rank - b.rank);
        const points = shuffled.map(({ point }) => point);
        const middle = points.length === 0 ? 0 : cut % points.length;
        const inTwo = appendPoints(appendPoints([], points.slice(0, middle)), points.slice(middle));
        expect(inTwo).toEqual(series);
        expect(appendPoints(inTwo, points)).toBe(inTwo);
      }),
    );
  });

  it('keeps times strictly ascending', () => {
    fc.assert(
      fc.property(anySeries(2), fc.array(anyPoint(2)), (series, points) => {
        const times = appendPoints(series, points).map(({ at }) => at);
        expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
        expect(new Set(times)).toEqual(new Set([...series, ...points].map(({ at }) => at)));
      }),
    );
  });
});
