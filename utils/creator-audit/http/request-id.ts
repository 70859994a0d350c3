/** More of an id is not kept; a UUID has 36 characters. */
const LONGEST_ID = 100;

/**
 * What to quote to CreatorAudit's support: every answer carries it (API reference, Conventions). `null` where one does
 * not.
 */
export function requestIdFrom(headers: Headers, hideKey: (text: string) => string): string | null {
  return hideKey(headers.get('X-Request-ID') ?? '').slice(0, LONGEST_ID) || null;
}
