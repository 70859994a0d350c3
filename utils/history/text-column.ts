import * as z from 'zod/mini';

/*
 * Columns of a stored record. One pass checks a whole column; a schema for each cell would make
 * several objects a cell, and a large library has a million of them.
 */

/** Texts, none missing. */
export const textColumn = z.custom<readonly string[]>((column) => isColumn(column, isText));

/** Texts; `null`: the API gave none. */
export const optionalTextColumn = z.custom<readonly (string | null)[]>((column) =>
  isColumn(column, isTextOrNull),
);

/** A text for each row, or the one text that all rows share. */
export type SharedColumn = string | null | readonly (string | null)[];

/** A column of texts, or one text for all rows: the posts of an account have much in common. */
export const sharedColumn = z.custom<SharedColumn>(
  (column) => isTextOrNull(column) || isColumn(column, isTextOrNull),
);

/** Collapses a column whose cells are all equal. */
export function toSharedColumn(cells: readonly (string | null)[]): SharedColumn {
  const [first = null] = cells;
  return cells.every((cell) => cell === first) ? first : cells;
}

/** The text of a row. */
export function sharedCell(column: SharedColumn, row: number): string | null {
  return column === null || typeof column === 'string' ? column : (column[row] ?? null);
}

/** Returns true if the column has a cell for each of `rows` rows. */
export function hasRows(column: SharedColumn, rows: number): boolean {
  return !Array.isArray(column) || column.length === rows;
}

function isColumn(column: unknown, isCell: (cell: unknown) => boolean): boolean {
  return Array.isArray(column) && column.every(isCell);
}

function isText(cell: unknown): boolean {
  return typeof cell === 'string';
}

function isTextOrNull(cell: unknown): boolean {
  return cell === null || isText(cell);
}
