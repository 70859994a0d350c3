import type { Page } from 'playwright-core';
import { syncIsOver } from './sync-is-over.ts';

/**
 * Has the next sync fetch everything, as on the first day: what the library holds is no longer
 * known. @param page any page of the extension
 */
export async function forgetLibrary(page: Page): Promise<void> {
  // Beneath a sync that still has its things to put away it would be known again a moment later.
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
