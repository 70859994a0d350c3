import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { historyGain } from '../../../utils/history/history-gain.ts';
import type { Point, Series } from '../../../utils/history/point.ts';
import { anySeries, DAY_MS, pointAt } from './history-builders.ts';

const counts = (views: number) => ({ views, likes: views / 10, comments: views / 100, shares: 0 });

describe('historyGain', () => {
  it('subtracts the earliest count inside the window from the last', () => {
    const series = [
      pointAt(8, counts(1000)),
      pointAt(7, counts(2000)),
      pointAt(3, counts(5000)),
      pointAt(0, counts(9000)),
    ];
    expect(historyGain(series, 7)).toEqual({ views: 7000, engagement: 770, coveredDays: 7 });
  });

  it('starts at a refresh some minutes before the window', () => {
    const series = [pointAt(1.01, counts(1000)), pointAt(0, counts(3000))];
    expect(historyGain(series, 1)).toEqual({ views: 2000, engagement: 220, coveredDays: 1 });
  });

  it('starts at a refresh six hours before the window, unless one inside is as near', () => {
    const early = [pointAt(1.25, counts(1000)), pointAt(0, counts(3000))];
    expect(historyGain(early, 1).views).toBe(2000);
    const tie = [pointAt(1.1, counts(1000)), pointAt(0.9, counts(1500)), pointAt(0, counts(3000))];
    expect(historyGain(tie, 1).views).toBe(1500);
  });

  it('ignores a refresh long before the window', () => {
    const series = [pointAt(3, counts(1000)), pointAt(0, counts(3000))];
    expect(historyGain(series, 1)).toEqual({ views: null, engagement: null, coveredDays: 0 });
  });

  it('returns the covered days when the history is shorter than the window', () => {
    const series = [pointAt(3, counts(1000)), pointAt(0, counts(3000))];
    expect(historyGain(series, 7)).toEqual({ views: 2000, engagement: 220, coveredDays: 3 });
  });

  it('returns the covered days when the window starts with a gap', () => {
    const series = [pointAt(30, counts(500)), pointAt(2, counts(1000)), pointAt(0, counts(3000))];
    expect(historyGain(series, 7).coveredDays).toBe(2);
  });

  it('returns null for one point or none', () => {
    const nothing = { views: null, engagement: null, coveredDays: 0 };
    expect(historyGain([pointAt(0, counts(10))], 7)).toEqual(nothing);
    expect(historyGain([], 7)).toEqual(nothing);
  });

  it('is negative after a recount', () => {
    expect(historyGain([pointAt(1, counts(3000)), pointAt(0, counts(1000))], 1).views).toBe(-2000);
  });

  it('returns null without a count, and sums the known parts of the engagement', () => {
    const before = pointAt(1, { views: 10, likes: 5, comments: 1, shares: null });
    expect(
      historyGain([before, pointAt(0, { views: null, likes: 8, comments: 3, shares: 4 })], 1),
    ).toMatchObject({
      views: null,
      engagement: 5,
    });
    expect(
      historyGain([before, pointAt(0, { views: 30, likes: null, comments: 3 })], 1),
    ).toMatchObject({
      views: 20,
      engagement: null,
    });
  });

  it('equals a naive search for the point nearest to the start of the window', () => {
    fc.assert(
      fc.property(anySeries(20), fc.constantFrom(1, 2, 7, 14), (series, days) => {
        expect(historyGain(series, days)).toEqual(naive(series, days));
      }),
    );
  });

  it('equals the gain of the API when refreshes keep to their interval', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(1e6), { minLength: 30, maxLength: 80 }),
        fc.constantFrom(1, 2, 3, 4, 6),
        fc.constantFrom(1, 3, 7),
        (views, aDay, days) => {
          const series = views.map((count, index) =>
            pointAt((views.length - 1 - index) / aDay, { views: count }),
          );
          const last = series.at(-1) as Point;
          const earliest = series.find(({ at }) => at >= last.at - days * DAY_MS) as Point;
          expect(historyGain(series, days).views).toBe((last.views ?? 0) - (earliest.views ?? 0));
        },
      ),
    );
  });
});

function naive(series: Series, days: number) {
  const last = series.at(-1);
  const start = (last?.at ?? 0) - days * DAY_MS;
  const inside = series.filter(({ at }) => at >= start);
  const justBefore = series.filter(({ at }) => at < start && at >= start - DAY_MS / 4);
  const nearest = [...inside.slice(0, 1), ...justBefore.slice(-1)].sort(
    (a, b) => Math.abs(a.at - start) - Math.abs(b.at - start) || b.at - a.at,
  )[0];
  if (last === undefined || nearest === undefined || nearest === last) {
    return { views: null, engagement: null, coveredDays: 0 };
  }
  const minus = (a: number | null, b: number | null) => (a === null || b === null ? null : a - b);
  const likes = minus(last.likes, nearest.likes);
  return {
    views: minus(last.views, nearest.views),
    engagement:
      likes === null
        ? null
        : likes +
          (minus(last.comments, nearest.comments) ?? 0) +
          (minus(last.shares, nearest.shares) ?? 0),
    coveredDays: Math.min(days, (last.at - nearest.at) / DAY_MS),
  };
}
