import { describe, expect, it } from 'vitest';
import {
  hasChanges,
  postCount,
  updateManifest,
  usableManifest,
} from '../../../utils/sync/library-manifest.ts';
import { RunStatsBuilder } from '../../../utils/sync/run-stats.ts';
import { aCheckpoint } from '../../builders/checkpoint.ts';
import { aLibraryManifest, aListedAccount } from '../../builders/library-manifest.ts';
import { aPost } from '../../builders/post.ts';
import { HOUR, NOW } from '../../builders/time.ts';
import { aTrackedAccount } from '../../builders/tracked-account.ts';

const of = (
  accountKey: string | null,
  count: number,
  lastRefreshedAt: number | null = NOW - HOUR,
) =>
  Array.from({ length: count }, (_, index) =>
    aPost({ id: `${accountKey}${index}`, accountKey, lastRefreshedAt }),
  );

function statsOf(...listings: readonly (readonly [string, ReturnType<typeof of>])[]) {
  const builder = new RunStatsBuilder();
  for (const [listing, posts] of listings) builder.add(listing, posts, NOW);
  return builder.build();
}

const tracked = (id: string, refreshedAt: number | null = NOW - HOUR) =>
  aTrackedAccount({ id, refreshedAt });
const { id: _, refreshedAt: __, ...PROFILE } = aTrackedAccount();

async function* pagesOf(...accounts: ReturnType<typeof tracked>[]) {
  for (const account of accounts) yield { accounts: [account] };
}

const FULL_LISTING = aCheckpoint({ run: 'run-2', startedAt: NOW });
const LISTING = aCheckpoint({
  run: 'run-2',
  startedAt: NOW,
  isFullListing: false,
  accountIds: ['x', 'gone'],
});
const FORMER = aLibraryManifest({
  accounts: { x: aListedAccount(), y: aListedAccount({ posts: 4 }), gone: aListedAccount() },
  rowsWithoutId: 2,
});

describe('updateManifest, full listing', () => {
  const updated = () =>
    updateManifest(
      FORMER,
      FULL_LISTING,
      statsOf([
        'account-videos',
        [...of('x', 2), ...of('y', 1, null), ...of(null, 3), ...of('tiktok:name', 1)],
      ]),
      pagesOf(tracked('x'), tracked('new', null)),
    );

  it('replaces all accounts by those listed', async () => {
    const { accounts } = await updated();
    expect(accounts).toEqual({
      x: {
        ...{ listedAt: NOW, posts: 2, newestRefresh: NOW - HOUR, seenRefresh: NOW - HOUR },
        ...{ isTracked: true, profile: PROFILE },
      },
      y: {
        ...{ listedAt: NOW, posts: 1, newestRefresh: null, seenRefresh: null },
        ...{ isTracked: false, profile: null },
      },
      new: {
        ...{ listedAt: NOW, posts: 0, newestRefresh: null, seenRefresh: null },
        ...{ isTracked: true, profile: PROFILE },
      },
    });
  });

  it('counts posts without an account separately', async () => {
    const manifest = await updated();
    expect(manifest.fullListing).toEqual({ listedAt: NOW, postsWithoutAccount: 4 });
    expect(postCount(manifest)).toBe(7);
  });

  it('stores the run id', async () => {
    expect(await updated()).toMatchObject({ run: 'run-2', accountsRun: 'run-2', rowsWithoutId: 0 });
  });
});

describe('updateManifest, some accounts listed', () => {
  const updated = () =>
    updateManifest(
      FORMER,
      LISTING,
      statsOf(['x', of('x', 5)]),
      pagesOf(tracked('x'), tracked('y', NOW)),
    );

  it('takes in no account before its posts are listed', async () => {
    const pages = pagesOf(tracked('x'), tracked('new'));
    const { accounts } = await updateManifest(FORMER, LISTING, statsOf(['x', of('x', 5)]), pages);
    expect(Object.keys(accounts)).toEqual(['x', 'y']);
  });

  it('replaces the listed accounts and updates the refreshes of the others', async () => {
    const { accounts, fullListing } = await updated();
    expect(accounts).toEqual({
      x: {
        ...{ listedAt: NOW, posts: 5, newestRefresh: NOW - HOUR, seenRefresh: NOW - HOUR },
        ...{ isTracked: true, profile: PROFILE },
      },
      // A refresh of an account that was not listed has not been seen.
      y: { ...FORMER.accounts.y, profile: PROFILE },
    });
    expect(fullListing).toBe(FORMER.fullListing);
  });
});

describe('updateManifest, accounts that the API does not list', () => {
  const listing = { ...LISTING, accountIds: ['x'], accountsUnavailable: true };

  it('keeps the accounts that were not listed as they were', async () => {
    const { accounts, accountsRun } = await updateManifest(
      { ...FORMER, accounts: { ...FORMER.accounts, x: aListedAccount({ profile: PROFILE }) } },
      listing,
      statsOf(['x', of('x', 5)]),
      null,
    );
    expect(accounts).toMatchObject({
      x: { posts: 5, isTracked: false, profile: PROFILE },
      y: FORMER.accounts.y,
      gone: FORMER.accounts.gone,
    });
    expect(accountsRun).toBeNull();
  });

  it('drops an account that has no posts any more', async () => {
    const { accounts } = await updateManifest(FORMER, listing, statsOf(), null);
    expect(Object.keys(accounts)).toEqual(['y', 'gone']);
  });
});

