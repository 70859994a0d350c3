/**
 * A date as HTTP headers write it (RFC 9110, section 5.6.7), as ms since epoch; `null` for anything else. The pattern
 * comes first because `Date.parse` makes dates of nearly any text that holds a number.
 */
export function parseHttpDate(text: string | null): number | null {
  const time = text !== null && /^[A-Z][a-z]+, .* GMT$/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isFinite(time) ? time : null;
}
