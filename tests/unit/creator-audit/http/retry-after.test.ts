import { describe, expect, it } from 'vitest';
import { retryAfterMs } from '../../../../utils/creator-audit/http/retry-after.ts';
import { NOW } from '../fake-connection.ts';

function wait(retryAfter: string, more: Record<string, string> = {}): number | null {
  return retryAfterMs(new Headers({ 'Retry-After': retryAfter, ...more }), NOW);
}

describe('Retry-After', () => {
  it.each([
    ['0', 1000],
    ['0.2', 1000],
    ['30', 30_000],
    [' 30 ', 30_000],
    ['1.5', 1500],
    ['86400', 86_400_000],
    ['604800', 86_400_000],
    ['1000000000', 86_400_000],
    ['99999999999', 86_400_000],
    ['9'.repeat(400), 86_400_000],
  ])('%j is so many seconds, from one second to a day', (value, ms) => {
    expect(wait(value)).toBe(ms);
  });

  it('may be a date', () => {
    expect(wait('Mon, 23 Nov 2026 12:05:00 GMT')).toBe(300_000);
  });

  it('is compared, as a date, with the clock of the API, since the clock here may be wrong', () => {
    const aDayAhead = { Date: 'Tue, 24 Nov 2026 09:00:00 GMT' };
    expect(wait('Tue, 24 Nov 2026 09:01:00 GMT', aDayAhead)).toBe(60_000);
  });

  it('is a second when the date has passed, and a day when it is far ahead', () => {
    expect(wait('Mon, 23 Nov 2026 11:00:00 GMT')).toBe(1000);
    expect(wait('Mon, 23 Nov 2126 12:05:00 GMT')).toBe(86_400_000);
  });

  it.each([
    '',
    '-5',
    'soon',
    '5 apples',
    '1e3',
    'NaN',
    'Infinity',
    'banana 5',
    '2026-11-23',
    'Mon, 99 Nov 2026 12:05:00 GMT',
  ])('%j is nonsense and says nothing', (value) => {
    expect(wait(value)).toBeNull();
  });

  it('says nothing when it is not there', () => {
    expect(retryAfterMs(new Headers(), NOW)).toBeNull();
  });
});
