import { describe, expect, it } from 'vitest';
import { nextRefreshDue } from '../../../utils/sync/next-refresh-due.ts';
import { HOUR, NOW } from '../../builders/moments.ts';
import { aPost } from '../../builders/post.ts';

describe('the next refresh of a post that is tracked by itself', () => {
  const due = (hoursAgo: number, interval: number | null) =>
    (nextRefreshDue(aPost({ lastRefreshedAt: NOW - hoursAgo * HOUR, refreshIntervalHours: interval }), NOW) - NOW) /
    HOUR;

  it.each([
    ['is due one interval after the last', 2, 6, 4],
    ['is due after a day where the interval is not told', 2, null, 22],
    ['that is late is looked for after as much time again', 9, 6, 3],
    ['that is very late is looked for once an interval', 100, 6, 6],
  ])('%s', (_, hoursAgo, interval, hours) => {
    expect(due(hoursAgo, interval)).toBe(hours);
  });

  it('is looked for in some hours when there was none yet', () => {
    expect(nextRefreshDue(aPost({ lastRefreshedAt: null }), NOW)).toBe(NOW + 6 * HOUR);
  });

  it('is not looked for when the platform no longer shows the post', () => {
    expect(nextRefreshDue(aPost({ isUnavailable: true }), NOW)).toBe(Number.POSITIVE_INFINITY);
  });
});
