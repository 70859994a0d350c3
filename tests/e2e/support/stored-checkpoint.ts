import type { Page } from 'playwright-core';
import type { Checkpoint } from '../../../utils/sync/checkpoint.ts';

/** The checkpoint of the sync that is not finished, as it stands on the disk; `null` when there is none. @param page any page of the extension */
export function storedCheckpoint(page: Page): Promise<Checkpoint | null> {
  return page.evaluate(
    () =>
      new Promise<Checkpoint | null>((resolve, reject) => {
        const opening = indexedDB.open('post-library');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const reading = opening.result.transaction('checkpoint').objectStore('checkpoint').get('current');
          reading.onerror = () => reject(reading.error);
          reading.onsuccess = () => resolve(reading.result ?? null);
          opening.result.close();
        };
      }),
  );
}
