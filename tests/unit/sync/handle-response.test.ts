import { describe, expect, it, vi } from 'vitest';
import type { VideoPage } from '../../../utils/creator-audit/video-page.ts';
import type { Checkpoint } from '../../../utils/sync/checkpoint.ts';
import { handleResponse } from '../../../utils/sync/handle-response.ts';
import type { ListCursor } from '../../../utils/sync/listing/list-cursor.ts';
import { MAX_PAGES } from '../../../utils/sync/listing/listing.ts';
import { RunCache } from '../../../utils/sync/run-cache.ts';
import type { CompletedRequest } from '../../../utils/sync/send-request.ts';
import type { AccountsPageRecord } from '../../../utils/sync/sync-deps.ts';
import {
  aCheckpoint,
  aListCursor,
  aListing,
  aNewCheckpoint,
  pendingPosts,
} from '../../builders/checkpoint.ts';
import { fakeSyncDeps } from '../../builders/fake-sync-deps.ts';
import { fakeSyncStore } from '../../builders/fake-sync-store.ts';
import { aLibraryManifest } from '../../builders/library-manifest.ts';
import { aPost, postsNamed } from '../../builders/post.ts';
import { aProblem } from '../../builders/problem.ts';
import { HOUR, NOW } from '../../builders/time.ts';
import { aTrackedAccount } from '../../builders/tracked-account.ts';
import { aVideoPage } from '../../builders/video-page.ts';

const answered = <T>(value: T) => ({ ok: true, value, rateLimit: null, requestId: null }) as const;

/** Handles a response in a library that has stored `formerPages` of accounts. */
async function handle(
  checkpoint: Checkpoint,
  completed: CompletedRequest,
  formerPages: readonly AccountsPageRecord[] = [],
) {
  const library = fakeSyncStore();
  await library.store(
    aCheckpoint({ run: 'former' }),
    formerPages.map((page, record) => ({ kind: 'accounts', record, page })),
  );
  const manifest = aLibraryManifest({ accountsRun: 'former' });
  const cache = await RunCache.load(library, checkpoint, manifest);
  return handleResponse(fakeSyncDeps({ library }), checkpoint, completed, cache);
}

describe('handleResponse, gains', () => {
  const request = { kind: 'deltas', ids: ['a'], windows: [7], byGet: true } as const;
  const start = aCheckpoint({ windows: [7], pending: pendingPosts(['a', 'b'], [7]) });

  it('stores the gains with the posts and windows that they answer', async () => {
    const answer = { byPost: new Map(), notFound: [], missingWindows: [] };
    const handled = await handle(start, { kind: 'deltas', request, result: answered(answer) });
    expect(handled).toMatchObject({
      checkpoint: { pending: pendingPosts(['b'], [7]) },
      records: [
        { kind: 'deltas', record: 0, asked: pendingPosts(['a'], [7]), windows: [7], answer },
      ],
    });
  });

  it('reports a problem that nothing helps against', async () => {
    const problem = aProblem({ kind: 'server-error' });
    const result = { ok: false, problem, rateLimit: null } as const;
    expect(await handle(start, { kind: 'deltas', request, result })).toEqual({
      kind: 'problem',
      problem,
    });
  });
});

describe('handleResponse, tracked accounts', () => {
  const accounts = [aTrackedAccount({ id: 'x' })];
  const scanAt = (page: number) =>
    aNewCheckpoint({ accountScan: { cursor: 'c1', pages: page, parseFailures: 0 }, nextRecord: 3 });
  const pageAt = (page: number, nextCursor: string | null): CompletedRequest => ({
    kind: 'accounts',
    request: { kind: 'accounts', cursor: 'c1', page },
    result: answered({ isChanged: true, etag: 'new', value: { accounts, nextCursor } }),
  });
  const unchanged: CompletedRequest = {
    kind: 'accounts',
    request: { kind: 'accounts', cursor: 'c1', page: 1 },
    result: answered({ isChanged: false }),
  };

  it('stores a page with its ETag', async () => {
    expect(await handle(scanAt(1), pageAt(1, 'c2'))).toMatchObject({
      checkpoint: { accountScan: { cursor: 'c2' }, accounts: 1 },
      records: [
        {
          kind: 'accounts',
          record: 3,
          page: { cursor: 'c1', etag: 'new', accounts, nextCursor: 'c2' },
        },
      ],
    });
  });

  it('stores the former page for one that is unchanged', async () => {
    const former = [
      { cursor: null, etag: 'first', accounts: [], nextCursor: 'c1' },
      { cursor: 'c1', etag: 'former', accounts, nextCursor: 'c2' },
    ];
    expect(await handle(scanAt(1), unchanged, former)).toMatchObject({
      checkpoint: { accountScan: { cursor: 'c2' }, accounts: 1 },
      records: [{ page: former[1] }],
    });
  });

  it('ends the scan when a page is unchanged that was never read', async () => {
    expect(await handle(scanAt(1), unchanged)).toMatchObject({
      checkpoint: { accountScan: null, accounts: 0 },
      records: [{ page: { cursor: 'c1', etag: null, accounts: [], nextCursor: null } }],
    });
  });

  it.each([
    ['reads the page before the 5,000th', pageAt(4998, 'c2'), false],
    ['reads the 5,000th page when it is the last', pageAt(4999, null), false],
    ['goes on without accounts that have more than 5,000 pages', pageAt(4999, 'c2'), true],
  ])('%s', async (_, completed, accountsUnavailable) => {
    expect(await handle(scanAt(1), completed)).toMatchObject({
      checkpoint: { accountsUnavailable },
      records: accountsUnavailable ? [] : [{ kind: 'accounts' }],
    });
  });
});

