import { describe, expect, it } from 'vitest';
import type { TrackedAccount } from '../../../utils/creator-audit/accounts.ts';
import type { LibraryManifest, ListedAccount } from '../../../utils/sync/library-manifest.ts';
import { planListing } from '../../../utils/sync/plan-listing.ts';
import { aLibraryManifest, aListedAccount } from '../../builders/library-manifest.ts';
import { DAY, HOUR, NOW } from '../../builders/time.ts';
import { aTrackedAccount } from '../../builders/tracked-account.ts';

const REFRESHED = NOW - 6 * HOUR;
const told = (id: string, refreshedAt: number | null = REFRESHED): TrackedAccount =>
  aTrackedAccount({ id, platform: 'tiktok', refreshedAt });

/** A library of 20 accounts of 100 posts each, all of them as they were last refreshed. */
const ids = Array.from({ length: 20 }, (_, index) => `a${index}`);
const quiet = (changes: Readonly<Record<string, Partial<ListedAccount>>> = {}): LibraryManifest =>
  aLibraryManifest({
    accounts: Object.fromEntries(
      ids.map((id) => [
        id,
        aListedAccount({ seenRefresh: REFRESHED, newestRefresh: REFRESHED, ...changes[id] }),
      ]),
    ),
  });
/** The accounts in two pages. */
async function* pagesOf(accounts: readonly TrackedAccount[]) {
  yield { accounts: accounts.slice(0, 2) };
  yield { accounts: accounts.slice(2) };
}
const planOf = (manifest: LibraryManifest | null, accounts: readonly TrackedAccount[] | null) =>
  planListing(manifest, accounts && pagesOf(accounts), ['account-videos'], NOW);
const listedBy = async (
  manifest: LibraryManifest,
  accounts: readonly TrackedAccount[] = ids.map((id) => told(id)),
) => (await planOf(manifest, accounts)).accountIds;
const instead = (id: string, account: TrackedAccount) => [
  ...ids.filter((other) => other !== id).map((a) => told(a)),
  account,
];

describe('planListing, library that is up to date', () => {
  it('lists nothing', async () => {
    expect(
      await planOf(
        quiet(),
        ids.map((id) => told(id)),
      ),
    ).toEqual({ isFullListing: false, accountIds: [], listsVideos: false, platforms: ['tiktok'] });
  });

  it.each([
    ['was refreshed since', told('a3', REFRESHED + HOUR)],
    [
      'was refreshed at another time than was told before, be it earlier',
      told('a3', REFRESHED - HOUR),
    ],
  ])('lists an account that %s', async (_, account) => {
    expect(await listedBy(quiet(), instead('a3', account))).toEqual(['a3']);
  });

  it('lists a new account', async () => {
    expect(await listedBy(quiet(), [...ids.map((id) => told(id)), told('new')])).toEqual(['new']);
  });

  it('lists an account that is no longer tracked, because its posts may be gone', async () => {
    expect(
      await listedBy(
        quiet(),
        ids.slice(1).map((id) => told(id)),
      ),
    ).toEqual(['a0']);
    expect(
      await listedBy(
        quiet({ a0: { isTracked: false } }),
        ids.slice(1).map((id) => told(id)),
      ),
    ).toEqual([]);
  });

  it.each([
    ['for more than a day', NOW - DAY - 1, ['a3']],
    ['for a day and no longer', NOW - DAY, []],
    ['until now', NOW, []],
    ['since a time that lies ahead: the clock was set back', NOW + 1, ['a3']],
  ])('lists an account anyway that was not listed %s', async (_, listedAt, expected) => {
    const behind = { seenRefresh: REFRESHED, newestRefresh: REFRESHED };
    expect(await listedBy(quiet({ a3: { ...behind, listedAt } }))).toEqual(expected);
  });

  it('lists an account again for two hours until its posts show its last refresh', async () => {
    const behind = (listedAt: number) =>
      quiet({ a3: { newestRefresh: REFRESHED - DAY, listedAt } });
    expect(await listedBy(behind(REFRESHED + 2 * HOUR - 1))).toEqual(['a3']);
    expect(await listedBy(behind(REFRESHED + 2 * HOUR))).toEqual([]);
  });

  it('waits for a refresh of posts that never had one, unless there are none', async () => {
    const listedAt = REFRESHED + HOUR;
    expect(await listedBy(quiet({ a3: { newestRefresh: null, listedAt } }))).toEqual(['a3']);
    expect(await listedBy(quiet({ a3: { newestRefresh: null, listedAt, posts: 0 } }))).toEqual([]);
    expect(await listedBy(quiet({ a3: { listedAt } }))).toEqual([]);
  });

  it('lists accounts whose refresh is new, those in the library first', async () => {
    const accounts = [told('new'), ...instead('a3', told('a3', NOW))];
    expect(await listedBy(quiet(), accounts)).toEqual(['a3', 'new']);
  });

  it('names the platforms of its accounts in order, unless one is unknown', async () => {
    const platformsOf = async (...platforms: (string | null)[]) => {
      const accounts = platforms.map((platform, index) =>
        aTrackedAccount({ id: `a${index}`, platform }),
      );
      return (await planOf(null, accounts)).platforms;
    };
    expect(await platformsOf('tiktok', 'instagram', 'tiktok')).toEqual(['instagram', 'tiktok']);
    expect(await platformsOf('tiktok', null, 'instagram')).toEqual([]);
  });

  it('lists an account without refresh times, unless no post was ever refreshed', async () => {
    expect(await listedBy(quiet(), instead('a3', told('a3', null)))).toEqual(['a3']);
    const withoutTimes = quiet({ a3: { seenRefresh: null } });
    expect(await listedBy(withoutTimes, instead('a3', told('a3', null)))).toEqual(['a3']);
    const never = quiet({ a3: { seenRefresh: null, newestRefresh: null } });
    expect(await listedBy(never, instead('a3', told('a3', null)))).toEqual([]);
  });
});

