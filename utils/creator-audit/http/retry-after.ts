import { DAY_MS } from '../../time/units.ts';
import { parseHttpDate } from './http-date.ts';

/** A wait is at least a second; a wrong header must not end updates for more than a day. ms. */
const MIN_WAIT_MS = 1000;
export const MAX_RETRY_AFTER_MS = DAY_MS;

/**
 * The wait that the API asks for (`Retry-After`, RFC 9110, section 10.2.3: seconds or a date), in
 * ms from now and within the limits above; `null` where it asks for none, or writes neither. A date
 * is compared with the response's own `Date`, since the user's clock may be wrong.
 *
 * @param now ms since epoch
 */
export function retryAfterMs(headers: Headers, now: number): number | null {
  const text = headers.get('Retry-After') ?? '';
  const until = parseHttpDate(text);
  const wait =
    until === null ? secondsIn(text) : until - (parseHttpDate(headers.get('Date')) ?? now);
  return wait === null ? null : clampRetryAfter(wait);
}

/** Brings a wait within its limits: 1 s to 24 h. */
export function clampRetryAfter(waitMs: number): number {
  return Math.min(Math.max(waitMs, MIN_WAIT_MS), MAX_RETRY_AFTER_MS);
}

function secondsIn(text: string): number | null {
  return /^\d+(\.\d+)?$/.test(text) ? Math.ceil(Number(text) * 1000) : null;
}
