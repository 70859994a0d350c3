import { DAY_MS } from '../../time/units.ts';
import { parseHttpDate } from './http-date.ts';
import type { RateLimit } from './result.ts';

/**
 * `Date` has whole seconds and is a little old on arrival: a smaller difference of the clocks is
 * none. ms.
 */
const CLOCKS_AGREE_WITHIN_MS = 5000;

/** A reset further ahead than this is not in unix seconds. ms. */
const MAX_PERIOD_MS = 32 * DAY_MS;

/**
 * Reads the `X-RateLimit-*` headers of a response (API reference, Rate limits); `null` unless all
 * three are there and make sense. The reset is converted to the user's clock by the response's
 * `Date`.
 *
 * @param now ms since epoch
 */
export function readRateLimit(headers: Headers, now: number): RateLimit | null {
  const limit = wholeNumber(headers.get('X-RateLimit-Limit'));
  const remaining = wholeNumber(headers.get('X-RateLimit-Remaining'));
  const resetS = wholeNumber(headers.get('X-RateLimit-Reset'));
  if (limit === null || limit === 0 || remaining === null || resetS === null) return null;
  const ahead = (parseHttpDate(headers.get('Date')) ?? now) - now;
  const resetsAt = resetS * 1000 - (Math.abs(ahead) > CLOCKS_AGREE_WITHIN_MS ? ahead : 0);
  return resetsAt - now <= MAX_PERIOD_MS
    ? { limit, remaining: Math.min(remaining, limit), resetsAt }
    : null;
}

function wholeNumber(text: string | null): number | null {
  const number = text !== null && /^\d+$/.test(text) ? Number(text) : null;
  return Number.isSafeInteger(number) ? number : null;
}
