import { parseHttpDate } from './http-date.ts';

/** A longer wait cannot be meant. ms. */
const LONGEST_WAIT_MS = 365 * 24 * 60 * 60 * 1000;

/**
 * How long the API asks us to wait (`Retry-After`, RFC 9110, section 10.2.3: seconds or a date), in ms from now; `null`
 * when it does not say, or says nonsense. A date is compared with the answer's own `Date`, since the user's clock may
 * be wrong.
 *
 * @param now ms since epoch
 */
export function retryAfterMs(headers: Headers, now: number): number | null {
  const text = headers.get('Retry-After')?.trim() ?? null;
  if (text === null) return null;
  const until = parseHttpDate(text);
  const wait =
    until !== null
      ? Math.max(0, until - (parseHttpDate(headers.get('Date')) ?? now))
      : /^\d+(\.\d+)?$/.test(text)
        ? Math.ceil(Number(text) * 1000)
        : Number.NaN;
  return wait <= LONGEST_WAIT_MS ? wait : null;
}