describe('updateManifest, rows without an id', () => {
  it.each([
    ['are those of a full listing', FULL_LISTING, 1, 1],
    ['are the most of any listing since', LISTING, 1, 2],
    ['are those of a listing that has more', LISTING, 3, 3],
  ])('%s', async (_, run, rowsWithoutId, expected) => {
    const updated = await updateManifest(FORMER, { ...run, rowsWithoutId }, statsOf(), null);
    expect(updated.rowsWithoutId).toBe(expected);
  });
});

describe('updateManifest, first run', () => {
  it('names the run although it has listed nothing, and no listing', async () => {
    const nothing = { ...LISTING, accountIds: [], rowsWithoutId: 1 };
    expect(await updateManifest(null, nothing, statsOf(), pagesOf(tracked('x')))).toMatchObject({
      ...{ run: 'run-2', accountsRun: 'run-2', scope: nothing.libraryScope },
      ...{ accounts: {}, fullListing: null, videos: null, rowsWithoutId: 1 },
    });
  });
});

describe('postCount', () => {
  it('adds up the posts of accounts, those without one, and those tracked one by one', () => {
    const videos = { listedAt: NOW, posts: 3, dueAt: null };
    const fullListing = { listedAt: NOW, postsWithoutAccount: 20 };
    expect(postCount({ ...FORMER, videos, fullListing })).toBe(100 + 4 + 100 + 20 + 3);
    expect(postCount({ ...FORMER, videos: null, fullListing: null })).toBe(204);
  });
});

describe('hasChanges', () => {
  it.each([
    [{ isFullListing: true }, true],
    [{ accountIds: ['x'] }, true],
    [{ listsVideos: true }, true],
    [{}, false],
  ])('%j: %s', (changes, expected) => {
    const nothing = { isFullListing: false, accountIds: [], listsVideos: false };
    expect(hasChanges(aCheckpoint({ ...nothing, ...changes }))).toBe(expected);
  });
});

describe('RunStatsBuilder', () => {
  it('finds the newest refresh of an account, whichever posts have none', () => {
    const refreshedAt = (...times: (number | null)[]) =>
      statsOf(['x', times.flatMap((time) => of('x', 1, time))]).accounts.get('x');
    expect(refreshedAt(null, 1, 3, null, 2)).toEqual({ posts: 5, newestRefresh: 3 });
    expect(refreshedAt(null, null)).toEqual({ posts: 2, newestRefresh: null });
  });

  it('knows no next refresh of posts that are gone', () => {
    const gone = aPost({ isUnavailable: true });
    expect(statsOf(['videos', [gone]])).toMatchObject({ videos: 1, videosDueAt: null });
    expect(statsOf(['videos', [gone, aPost()]]).videosDueAt).toBe(NOW + 22 * HOUR);
  });

  it('counts posts of a listed account whatever account they name', () => {
    expect(statsOf(['x', of('tiktok:name', 2)])).toMatchObject({
      accounts: new Map([['x', { posts: 2, newestRefresh: NOW - HOUR }]]),
      postsWithoutAccount: 0,
      videos: 0,
    });
  });
});

describe('updateManifest, nothing listed', () => {
  const updated = () =>
    updateManifest(
      FORMER,
      { ...LISTING, accountIds: [] },
      statsOf(),
      pagesOf(tracked('x'), tracked('y')),
    );

  it('keeps the run that last changed the library, and that of the account pages', async () => {
    expect(await updated()).toMatchObject({ run: 'run-1', accountsRun: 'run-2' });
  });

  it('marks accounts that are no longer tracked', async () => {
    expect((await updated()).accounts.gone).toEqual({ ...aListedAccount(), isTracked: false });
  });
});

describe('updateManifest, posts tracked one by one', () => {
  it('stores when the next of them is due', async () => {
    const posts = [
      aPost({ id: 'a', lastRefreshedAt: NOW - 2 * HOUR, refreshIntervalHours: 6 }),
      aPost({ id: 'b' }),
    ];
    const run = aCheckpoint({
      run: 'run-2',
      startedAt: NOW,
      isFullListing: false,
      listsVideos: true,
      accountsUnavailable: true,
    });
    const { videos } = await updateManifest(null, run, statsOf(['videos', posts]), null);
    expect(videos).toEqual({ listedAt: NOW, posts: 2, dueAt: NOW + 4 * HOUR });
  });

  it('keeps their last listing', async () => {
    const videos = { listedAt: NOW - HOUR, posts: 2, dueAt: null };
    const former = { ...FORMER, videos };
    expect(await updateManifest(former, LISTING, statsOf(), null)).toMatchObject({ videos });
  });
});

describe('usableManifest', () => {
  it('accepts only a manifest of the same scope', () => {
    expect(usableManifest(FORMER, 'scope')).toBe(FORMER);
    expect(usableManifest({ ...FORMER, scope: 'other' }, 'scope')).toBeNull();
    expect(usableManifest(null, 'scope')).toBeNull();
  });
});
