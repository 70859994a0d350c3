import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { AccountsPageRecord, FetchedRecord } from '../../../utils/sync/sync-deps.ts';
import { aCheckpoint } from '../../builders/checkpoint.ts';
import { type LibraryWorker, mergeFetched, newEmptyLibrary } from '../../builders/library-runs.ts';
import { aPost } from '../../builders/post.ts';
import { DAY, HOUR, NOW } from '../../builders/time.ts';
import { aTrackedAccount } from '../../builders/tracked-account.ts';

let library: LibraryWorker;

beforeEach(async () => {
  library = await newEmptyLibrary();
});

const RUN = aCheckpoint({ run: 'run-1' });
const postOf = (id: string) => aPost({ id, accountKey: 'a', lastRefreshedAt: NOW });

const pageOf = (
  record: number,
  listing: string,
  ids: readonly string[],
  pendingIds = ids,
): FetchedRecord => ({
  ...{ kind: 'page', record, listing, posts: ids.map(postOf) },
  pending: pendingIds.map((id) => [id, NOW, [1, 7]]),
});

const deltasOf = (
  record: number,
  ids: readonly string[],
  windows: readonly number[],
): FetchedRecord => ({
  ...{ kind: 'deltas', record, windows },
  asked: ids.map((id) => [id, NOW, windows]),
  answer: { byPost: new Map(), notFound: [] },
});

describe('store', () => {
  it('leaves the pending posts out of the checkpoint: they follow from the pages', async () => {
    const pending = [['p', NOW, [7]]] as const;
    await library.syncStore.store({ ...RUN, pending }, [pageOf(0, 'account-videos', ['p'])]);
    const stored = await library.syncStore.loadCheckpoint();
    expect(stored).toMatchObject({ run: 'run-1' });
    expect(stored).not.toHaveProperty('pending');
  });
});

describe('idsOf', () => {
  it('has the ids of each list, with those of accounts among the account videos', async () => {
    await library.syncStore.store(RUN, [
      pageOf(0, 'account-videos', ['one', 'two']),
      pageOf(1, 'a', ['three']),
      pageOf(2, 'videos', ['two', 'four']),
    ]);
    const ids = await library.syncStore.idsOf('run-1');
    expect(Object.fromEntries(ids)).toEqual({
      'account-videos': new Set(['one', 'two', 'three']),
      videos: new Set(['two', 'four']),
    });
  });
});

describe('pendingOf', () => {
  it('has the windows of each marked post that no response has answered', async () => {
    await library.syncStore.store(RUN, [
      pageOf(0, 'account-videos', ['none', 'half', 'all', 'unmarked'], ['none', 'half', 'all']),
      deltasOf(1, ['half', 'all'], [7]),
      deltasOf(2, ['all'], [1]),
    ]);
    expect(await library.syncStore.pendingOf('run-1', [1, 7])).toEqual([
      ['none', NOW, [1, 7]],
      ['half', NOW, [1]],
    ]);
  });

  it('rejects damaged gains as the end of the run', async () => {
    await library.syncStore.store(RUN, [pageOf(0, 'account-videos', ['p'])]);
    await library.withLibrary((database) => database.put('stagedGains', 'junk', ['run-1', 1]));
    await expect(library.syncStore.pendingOf('run-1', [7])).rejects.toMatchObject({
      ...{ name: 'RunLost', kind: 'storage-unavailable', store: 'library' },
    });
  });
});

describe('accountPagesOf', () => {
  async function pagesOf(run: string): Promise<AccountsPageRecord[]> {
    const pages: AccountsPageRecord[] = [];
    for await (const page of library.syncStore.accountPagesOf(run)) pages.push(page);
    return pages;
  }

  it('has the pages of a run in their order, without damaged ones', async () => {
    const page = (id: string) => ({
      ...{ cursor: null, nextCursor: null, etag: `"${id}"` },
      accounts: [aTrackedAccount({ id })],
    });
    await library.syncStore.store(RUN, [
      { kind: 'accounts', record: 0, page: page('a') },
      { kind: 'accounts', record: 1, page: page('b') },
      { kind: 'accounts', record: 2, page: page('c') },
    ]);
    await library.withLibrary((database) => database.put('accountPages', 'junk', ['run-1', 1]));
    expect(await pagesOf('run-1')).toEqual([page('a'), page('c')]);
    expect(await pagesOf('run-2')).toEqual([]);
  });
});

describe('lastDeltaRequestTimes', () => {
  const posts = [
    aPost({ id: 'asked', accountKey: 'a', lastRefreshedAt: NOW - HOUR }),
    aPost({ id: 'without time', accountKey: 'a', lastRefreshedAt: null }),
    aPost({ id: 'not asked', accountKey: 'a', lastRefreshedAt: NOW - DAY }),
  ];

  beforeEach(() =>
    mergeFetched(library, {
      ...{ run: 'run-1', baseRun: null, lists: ['account-videos', 'videos'] },
      pages: [
        ['account-videos', posts],
        ['videos', [aPost({ id: 'alone', accountKey: 'b', lastRefreshedAt: NOW })]],
      ],
      gains: { asked: 1, 'without time': 2, alone: 3 },
    }),
  );

  it('has the posts of both lists whose gains were asked for', async () => {
    expect(await library.syncStore.lastDeltaRequestTimes(null)).toEqual(
      new Map([
        ['asked', NOW - HOUR],
        ['without time', null],
        ['alone', NOW],
      ]),
    );
  });

  it.each(['posts', 'gains'] as const)(
    'leaves out the posts of a damaged record of %s',
    async (name) => {
      await library.withLibrary((database) =>
        database.put(name, 'junk', ['account-videos', 'a', 0]),
      );
      const times = await library.syncStore.lastDeltaRequestTimes(null);
      expect(times).toEqual(new Map([['alone', NOW]]));
    },
  );
});
