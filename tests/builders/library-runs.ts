import { IDBFactory } from 'fake-indexeddb';
import type { Post } from '../../utils/breakouts/model/post.ts';
import type { DeltasResponse } from '../../utils/creator-audit/deltas.ts';
import type { AccountsPageRecord, SyncStore } from '../../utils/sync/sync-deps.ts';
import { aCheckpoint } from './checkpoint.ts';
import { NOW } from './time.ts';

/** Imports the library's modules afresh, like a new worker. */
export async function newLibraryWorker() {
  const { vi } = await import('vitest');
  vi.resetModules();
  const [database, records, store, merge, read, history, forget, room] = await Promise.all([
    import('../../utils/library/library-database.ts'),
    import('../../utils/library/library-records.ts'),
    import('../../utils/library/sync-store.ts'),
    import('../../utils/library/merge-run.ts'),
    import('../../utils/library/read-library.ts'),
    import('../../utils/library/read-history.ts'),
    import('../../utils/library/forget-groups.ts'),
    import('../../utils/library/make-room.ts'),
  ]);
  return { ...database, ...records, ...store, ...merge, ...read, ...history, ...forget, ...room };
}

/** A new worker of a browser that has stored nothing yet. */
export async function newEmptyLibrary() {
  globalThis.indexedDB = new IDBFactory();
  return newLibraryWorker();
}

export type LibraryWorker = Awaited<ReturnType<typeof newLibraryWorker>>;

/** The results of a run. */
export interface FetchedRun {
  readonly run: string;
  readonly baseRun: string | null;
  /** `null`: all account videos. */
  readonly accountIds?: readonly string[] | null;
  readonly lists?: readonly ('account-videos' | 'videos')[];
  /** Pages of posts, by the id of the listed account or by the list. */
  readonly pages: readonly (readonly [listing: string, posts: readonly Post[]])[];
  /** Views that posts gained over 7 days. */
  readonly gains?: Readonly<Record<string, number>>;
  readonly accounts?: AccountsPageRecord['accounts'];
  readonly startedAt?: number;
}

/** Stages, merges and completes a run, as the background does before it publishes. */
export async function mergeFetched(library: LibraryWorker, fetched: FetchedRun, now = NOW) {
  const checkpoint = await stageRun(library.syncStore, fetched);
  const merged = await library.mergeRun(checkpoint, now);
  await library.completeRun(checkpoint, merged);
  return merged;
}

/** Stages the results of a run and returns its checkpoint. */
export async function stageRun(store: SyncStore, fetched: FetchedRun) {
  const { run, baseRun, pages, accounts, gains = {}, accountIds = null } = fetched;
  const { lists = ['account-videos'], startedAt = NOW } = fetched;
  const checkpoint = aCheckpoint({
    ...{ run, baseRun, lists, startedAt, windows: [7], pending: [] },
    isFullListing: lists.includes('account-videos') && accountIds === null,
    listsVideos: pages.some(([listing]) => listing === 'videos'),
    accountsUnavailable: accounts === undefined,
    accountIds: accountIds ?? [],
    posts: pages.reduce((sum, [, posts]) => sum + posts.length, 0),
  });
  let record = 0;
  if (accounts !== undefined) {
    const page = { cursor: null, nextCursor: null, etag: null, accounts };
    await store.store(checkpoint, [{ kind: 'accounts', record: record++, page }]);
  }
  const refreshes = new Map<string, number | null>();
  for (const [listing, posts] of pages) {
    for (const { id, lastRefreshedAt } of posts) refreshes.set(id, lastRefreshedAt);
    await store.store(checkpoint, [
      { kind: 'page', record: record++, listing, posts, pending: [] },
    ]);
  }
  const asked = Object.keys(gains).map((id) => [id, refreshes.get(id) ?? null, [7]] as const);
  const byPost: DeltasResponse['byPost'] = new Map(
    Object.entries(gains).map(([id, views]) => [id, { 7: { views, engagement: null } }]),
  );
  const answer = { byPost, notFound: [] };
  await store.store(checkpoint, [{ kind: 'deltas', record, asked, windows: [7], answer }]);
  return { ...checkpoint, nextRecord: record + 1 };
}