describe('handleResponse, posts', () => {
  const completedPage = (listCursor: ListCursor, page: VideoPage): CompletedRequest => ({
    kind: 'page',
    request: { kind: 'page', listCursor },
    result: answered(page),
  });
  const readOnce = (listCursor: ListCursor, page: VideoPage) =>
    handle(
      aCheckpoint({ listing: aListing({ cursors: [listCursor] }) }),
      completedPage(listCursor, page),
    );

  it('stores a page under its list or account, without posts that it has twice', async () => {
    const account = aListCursor({ accountId: 'x' });
    const page = aVideoPage({ posts: postsNamed('a', 'b') });
    expect(await readOnce(account, page)).toMatchObject({
      records: [{ kind: 'page', record: 0, listing: 'x', posts: [{ id: 'a' }, { id: 'b' }] }],
    });
    expect(await readOnce(aListCursor({ list: 'videos' }), page)).toMatchObject({
      records: [{ listing: 'videos' }],
    });
  });

  it('takes posts of earlier pages for known', async () => {
    const library = fakeSyncStore();
    const deps = fakeSyncDeps({ library });
    const start = aCheckpoint();
    const cache = await RunCache.load(library, start, null);
    const next = aVideoPage({ posts: postsNamed('a', 'b'), nextCursor: 'c1' });
    await handleResponse(deps, start, completedPage(aListCursor(), next), cache);
    const again = aVideoPage({ posts: postsNamed('b', 'c') });
    const handled = await handleResponse(deps, start, completedPage(aListCursor(), again), cache);
    expect(handled).toMatchObject({ records: [{ posts: [{ id: 'c' }] }] });
  });

  it('stores nothing of a page whose list is split', async () => {
    const listCursor = aListCursor({ order: 'latest-first' });
    const platforms = ['instagram', 'tiktok'];
    const start = aCheckpoint({ listing: aListing({ cursors: [listCursor], platforms }) });
    const page = aVideoPage({ posts: postsNamed('a'), nextCursor: 'c1', totalCount: 1001 });
    expect(await handle(start, completedPage(listCursor, page))).toMatchObject({
      kind: 'applied',
      checkpoint: { run: start.run, listing: { splitRows: 1001 } },
      records: [],
    });
  });

  it('starts again without slices when the API ignores one', async () => {
    const page = aVideoPage({ posts: postsNamed('a'), isFiltered: false });
    expect(await readOnce(aListCursor({ accountId: 'x' }), page)).toMatchObject({
      checkpoint: { useFilters: false, listing: null },
      records: [],
    });
  });

  it('reports a list that has no end', async () => {
    const late = aListCursor({ cursor: 'c', pages: MAX_PAGES - 1 });
    const page = aVideoPage({ posts: postsNamed('a'), nextCursor: 'c1' });
    expect(await readOnce(late, page)).toMatchObject({
      kind: 'problem',
      problem: { kind: 'endless-list' },
    });
  });
});

describe('handleResponse, posts whose gains are asked for', () => {
  const ASKED = NOW - 6 * HOUR;
  const POSTS = [
    aPost({ id: 'same', lastRefreshedAt: ASKED }),
    aPost({ id: 'refreshed', lastRefreshedAt: NOW }),
    aPost({ id: 'never', lastRefreshedAt: null }),
    aPost({ id: 'other-list', lastRefreshedAt: NOW }),
    aPost({ id: 'covered', lastRefreshedAt: NOW }),
  ];

  /**
   * Reads a page when the gains of all posts were asked for as of {@link ASKED}.
   *
   * @returns the ids of the posts whose gains are asked for, and those that the history was asked
   *   about
   */
  async function askedFor(changes: Partial<ListCursor>, posts = POSTS) {
    const listCursor = aListCursor(changes);
    const otherList = listCursor.list === 'videos' ? 'account-videos' : 'videos';
    const library = {
      ...fakeSyncStore(),
      idsOf: async () => new Map([[otherList, new Set(['other-list'])] as const]),
      lastDeltaRequestTimes: async () =>
        new Map(POSTS.map(({ id }) => [id, id === 'never' ? null : ASKED])),
    };
    const start = aCheckpoint({ listing: aListing({ cursors: [listCursor] }) });
    const cache = await RunCache.load(library, start, aLibraryManifest());
    const deps = fakeSyncDeps({ library, coveredIds: ['covered'] });
    const history = vi.fn(deps.postsCoveredByHistory);
    const handled = await handleResponse(
      { ...deps, postsCoveredByHistory: history },
      start,
      {
        kind: 'page',
        request: { kind: 'page', listCursor },
        result: answered(aVideoPage({ posts })),
      },
      cache,
    );
    return {
      pending: handled.kind === 'applied' ? handled.checkpoint.pending.map(([id]) => id) : [],
      history: history.mock.calls.map(([considered]) => considered.map(({ id }) => id)),
    };
  }

  it('are those of an account that were refreshed and the history does not cover', async () => {
    expect(await askedFor({ accountId: 'account' })).toEqual({
      pending: ['refreshed', 'never'],
      history: [['refreshed', 'never', 'covered']],
    });
  });

  it.each(['account-videos', 'videos'] as const)(
    'are all refreshed posts of the whole list %s, for which no history is read',
    async (list) => {
      expect(await askedFor({ list })).toEqual({
        pending: ['refreshed', 'never', 'covered'],
        history: [],
      });
    },
  );

  it('are none, and no history is read, when nothing was refreshed', async () => {
    expect(await askedFor({ accountId: 'account' }, POSTS.slice(0, 1))).toEqual({
      pending: [],
      history: [],
    });
  });
});
