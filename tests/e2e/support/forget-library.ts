import type { Page } from 'playwright-core';
import { syncIsOver } from './sync-is-over.ts';

/**
 * Makes the next sync fetch everything, by deleting the head of the library. @param page any page
 * of the extension
 */
export async function forgetLibrary(page: Page): Promise<void> {
  // A sync that is still finishing would write it again.
  await syncIsOver(page);
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('library-1');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const stores = ['state', 'accounts', 'posts', 'texts', 'gains'];
          const transaction = opening.result.transaction(stores, 'readwrite');
          for (const store of stores) transaction.objectStore(store).clear();
          transaction.oncomplete = () => resolve();
          transaction.onerror = () => reject(transaction.error);
          opening.result.close();
        };
      }),
  );
}
