import { steadyLibrary } from '../builders/steady-library.ts';
import { nextPublication } from '../e2e/support/published.ts';
import { syncIsOver } from '../e2e/support/sync-is-over.ts';
import { type BenchRow, benchRow } from './bench-row.ts';
import { startBenchSession } from './bench-session.ts';

const POSTS = 10_000;

/** Bytes by database, as JSON; the worker collects them while a setting changes. */
type WrittenBytes = Record<string, number>;

/**
 * Measures what the production build writes to its databases when the sensitivity changes: the
 * rankings, and nothing else of what was fetched.
 */
export async function benchSettingChange(): Promise<BenchRow[]> {
  const library = steadyLibrary(Date.now(), { posts: POSTS, accounts: POSTS / 100 });
  const session = await startBenchSession({ library });
  const { browser, page } = session;
  await syncIsOver(page);
  const worker = await browser.worker();
  await worker.evaluate(() => {
    const written: WrittenBytes = {};
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function (this: IDBObjectStore, value, key) {
      const { name } = this.transaction.db;
      const bytes = new Blob([JSON.stringify(value)]).size;
      written[name] = (written[name] ?? 0) + bytes;
      return put.call(this, value, key);
    };
    Object.assign(globalThis, { written });
  });
  const published = nextPublication(page);
  const command = { type: 'save-settings', changes: { sensitivity: 'sensitive' } };
  await page.evaluate((saveSettings) => chrome.runtime.sendMessage(saveSettings), command);
  await published;
  const written = await worker.evaluate(
    () => (globalThis as unknown as { readonly written: WrittenBytes }).written,
  );
  await session.close();
  const { published: rankings = Number.NaN, 'library-1': ofLibrary = 0 } = written;
  return [
    benchRow(
      `a changed sensitivity, ${POSTS} posts: written to the library, against the rankings`,
      'kB',
      ofLibrary / 1000,
      rankings / 1000,
      0,
    ),
  ];
}
