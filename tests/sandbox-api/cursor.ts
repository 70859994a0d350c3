import { createHash } from 'node:crypto';

/** Where a list goes on: after this row, in the list's order. */
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
 * An opaque cursor for a position, bound to a scope: the list with its exact filters and sort, as
 * one text.
 */
export function encodeCursor(position: CursorPosition, scope: string): string {
  const place = JSON.stringify([position.value, position.id]);
  return Buffer.from(digest(scope + place) + place).toString('base64url');
}

/** The position of a cursor, or `null` when it was not issued for this scope, or by nobody. */
export function decodeCursor(cursor: string, scope: string): CursorPosition | null {
  const text = Buffer.from(cursor, 'base64url').toString();
  const place = text.slice(DIGEST_LENGTH);
  if (text.slice(0, DIGEST_LENGTH) !== digest(scope + place)) return null;
  const [value, id] = JSON.parse(place) as [number, string];
  return { value, id };
}
