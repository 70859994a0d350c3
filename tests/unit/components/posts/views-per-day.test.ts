import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { viewsPerDay } from '../../../../components/posts/views-per-day.ts';

describe('viewsPerDay', () => {
  it('assigns views to the day in which they came, interpolating between points', () => {
    expect(viewsPerDay({ hours: [0, 48, 72], views: [0, 100, 400] })).toEqual([
      { daysAgo: 2, views: 50 },
      { daysAgo: 1, views: 50 },
      { daysAgo: 0, views: 300 },
    ]);
  });

  it('returns no days for less than a day', () => {
    expect(viewsPerDay({ hours: [0, 12], views: [0, 100] })).toEqual([]);
    expect(viewsPerDay({ hours: [], views: [] })).toEqual([]);
  });

  it('counts 0 views for a day with a downward correction', () => {
    expect(
      viewsPerDay({ hours: [0, 24, 48], views: [0, 500, 300] }).map(({ views }) => views),
    ).toEqual([500, 0]);
  });

  it('limits the number of days and skips values that are not finite', () => {
    const points = fc.array(fc.tuple(fc.integer({ min: 0, max: 2000 }), fc.nat()), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(points, (made) => {
        const hours = made.map(([hour]) => hour).sort((a, b) => a - b);
        const days = viewsPerDay({ hours, views: made.map(([, views]) => views) });
        expect(days.length).toBeLessThanOrEqual(30);
        expect(days.every(({ views }) => Number.isFinite(views) && views >= 0)).toBe(true);
      }),
    );
  });
});
