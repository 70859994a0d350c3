import { describe, expect, it } from 'vitest';
import { clockOffset } from '../../../../utils/creator-audit/http/clock-offset.ts';
import { NOW } from '../fake-connection.ts';

const MINUTE = 60_000;
const offset = (date: Record<string, string>, now: number) => clockOffset(new Headers(date), now);
const at = (time: number) => ({ Date: new Date(time).toUTCString() });

describe('clockOffset', () => {
  it.each([
    ['agree', 0, 0],
    ['agree within ten minutes', 10 * MINUTE, 0],
    ['differ: ours is a year ahead', -365 * 24 * 60 * MINUTE, -365 * 24 * 60 * MINUTE],
    ['differ: ours is behind', 11 * MINUTE, 11 * MINUTE],
  ])('returns the offset when clocks %s', (_, ahead, expected) => {
    expect(offset(at(NOW + ahead), NOW)).toBe(expected);
  });

  it.each([{}, { Date: 'soon' }])('returns null for %j', (headers) => {
    expect(offset(headers, NOW)).toBeNull();
  });
});
