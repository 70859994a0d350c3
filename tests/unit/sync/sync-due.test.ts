import { describe, expect, it } from 'vitest';
import { isSyncDue } from '../../../utils/sync/sync-due.ts';
import { HOUR, MINUTE, NOW } from '../../builders/moments.ts';

const PROGRESS = { accounts: 0, pages: 1, pagesExpected: 3, posts: 200 };

describe('when a worker starts, a sync is', () => {
  it.each([
    ['due when there never was one', null, null, true],
    ['not due within the interval', null, NOW - HOUR + 1, false],
    ['due after an interval', null, NOW - HOUR, true],
    ['due when one was not finished, however lately it was tried', PROGRESS, NOW - MINUTE, true],
    ['not due when the clock was set back by a moment', null, NOW + MINUTE, false],
    ['due when the clock was set back by an interval or more', null, NOW + HOUR, true],
  ])('%s', (_, progress, lastAttemptAt, isDue) => {
    expect(isSyncDue({ progress, lastAttemptAt }, 60, NOW)).toBe(isDue);
  });
});
