import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { downsample } from '../../../utils/history/downsample.ts';
import { anySeries, DAY_MS, NOW, pointAt } from './history-builders.ts';

const everyHours = (hours: number, days: number) =>
  Array.from({ length: Math.floor((days * 24) / hours) }, (_, index) =>
    pointAt(days - (index * hours) / 24),
  );

const ageDays = ({ at }: { readonly at: number }) => (NOW - at) / DAY_MS;

describe('downsample', () => {
  it('keeps every point of the last 14 days', () => {
    const series = everyHours(3, 14);
    expect(downsample(series, NOW)).toEqual(series);
  });

  it('keeps one point a day up to 90 days', () => {
    const thinned = downsample(everyHours(3, 90), NOW).filter((point) => ageDays(point) > 15);
    const days = thinned.map(({ at }) => Math.floor(at / DAY_MS));
    expect(new Set(days).size).toBe(days.length);
    expect(days).toHaveLength(76);
  });

  it('keeps one point a week up to 365 days, and nothing older', () => {
    const thinned = downsample(everyHours(24, 500), NOW);
    const old = thinned.filter((point) => ageDays(point) > 90);
    const weeks = old.map(({ at }) => Math.floor(at / (7 * DAY_MS)));
    expect(new Set(weeks).size).toBe(weeks.length);
    expect(weeks.length).toBeGreaterThanOrEqual(39);
    expect(Math.max(...thinned.map(ageDays))).toBeLessThanOrEqual(365);
  });

  it('keeps the last point even when its day has earlier points', () => {
    const series = [pointAt(20.2), pointAt(20.1), pointAt(20)];
    expect(downsample(series, NOW)).toEqual([series[0], series[2]]);
  });

  it('returns nothing for a post last refreshed over 365 days ago', () => {
    expect(downsample([pointAt(380), pointAt(366)], NOW)).toEqual([]);
  });

  it('keeps fewer days when asked to', () => {
    const series = everyHours(24, 300);
    expect(downsample(series, NOW, 60)).toEqual(
      downsample(series, NOW).filter((point) => ageDays(point) <= 60),
    );
  });

  it('removes points and changes none', () => {
    fc.assert(
      fc.property(anySeries(400), (series) => {
        const thinned = downsample(series, NOW);
        expect(thinned).toEqual(series.filter((point) => thinned.includes(point)));
      }),
    );
  });

  it('keeps no later point of a week whose first one has expired', () => {
    // 366 and 361 days ago, in one week (weeks begin on Thursdays, as 1970 did).
    const series = [1_763_791_542_000, 1_764_201_599_000, NOW].map((at) => ({ ...pointAt(0), at }));
    expect(Math.floor((series[0]?.at ?? 0) / (7 * DAY_MS))).toBe(
      Math.floor((series[1]?.at ?? 0) / (7 * DAY_MS)),
    );
    expect(downsample(series, NOW)).toEqual([series[2]]);
    expect(downsample(downsample(series, NOW - 2 * DAY_MS), NOW)).toEqual([series[2]]);
  });

  it('returns the same whether applied once or repeatedly over time', () => {
    fc.assert(
      fc.property(
        anySeries(400),
        fc.array(fc.double({ min: 0, max: 200, noNaN: true })),
        (series, stops) => {
          const asOfs = stops.map((days) => NOW - days * DAY_MS).sort((a, b) => a - b);
          const stepwise = asOfs.reduce((thinned, asOf) => downsample(thinned, asOf), series);
          expect(downsample(stepwise, NOW)).toEqual(downsample(series, NOW));
        },
      ),
    );
  });
});
