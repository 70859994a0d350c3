import { describe, expect, it } from 'vitest';
import {
  isCovered,
  isFresh,
  notComparedReason,
  type Tracking,
} from '../../../../utils/breakouts/rule/eligibility.ts';
import { HOUR, NOW } from '../../../builders/time.ts';

describe('notComparedReason', () => {
  const old: Tracking = { isUnavailable: false, ageDays: 40, trackedDays: 30 };
  const reason = (
    changes: Partial<Tracking>,
    count: number | null = 1000,
    delta: number | null = 10,
  ) => notComparedReason({ ...old, ...changes }, 7, count, delta);

  it('is null for an available post with two refreshes, a count and a gain', () => {
    expect(reason({})).toBeNull();
    expect(reason({}, 0, 0)).toBeNull();
  });

  it('names the first thing that a post lacks', () => {
    expect(reason({ isUnavailable: true, trackedDays: 0 }, null, null)).toBe('unavailable');
    expect(reason({ trackedDays: 0 }, null, null)).toBe('no-second-refresh');
    expect(reason({ trackedDays: 0.5 }, null, null)).toBe('no-count');
    expect(reason({ trackedDays: 0.5 }, 1000, null)).toBe('window-not-covered');
    expect(reason({}, 1000, null)).toBe('no-gain');
  });

  it('needs no gain for a post of the window: its count is the gain', () => {
    expect(reason({ ageDays: 7, trackedDays: 0.1 }, 1000, null)).toBeNull();
    expect(reason({ ageDays: 7.1, trackedDays: 0.1 }, 1000, null)).toBe('no-gain');
  });

  it('needs three quarters of a day of a post older than two windows, or of unknown age', () => {
    expect(reason({ ageDays: 14, trackedDays: 0.74 })).toBeNull();
    expect(reason({ ageDays: 14.1, trackedDays: 0.74 })).toBe('window-not-covered');
    expect(reason({ ageDays: 14.1, trackedDays: 0.75 })).toBeNull();
    expect(reason({ ageDays: Number.NaN, trackedDays: 0.74 })).toBe('window-not-covered');
  });
});

describe('isCovered', () => {
  it('allows three quarters of a day to be missing', () => {
    expect([isCovered(6.25, 7), isCovered(6.24, 7)]).toEqual([true, false]);
  });
});

describe('isFresh', () => {
  const isFreshAfter = (hours: number, refreshIntervalHours: number | null) =>
    isFresh({ lastRefreshedAt: NOW - hours * HOUR, refreshIntervalHours }, NOW);

  it('allows two days, or two refresh intervals where that is longer', () => {
    expect([isFreshAfter(48, null), isFreshAfter(48.1, null)]).toEqual([true, false]);
    expect([isFreshAfter(48, 6), isFreshAfter(48.1, 6)]).toEqual([true, false]);
    expect([isFreshAfter(144, 72), isFreshAfter(144.1, 72)]).toEqual([true, false]);
  });

  it('is false for a post that was never refreshed', () => {
    expect(isFresh({ lastRefreshedAt: null, refreshIntervalHours: 24 }, NOW)).toBe(false);
    expect(isFresh({ lastRefreshedAt: null, refreshIntervalHours: 24 }, 0)).toBe(false);
  });
});
