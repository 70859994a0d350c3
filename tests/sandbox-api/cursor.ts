import { createHash } from 'node:crypto';

/** The position after a row in the order of a list. */
export interface CursorPosition {
  /** The sort value of the last row of the page before. */
  readonly value: number;
  readonly id: string;
}

const DIGEST_LENGTH = 16;

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, DIGEST_LENGTH);
}

/**
 * Creates an opaque cursor for a position, bound to a scope: the list with its exact filters and
 * sort, as one text.
 */
export function encodeCursor(position: CursorPosition, scope: string): string {
  const place = JSON.stringify([position.value, position.id]);
  return Buffer.from(digest(scope + place) + place).toString('base64url');
}

/** Returns the position of a cursor, or `null` if it was not issued for this scope. */
export function decodeCursor(cursor: string, scope: string): CursorPosition | null {
  const text = Buffer.from(cursor, 'base64url').toString();
  const place = text.slice(DIGEST_LENGTH);
  if (text.slice(0, DIGEST_LENGTH) !== digest(scope + place)) return null;
  const [value, id] = JSON.parse(place) as [number, string];
  return { value, id };
}
