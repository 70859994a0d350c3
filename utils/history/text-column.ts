import * as z from 'zod/mini';

/*
 * A column of a stored record. One look over it tells whether it is one; a schema for each of its cells would make several objects a cell, and
 * a large library has a million of them.
 */

/** Texts, none missing. */
export const textColumn = z.custom<readonly string[]>((column) => isColumn(column, isText));

/** Texts; `null` is "the API did not say". */
export const optionalTextColumn = z.custom<readonly (string | null)[]>((column) =>
  isColumn(column, (cell) => cell === null || isText(cell)),
);

function isColumn(column: unknown, isCell: (cell: unknown) => boolean): boolean {
  return Array.isArray(column) && column.every(isCell);
}

function isText(cell: unknown): boolean {
  return typeof cell === 'string';
}
