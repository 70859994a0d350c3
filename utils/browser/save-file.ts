/** The address of a saved file's content is kept for this long, ms. */
const CONTENT_KEPT_MS = 60_000;

/** Saves a file in the user's downloads. */
export function saveFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  Object.assign(document.createElement('a'), { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), CONTENT_KEPT_MS);
}

/** Saves CSV; the mark at its start makes spreadsheets read it as UTF-8. */
export function saveCsv(name: string, csv: string): void {
  saveFile(`${name}.csv`, new Blob(['\ufeff', csv], { type: 'text/csv;charset=utf-8' }));
}
