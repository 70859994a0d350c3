import { describe, expect, it } from 'vitest';
import {
  formatDate,
  formatDateTime,
  inWholeUnits,
  relativeTime,
  timeUntil,
} from '../../../utils/format/age.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2026, 10, 23, 12);

describe('inWholeUnits', () => {
  it.each([
    [30_000, 0, 'minute'],
    [59 * MINUTE, 59, 'minute'],
    [HOUR, 1, 'hour'],
    [23.9 * HOUR, 23, 'hour'],
    [DAY, 1, 'day'],
    [59 * DAY, 59, 'day'],
    [60 * DAY, 1, 'month'],
    [92 * DAY, 3, 'month'],
    [729 * DAY, 23, 'month'],
    [730 * DAY, 1, 'year'],
    [800 * DAY, 2, 'year'],
    [-HOUR, 0, 'minute'],
  ])('converts %d ms to %d of the unit %s', (ms, amount, unit) => {
    expect(inWholeUnits(ms)).toEqual({ amount, unit });
  });
});

describe('timeUntil', () => {
  it('rounds up to the minute', () => {
    expect(timeUntil(NOW + 1, NOW, 'en')).toBe('in 1 minute');
    expect(timeUntil(NOW + MINUTE, NOW, 'en')).toBe('in 1 minute');
    expect(timeUntil(NOW + 119_000, NOW, 'en')).toBe('in 2 minutes');
  });

  it('returns one minute for a past time', () => {
    expect(timeUntil(NOW - HOUR, NOW, 'en')).toBe('in 1 minute');
  });
});

describe('relativeTime', () => {
  it('has words of its own for the days beside today', () => {
    expect(relativeTime(-1, 'day', 'en')).toBe('yesterday');
    expect(relativeTime(-3, 'hour', 'de')).toBe('vor 3 Stunden');
  });
});

describe('formatDate', () => {
  it('writes the date without the time', () => {
    expect(formatDate(NOW, 'en')).toBe('Nov 23, 2026');
  });
});

describe('formatDateTime', () => {
  it('includes the day unless it is near', () => {
    const noon = new Date(2026, 10, 23, 12).getTime();
    expect(formatDateTime(noon - HOUR, noon, 'en')).toMatch(/^11:00\sAM$/);
    expect(formatDateTime(noon - DAY, noon, 'en')).toMatch(/^Nov 22, 2026.* 12:00\sPM$/);
    expect(formatDateTime(noon + DAY / 2, noon, 'en')).toMatch(/^Nov 24, 2026/);
    expect(formatDateTime(noon + DAY / 2 - 1, noon, 'en')).toMatch(/^11:59\sPM$/);
  });
});
