import { describe, expect, it } from 'vitest';
import { formatDateTime, inWholeUnits, timeUntil } from '../../../utils/format/age.ts';

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
    [800 * DAY, 2, 'year'],
    [-HOUR, 0, 'minute'],
  ])('converts %d ms to %d of the unit %s', (ms, amount, unit) => {
    expect(inWholeUnits(ms)).toEqual({ amount, unit });
  });
});

describe('timeUntil', () => {
  it('rounds up to the minute', () => {
    expect(timeUntil(NOW + 1, NOW, 'en')).toBe('in 1 minute');
    expect(timeUntil(NOW + 119_000, NOW, 'en')).toBe('in 2 minutes');
  });

  it('returns one minute for a past time', () => {
    expect(timeUntil(NOW - HOUR, NOW, 'en')).toBe('in 1 minute');
  });
});

describe('formatDateTime', () => {
  it('includes the day unless it is near', () => {
    expect(formatDateTime(NOW - HOUR, NOW, 'en')).not.toMatch(/2026/);
    expect(formatDateTime(NOW - DAY, NOW, 'en')).toMatch(/Nov 22, 2026/);
  });
});
