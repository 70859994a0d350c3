/** A longer address is not linked: it would use up the room of a message. */
const MAX_LENGTH = 500;

/**
 * Returns the address of a post as a link of a message may contain it: https, and without the
 * characters that end a link there. `null` for anything else.
 */
export function toLinkAddress(url: string | null): string | null {
  if (url === null || !URL.canParse(url)) return null;
  const { protocol, href } = new URL(url);
  if (protocol !== 'https:' || href.length > MAX_LENGTH) return null;
  return href.replace(/[|<>()\\\s]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
}
