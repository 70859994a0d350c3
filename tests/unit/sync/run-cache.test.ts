import { describe, expect, it, vi } from 'vitest';
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

describe('lastDeltaRequestTimes', () => {
  it('reads those of an account each time, and those of all accounts once', async () => {
    const read = vi.fn(async (account: string | null) => new Map([[`of ${account}`, 1]]));
    const store = { ...fakeSyncStore(), lastDeltaRequestTimes: read };
    const cache = await RunCache.load(store, aCheckpoint(), aLibraryManifest());
    expect(await cache.lastDeltaRequestTimes('x')).toEqual(new Map([['of x', 1]]));
    for (const _ of [1, 2])
      expect(await cache.lastDeltaRequestTimes(null)).toEqual(new Map([['of null', 1]]));
    expect(read.mock.calls).toEqual([['x'], [null]]);
  });

  it('reads none in a first run, because there are none', async () => {
    const read = vi.fn(async () => new Map([['post', 1]]));
    const store = { ...fakeSyncStore(), lastDeltaRequestTimes: read };
    const cache = await RunCache.load(store, aCheckpoint(), null);
    expect(await cache.lastDeltaRequestTimes('x')).toEqual(new Map());
    expect(read).not.toHaveBeenCalled();
  });
});

describe('knownIds', () => {
  it('are those that the run has stored, by list', async () => {
    const ids = new Map([['videos', new Set(['a'])] as const]);
    const store = { ...fakeSyncStore(), idsOf: async () => ids };
    const { knownIds } = await RunCache.load(store, aCheckpoint(), null);
    expect(knownIds).toEqual({ 'account-videos': new Set(), videos: new Set(['a']) });
  });
});
