import { describe, expect, it } from 'vitest';
import { nextRefreshDue } from '../../../utils/sync/next-refresh-due.ts';
import { aPost } from '../../builders/post.ts';
import { HOUR, NOW } from '../../builders/time.ts';

describe('nextRefreshDue', () => {
  const due = (hoursAgo: number, interval: number | null) =>
    (nextRefreshDue(
      aPost({ lastRefreshedAt: NOW - hoursAgo * HOUR, refreshIntervalHours: interval }),
      NOW,
    ) -
      NOW) /
    HOUR;

  it.each([
    ['returns one interval after the last refresh', 2, 6, 4],
    ['returns a day after the last refresh when the interval is unknown', 2, null, 22],
    ['waits for a late refresh as long again as it is late', 9, 6, 3],
    ['waits for a very late refresh one interval at most', 100, 6, 6],
  ])('%s', (_, hoursAgo, interval, hours) => {
    expect(due(hoursAgo, interval)).toBe(hours);
  });

  it('expects a first refresh in a few hours', () => {
    expect(nextRefreshDue(aPost({ lastRefreshedAt: null }), NOW)).toBe(NOW + 6 * HOUR);
  });

  it('expects none when the platform no longer shows the post', () => {
    expect(nextRefreshDue(aPost({ isUnavailable: true }), NOW)).toBe(Number.POSITIVE_INFINITY);
  });
});
