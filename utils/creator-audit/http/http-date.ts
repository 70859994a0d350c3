/**
 * Parses a date of an HTTP header (RFC 9110, section 5.6.7) to ms since epoch; `null` for anything
 * else. The pattern comes first because `Date.parse` takes nearly any text with a number for a
 * date.
 */
export function parseHttpDate(text: string | null): number | null {
  const time = text !== null && /^[A-Z][a-z]+, .* GMT$/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isFinite(time) ? time : null;
}
