import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRateLimit } from '../../../../utils/creator-audit/http/rate-limit.ts';
import { NOW } from '../fake-connection.ts';

const IN_A_MINUTE_S = NOW / 1000 + 60;

function headers(
  limit: string,
  remaining: string,
  reset: string,
  more: Record<string, string> = {},
): Headers {
  return new Headers({
    'X-RateLimit-Limit': limit,
    'X-RateLimit-Remaining': remaining,
    'X-RateLimit-Reset': reset,
    ...more,
  });
}

describe('readRateLimit', () => {
  it('parses the three headers, with the reset in ms', () => {
    expect(readRateLimit(headers('600', '599', `${IN_A_MINUTE_S}`), NOW)).toEqual({
      limit: 600,
      remaining: 599,
      resetsAt: NOW + 60_000,
    });
  });

  it('accepts a limit that is used up', () => {
    expect(readRateLimit(headers('600', '0', `${IN_A_MINUTE_S}`), NOW)?.remaining).toBe(0);
  });

  it('limits the remaining requests to the limit', () => {
    expect(readRateLimit(headers('600', '9000', `${IN_A_MINUTE_S}`), NOW)?.remaining).toBe(600);
  });

  it('ends the period in a minute even when the local clock is an hour behind', () => {
    const anHourAhead = `${IN_A_MINUTE_S + 3600}`;
    const limit = readRateLimit(
      headers('600', '5', anHourAhead, { Date: 'Mon, 23 Nov 2026 13:00:00 GMT' }),
      NOW,
    );
    expect(limit?.resetsAt).toBe(NOW + 60_000);
  });

  it('returns the same end for responses a second apart when the clocks agree', () => {
    const [first, second] = ['11:59:58', '12:00:01'].map((time) =>
      readRateLimit(
        headers('600', '5', `${IN_A_MINUTE_S}`, { Date: `Mon, 23 Nov 2026 ${time} GMT` }),
        NOW,
      ),
    );
    expect(first).toEqual(second);
  });

  it.each([
    ['without a limit', headers('', '5', `${IN_A_MINUTE_S}`)],
    ['of none at all', headers('0', '0', `${IN_A_MINUTE_S}`)],
    ['with a negative remainder', headers('600', '-1', `${IN_A_MINUTE_S}`)],
    ['with a remainder in words', headers('600', 'many', `${IN_A_MINUTE_S}`)],
    ['that never ends', headers('600', '5', '9'.repeat(300))],
    ['with a reset in milliseconds', headers('600', '5', `${NOW}`)],
    ['with a date for its reset', headers('600', '5', '2026-11-23T12:01:00Z')],
    ['that is not there', new Headers()],
  ])('returns null for a limit (%s)', (_, odd) => {
    expect(readRateLimit(odd, NOW)).toBeNull();
  });

  it('returns a consistent limit or null for any headers', () => {
    const value = fc.oneof(
      fc.stringMatching(/^[\x20-\x7e]*$/),
      fc.integer().map(String),
      fc.double().map(String),
    );
    fc.assert(
      fc.property(value, value, value, value, (limit, remaining, reset, date) => {
        const read = readRateLimit(headers(limit, remaining, reset, { Date: date }), NOW);
        if (read === null) return;
        expect(read.remaining).toBeGreaterThanOrEqual(0);
        expect(read.remaining).toBeLessThanOrEqual(read.limit);
        expect(Number.isFinite(read.resetsAt)).toBe(true);
      }),
    );
  });
});
