import { describe, expect, it } from 'vitest';
import { ageDays, trackedDays } from '../../../../utils/breakouts/model/age.ts';
import { DAY, NOW } from '../../../builders/time.ts';

describe('ageDays', () => {
  const age = (createdAt: number | null, lastRefreshedAt: number | null = NOW) =>
    ageDays({ createdAt, lastRefreshedAt });

  it('is the time from the publication to the last refresh', () => {
    expect(age(NOW - 1.5 * DAY)).toBe(1.5);
    expect(age(NOW - 3 * DAY, NOW - 2 * DAY)).toBe(1);
  });

  it('is unknown without both times, or where the refresh is not later', () => {
    expect([age(null), age(NOW, null), age(NOW), age(NOW + DAY)]).toEqual([null, null, null, null]);
    expect(age(Number.NEGATIVE_INFINITY)).toBeNull();
  });
});

describe('trackedDays', () => {
  const tracked = (firstRefreshedAt: number | null, lastRefreshedAt: number | null = NOW) =>
    trackedDays({ firstRefreshedAt, lastRefreshedAt });

  it('is the time between the first and the last refresh', () => {
    expect(tracked(NOW - 1.5 * DAY)).toBe(1.5);
  });

  it('is 0 for a post that was not refreshed twice', () => {
    expect([tracked(null), tracked(NOW, null), tracked(NOW), tracked(NOW + DAY)]).toEqual([
      0, 0, 0, 0,
    ]);
    expect(tracked(Number.NEGATIVE_INFINITY)).toBe(0);
  });
});
