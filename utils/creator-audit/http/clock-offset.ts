import { parseHttpDate } from './http-date.ts';

/** A smaller difference changes no answer about posts: the clocks agree. ms. */
const CLOCKS_AGREE_WITHIN_MS = 10 * 60 * 1000;

/**
 * The time by which the API's clock (the `Date` header) is ahead of the user's, ms; 0 when they
 * agree, `null` where the response has no date. Ages of posts are by the API's clock: with a
 * device's clock a year ahead every post would look too old to break out.
 *
 * @param now by the user's clock, ms since epoch
 */
export function clockOffset(headers: Headers, now: number): number | null {
  const date = parseHttpDate(headers.get('Date'));
  if (date === null) return null;
  return Math.abs(date - now) > CLOCKS_AGREE_WITHIN_MS ? date - now : 0;
}
