import { describe, expect, it } from 'vitest';
import { RunCache } from '../../../utils/sync/run-cache.ts';
import type { AccountsPageRecord } from '../../../utils/sync/sync-deps.ts';
import { aCheckpoint } from '../../builders/checkpoint.ts';
import { fakeSyncStore } from '../../builders/fake-sync-store.ts';
import { aLibraryManifest } from '../../builders/library-manifest.ts';

const PAGES: readonly AccountsPageRecord[] = [
  { cursor: null, nextCursor: 'c1', etag: 'first', accounts: [] },
  { cursor: 'c1', nextCursor: 'c2', etag: 'second', accounts: [] },
  { cursor: 'c2', nextCursor: null, etag: 'third', accounts: [] },
];

/** The cache of a run after one that has stored {@link PAGES}. */
async function cacheAfterPages(accountsRun: string | null = 'former') {
  const store = fakeSyncStore();
  const former = aCheckpoint({ run: 'former' });
  await store.store(
    former,
    PAGES.map((page, record) => ({ kind: 'accounts', record, page })),
  );
  return RunCache.load(store, aCheckpoint({ run: 'present' }), aLibraryManifest({ accountsRun }));
}

const request = (page: number, cursor: string | null) =>
  ({ kind: 'accounts', page, cursor }) as const;

describe('formerAccountsPage', () => {
  it('returns the page that answered the same request, with its ETag', async () => {
    const cache = await cacheAfterPages();
    expect((await cache.formerAccountsPage(request(0, null)))?.etag).toBe('first');
    expect((await cache.formerAccountsPage(request(1, 'c1')))?.etag).toBe('second');
    expect((await cache.formerAccountsPage(request(1, 'c1')))?.etag).toBe('second');
  });

  it('returns none for another cursor, whose accounts are others', async () => {
    const cache = await cacheAfterPages();
    expect(await cache.formerAccountsPage(request(1, 'another'))).toBeNull();
    expect((await cache.formerAccountsPage(request(2, 'c2')))?.etag).toBe('third');
  });

  it('returns none after the last page, and none where the accounts were not listed', async () => {
    const cache = await cacheAfterPages();
    expect(await cache.formerAccountsPage(request(3, 'c3'))).toBeNull();
    const without = await cacheAfterPages(null);
    expect(await without.formerAccountsPage(request(0, null))).toBeNull();
  });
});
