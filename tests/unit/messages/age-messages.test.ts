import { describe, expect, it } from 'vitest';
import { shortAge, shortUntil, timeAgo } from '../../../utils/messages/age-messages.ts';
import { english } from '../../builders/english.ts';
import { DAY, HOUR, MINUTE, NOW } from '../../builders/time.ts';

const page = { t: english, locale: 'en', now: NOW };

describe('shortAge', () => {
  it.each([
    [30_000, '0 min'],
    [59 * MINUTE, '59 min'],
    [HOUR, '1 h'],
    [12 * DAY, '12 d'],
    [91 * DAY, '2 mo'],
    [800 * DAY, '2 y'],
  ])('formats %d ms as %s', (ms, written) => {
    expect(shortAge(ms, page)).toBe(written);
  });
});

describe('shortUntil', () => {
  it.each([
    [0, '1 min'],
    [30_000, '1 min'],
    [MINUTE, '1 min'],
    [MINUTE + 1, '2 min'],
    [45 * MINUTE, '45 min'],
    [3 * HOUR, '3 h'],
  ])('rounds %d ms up to %s', (ms, written) => {
    expect(shortUntil(NOW + ms, page)).toBe(`in ${written}`);
  });
});

describe('timeAgo', () => {
  it('returns “just now” below a minute, then the largest unit', () => {
    expect(timeAgo(NOW - 20_000, page)).toBe('just now');
    expect(timeAgo(NOW - 3 * HOUR, page)).toBe('3 hours ago');
    expect(timeAgo(NOW - DAY, page)).toBe('yesterday');
    expect(timeAgo(NOW - 3 * HOUR, { ...page, locale: 'de' })).toBe('vor 3 Stunden');
  });
});
