import type { Page } from 'playwright-core';

/**
 * The publication of a sync, without the parts that differ between syncs of the same data: name,
 * number and times.
 */
export interface Published {
  readonly head: Readonly<Record<string, unknown>>;
  /** The first frame's ranking, and the complete ones with the details of their posts. */
  readonly rankings: Readonly<Record<string, unknown>>;
}

/** The stored head of a publication. */
interface StoredHead {
  readonly value?: { readonly isPartial?: boolean } | null;
}

/** Resolves when a sync publishes what it has fetched. @param page any page of the extension */
export function nextPublication(page: Page): Promise<void> {
  return page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const listener = (changes: Record<string, { newValue?: unknown }>) => {
          const published = changes.publication?.newValue as StoredHead | undefined;
          // A first sync that takes long shows what it has so far.
          if (published === undefined || published.value?.isPartial === true) return;
          chrome.storage.local.onChanged.removeListener(listener);
          resolve();
        };
        chrome.storage.local.onChanged.addListener(listener);
      }),
  );
}

/** Reads the present publication. @param page any page of the extension */
export function readPublished(page: Page): Promise<Published> {
  return page.evaluate(async () => {
    const all =
      await chrome.storage.local.get<Record<string, { value: Record<string, unknown> }>>(null);
    const {
      generation,
      run: _,
      completedAt: __,
      rankedAt: ___,
      lookingSince: ____,
      ...head
    } = all.publication?.value ?? {};
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('published');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const rankings: Record<string, unknown> = {};
    for (const store of ['windows', 'details']) {
      await new Promise<void>((resolve, reject) => {
        const range =
          store === 'windows' ? IDBKeyRange.bound([generation], [generation, []]) : null;
        const request = database.transaction(store).objectStore(store).openCursor(range);
        request.onsuccess = () => {
          const cursor = request.result;
          if (cursor === null) return resolve();
          const part = Array.isArray(cursor.key) ? cursor.key[1] : cursor.key;
          rankings[`${store} ${part}`] = cursor.value;
          cursor.continue();
        };
        request.onerror = () => reject(request.error);
      });
    }
    database.close();
    const first = JSON.parse(String(all.firstRanking?.value ?? 'null'));
    return { head, rankings: { ...rankings, first: { ...first, generation: null } } };
  });
}
