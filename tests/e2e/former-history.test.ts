import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { joinSeries, type SeriesById } from '../../utils/history/extend-history.ts';
import { type PackedSeries, packSeries, unpackSeries } from '../../utils/history/packed-series.ts';
import type { Series } from '../../utils/history/point.ts';
import { libraryWithHits } from '../builders/library-with-hits.ts';
import { type ExtensionSession, startExtensionSession } from './support/extension-session.ts';

const NOW = Date.now();
const DAY = 86_400_000;
const { posts } = libraryWithHits(NOW);
const PATIENCE = { timeout: 20_000, interval: 100 };

/**
 * Days before now at which version 0.1.0 has counted each post: a year, thinned as it is thinned.
 */
const COUNTED_DAYS = [350, 300, 200, 120, 80, 50];

/** The record of version 0.1.0 that held the posts of an account: FNV-1a, 32 bits. */
function bucketOf(account: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < account.length; i++) {
    hash = Math.imul(hash ^ account.charCodeAt(i), 0x01000193) >>> 0;
  }
  return hash % 256;
}

const yearOf = (index: number): Series =>
  COUNTED_DAYS.map((days) => ({
    at: Math.floor((NOW - days * DAY) / 1000) * 1000,
    ...{ views: 1000 + index - days, likes: 5, comments: null, shares: 1, saves: null },
  }));

/** Stores a year of history as version 0.1.0 has stored it. */
async function storeFormerHistory(
  page: Page,
  accountIdOf: (postId: string) => string,
): Promise<void> {
  const byBucket = Map.groupBy(posts, ({ id }) => bucketOf(accountIdOf(id)));
  const records = [...byBucket].map(([bucket, ofBucket]) => {
    const series = ofBucket.map(
      ({ id }) => [id, yearOf(posts.findIndex((post) => post.id === id))] as const,
    );
    const { ids, lastAt, offsets, bytes } = packSeries(new Map(series));
    return { bucket, ids: [...ids], lastAt: [...lastAt], offsets: [...offsets], bytes: [...bytes] };
  });
  await page.evaluate(
    (buckets) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('count-history', 1);
        opening.onupgradeneeded = () => opening.result.createObjectStore('buckets');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const transaction = opening.result.transaction('buckets', 'readwrite');
          for (const { bucket, ids, lastAt, offsets, bytes } of buckets) {
            const record = {
              ...{ version: 1, ids, lastAt: Uint32Array.from(lastAt) },
              ...{ offsets: Uint32Array.from(offsets), bytes: Uint8Array.from(bytes) },
            };
            transaction.objectStore('buckets').put(record, bucket);
          }
          transaction.oncomplete = () => resolve();
          transaction.onerror = () => reject(transaction.error);
          opening.result.close();
        };
      }),
    records,
  );
}

/** The history as it is stored now, by post id. */
async function storedHistory(page: Page): Promise<SeriesById> {
  const stores = await page.evaluate(async () => {
    const resultOf = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await resultOf(indexedDB.open('library-1'));
    const transaction = database.transaction(['archive', 'history']);
    const stored = await Promise.all(
      ['archive', 'history'].map((name) => resultOf(transaction.objectStore(name).getAll())),
    );
    database.close();
    return stored.map((records: PackedSeries[]) =>
      records.map(({ ids, lastAt, offsets, bytes }) => ({
        ...{ ids: [...ids], lastAt: [...lastAt], offsets: [...offsets], bytes: [...bytes] },
      })),
    );
  });
  const [archive, recent] = stores.map(
    (records) =>
      new Map(
        records.flatMap(({ ids, lastAt, offsets, bytes }) => [
          ...unpackSeries({
            ...{ version: 1 as const, ids, lastAt: Uint32Array.from(lastAt) },
            ...{ offsets: Uint32Array.from(offsets), bytes: Uint8Array.from(bytes) },
          }),
        ]),
      ),
  );
  return joinSeries(archive ?? new Map(), recent ?? new Map());
}

describe('history of version 0.1.0 in the browser', () => {
  let session: ExtensionSession;
  beforeAll(async () => {
    session = await startExtensionSession({ library: posts });
  });
  afterAll(() => session.close());

  it('moves to the library in the first sync, and its database is deleted', async () => {
    const page = await session.browser.openOptions();
    await storeFormerHistory(page, (id) => String(session.sandbox.data.row(id).account_id));
    await session.connect();
    await vi.waitFor(async () => {
      const names = await page.evaluate(async () =>
        (await indexedDB.databases()).map(({ name }) => name),
      );
      expect(names).toContain('library-1');
      expect(names).not.toContain('count-history');
    }, PATIENCE);
    const history = await storedHistory(page);
    for (const [index, { id }] of posts.entries()) {
      const views = history.get(id)?.map((point) => point.views) ?? [];
      expect(views.slice(0, COUNTED_DAYS.length)).toEqual(
        yearOf(index).map((point) => point.views),
      );
      expect(views).toHaveLength(COUNTED_DAYS.length + 1);
    }
  });
});
