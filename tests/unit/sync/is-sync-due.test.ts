import { describe, expect, it } from 'vitest';
import { isSyncDue } from '../../../utils/sync/is-sync-due.ts';
import { HOUR, MINUTE, NOW } from '../../builders/time.ts';

const PROGRESS = { accounts: 0, pages: 1, pagesExpected: 3, posts: 200 };

describe('isSyncDue', () => {
  it.each([
    ['is true before the first sync', null, null, true],
    ['is false within the interval', null, NOW - HOUR + 1, false],
    ['is true after an interval', null, NOW - HOUR, true],
    ['is true after an unfinished sync, however recent', PROGRESS, NOW - MINUTE, true],
    ['is false when the clock was set back by less than an interval', null, NOW + MINUTE, false],
    ['is true when the clock was set back by an interval or more', null, NOW + HOUR, true],
  ])('%s', (_, progress, lastAttemptAt, isDue) => {
    expect(isSyncDue({ progress, lastAttemptAt }, 60, NOW)).toBe(isDue);
  });
});
