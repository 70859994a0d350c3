import { describe, expect, it } from 'vitest';
import { formatDateTime, shortAge, timeAgo, timeUntil } from '../../../utils/format/age.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2026, 10, 23, 12);

describe('ages and times in words of the locale', () => {
  it.each([
    [30_000, '0 min'],
    [59 * MINUTE, '59 min'],
    [HOUR, '1 hr'],
    [23.9 * HOUR, '23 hr'],
    [DAY, '1 day'],
    [59 * DAY, '59 days'],
    [60 * DAY, '1 mth'],
    [800 * DAY, '2 yrs'],
    [-HOUR, '0 min'],
  ])('writes an age of %d ms as %s', (ms, written) => {
    expect(shortAge(ms, 'en')).toBe(written);
  });

  it('says how long ago something was, and how long until it is', () => {
    expect(timeAgo(NOW - 20_000, NOW, 'en')).toBe('this minute');
    expect(timeAgo(NOW - 3 * HOUR, NOW, 'en')).toBe('3 hours ago');
    expect(timeAgo(NOW - DAY, NOW, 'en')).toBe('yesterday');
    expect(timeUntil(NOW + 1, NOW, 'en')).toBe('in 1 minute');
    expect(timeUntil(NOW + 119_000, NOW, 'en')).toBe('in 2 minutes');
    expect(timeAgo(NOW - 3 * HOUR, NOW, 'de')).toBe('vor 3 Stunden');
  });

  it('names the day of a moment only when it is not near', () => {
    expect(formatDateTime(NOW - HOUR, NOW, 'en')).not.toMatch(/2026/);
    expect(formatDateTime(NOW - DAY, NOW, 'en')).toMatch(/Nov 22, 2026/);
  });
});
