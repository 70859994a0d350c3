/** A cell: text, a number, or nothing. */
export type CsvCell = string | number | null;

/** Spreadsheets run cells that start like this as formulas (OWASP, CSV Injection). */
const FORMULA_START = /^[=+\-@\t\r]/;

/**
 * Writes rows as CSV (RFC 4180): CRLF after each row, quotes where needed, and no text that a
 * spreadsheet would run.
 */
export function toCsv(rows: readonly (readonly CsvCell[])[]): string {
  return rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
}

/**
 * Writes rows as text to paste into a spreadsheet: cells between tabs, each on one line, and no
 * text that a spreadsheet would run.
 */
export function toTsv(rows: readonly (readonly CsvCell[])[]): string {
  return rows.map((row) => `${row.map(tsvCell).join('\t')}\n`).join('');
}

function tsvCell(cell: CsvCell): string {
  return typeof cell === 'string' ? withoutFormula(cell).replace(/[\t\r\n]+/g, ' ') : csvCell(cell);
}

function withoutFormula(text: string): string {
  return FORMULA_START.test(text) ? `'${text}` : text;
}

function csvCell(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const safe = withoutFormula(cell);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
