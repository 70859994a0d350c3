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
    ['1.25', 1250],
    ['86400', 86_400_000],
    ['604800', 86_400_000],
    ['1000000000', 86_400_000],
    ['99999999999', 86_400_000],
    ['9'.repeat(400), 86_400_000],
  ])('parses %j as seconds, limited to one second and one day', (value, ms) => {
    expect(wait(value)).toBe(ms);
  });

  it('parses a date', () => {
    expect(wait('Mon, 23 Nov 2026 12:05:00 GMT')).toBe(300_000);
  });

  it('compares a date with the clock of the API, because the local clock may be wrong', () => {
    const aDayAhead = { Date: 'Tue, 24 Nov 2026 09:00:00 GMT' };
    expect(wait('Tue, 24 Nov 2026 09:01:00 GMT', aDayAhead)).toBe(60_000);
  });

  it('limits a past date to a second and a distant one to a day', () => {
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
    'about Mon, 23 Nov 2026 12:05:00 GMT',
    'Mon, 23 Nov 2026 12:05:00 GMT+0100',
  ])('returns null for the invalid value %j', (value) => {
    expect(wait(value)).toBeNull();
  });

  it('returns null without the header', () => {
    expect(retryAfterMs(new Headers(), NOW)).toBeNull();
  });
});
