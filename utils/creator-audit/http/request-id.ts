/** More of an id is not kept; a UUID has 36 characters. */
const MAX_ID_LENGTH = 100;

/** The id to quote to CreatorAudit's support (`X-Request-ID`); `null` where a response has none. */
export function requestIdFrom(headers: Headers, hideKey: (text: string) => string): string | null {
  return hideKey(headers.get('X-Request-ID') ?? '').slice(0, MAX_ID_LENGTH) || null;
}