describe('planListing, full listing', () => {
  it.each([
    ['lists everything for an empty library', null, ids.map((id) => told(id))],
    ['lists everything when the API returns no accounts', quiet(), null],
    [
      'lists everything where that was never done',
      { ...quiet(), fullListing: null },
      ids.map((id) => told(id)),
    ],
    [
      'lists everything once a day when posts belong to no account',
      { ...quiet(), fullListing: { listedAt: NOW - DAY - 1, postsWithoutAccount: 1 } },
      ids.map((id) => told(id)),
    ],
  ])('%s', async (_, manifest, accounts) => {
    expect(await planOf(manifest, accounts)).toEqual({
      isFullListing: true,
      accountIds: [],
      listsVideos: false,
      platforms: accounts === null ? [] : ['tiktok'],
    });
  });

  it('lists everything when that takes fewer requests than single accounts', async () => {
    // 2,000 posts are ten pages, and a look at the list; each account is a page.
    const moved = (count: number) =>
      ids.map((id, index) => told(id, index < count ? NOW - HOUR : REFRESHED));
    expect(await planOf(quiet(), moved(11))).toMatchObject({ isFullListing: false });
    expect(await planOf(quiet(), moved(12))).toMatchObject({ isFullListing: true, accountIds: [] });
  });

  it.each([
    ['all posts belong to accounts', { listedAt: NOW - 2 * DAY, postsWithoutAccount: 0 }],
    ['others were listed within a day', { listedAt: NOW - DAY, postsWithoutAccount: 1 }],
  ])('lists single accounts when %s', async (_, fullListing) => {
    const manifest = { ...quiet(), fullListing };
    expect(await planOf(manifest, instead('a3', told('a3', NOW)))).toMatchObject({
      isFullListing: false,
      accountIds: ['a3'],
    });
  });

  it('counts a request for each account that is new or empty', async () => {
    const planWith = (count: number) => {
      const empty = { posts: 0, seenRefresh: NOW, newestRefresh: null };
      const manifest = aLibraryManifest({ accounts: { empty: aListedAccount(empty) } });
      const added = Array.from({ length: count }, (_, index) => told(`new${index}`));
      return planOf(manifest, [told('empty'), ...added]);
    };
    // An empty library is listed with one request, after a look at it.
    expect(await planWith(1)).toMatchObject({ isFullListing: false });
    expect(await planWith(2)).toMatchObject({ isFullListing: true });
  });

  it('lists everything sooner when accounts have several pages', async () => {
    const large = aLibraryManifest({
      accounts: {
        x: aListedAccount({ posts: 1000 }),
        y: aListedAccount({ posts: 1, seenRefresh: NOW, newestRefresh: NOW }),
      },
    });
    expect(await planOf(large, [told('x', NOW), told('y', NOW)])).toMatchObject({
      accountIds: ['x'],
    });
  });
});

describe('planListing, posts tracked one by one', () => {
  const videos = (changes: Partial<NonNullable<LibraryManifest['videos']>>) =>
    aLibraryManifest({ videos: { listedAt: NOW - HOUR, posts: 3, dueAt: null, ...changes } });
  const isListed = async (manifest: LibraryManifest | null) =>
    (await planListing(manifest, null, ['videos'], NOW)).listsVideos;

  it.each([
    ['lists them in the first run', null, true],
    ['lists them when they were never listed', aLibraryManifest(), true],
    ['lists them when one of them is due for a refresh', videos({ dueAt: NOW }), true],
    ['skips them before the next refresh', videos({ dueAt: NOW + 1 }), false],
    ['skips them when none will be refreshed', videos({}), false],
    ['skips them for a day', videos({ listedAt: NOW - DAY }), false],
    ['after a day anyway', videos({ listedAt: NOW - DAY - 1 }), true],
  ])('%s', async (_, manifest, expected) => {
    expect(await isListed(manifest)).toBe(expected);
  });

  it('lists them only when they are followed', async () => {
    expect((await planListing(null, null, ['account-videos'], NOW)).listsVideos).toBe(false);
  });

  it('lists nothing else when accounts are not followed', async () => {
    expect(await planListing(quiet(), pagesOf([told('new')]), ['videos'], NOW)).toEqual({
      ...{ isFullListing: false, accountIds: [], listsVideos: true, platforms: [] },
    });
  });
});
