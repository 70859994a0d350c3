import { describe, expect, it } from 'vitest';
import { GroupTally } from '../../../utils/library/group-tally.ts';
import type { LibraryManifest } from '../../../utils/sync/library-manifest.ts';
import { aLibraryManifest, aListedAccount } from '../../builders/library-manifest.ts';

/** Rows of a record; `null`: it is damaged. */
type Rows = readonly [list: string, account: string, rows: number | null];

const MANIFEST = aLibraryManifest({
  fullListing: { listedAt: 0, postsWithoutAccount: 2 },
  videos: { listedAt: 0, posts: 3, dueAt: null },
  accounts: { a: aListedAccount({ posts: 5 }), b: aListedAccount({ posts: 1 }) },
});
const COMPLETE: readonly Rows[] = [
  ['account-videos', 'a', 4],
  ['account-videos', 'a', 1],
  ['account-videos', 'b', 1],
  ['account-videos', '', 1],
  ['account-videos', 'tiktok:someone', 1],
  ['videos', 'a', 2],
  ['videos', '', 1],
];

/** The damaged groups of a library with these records. */
function damagedOf(records: readonly Rows[], manifest: LibraryManifest = MANIFEST): string[] {
  const tally = new GroupTally();
  for (const [list, account, rows] of records) tally.add([list, account, 0], rows);
  for (const [id, { posts }] of Object.entries(manifest.accounts)) tally.compare(id, posts);
  return tally.damaged(manifest).map(({ list, account }) => `${list} of ${account}`);
}

/** The records of a complete library, except that one has `rows`; `'none'`: it is gone. */
const withRows = (place: number, rows: number | null | 'none') =>
  COMPLETE.flatMap(([list, account, all], index): Rows[] => {
    if (index !== place) return [[list, account, all]];
    return rows === 'none' ? [] : [[list, account, rows]];
  });

describe('GroupTally', () => {
  it('finds nothing in a library that has all rows', () => {
    expect(damagedOf(COMPLETE)).toEqual([]);
  });

  it.each([
    ['an account that lacks a row', 1, 0, 'account-videos of a'],
    ['an account with a row too many', 2, 2, 'account-videos of b'],
    ['an account without any record', 2, 'none', 'account-videos of b'],
    ['an account with a damaged record', 0, null, 'account-videos of a'],
    ['the posts without an account', 3, 0, 'account-videos of '],
    ['the posts of which only the name of the account is known', 4, 'none', 'account-videos of '],
    ['the posts tracked by themselves', 5, 1, 'videos of '],
  ] as const)('names %s, once', (_, place, rows, named) => {
    expect(damagedOf(withRows(place, rows))).toEqual([named]);
  });

  it('names each damaged record of posts tracked by themselves', () => {
    const damaged = damagedOf(withRows(5, null));
    expect(damaged).toContain('videos of a');
    expect(damaged).not.toContain('account-videos of a');
  });

  it('names several accounts of a list', () => {
    const records = COMPLETE.map(([list, account, rows]): Rows => {
      return [list, account, account === 'a' || account === 'b' ? null : rows];
    });
    expect(damagedOf(records)).toEqual(
      expect.arrayContaining(['account-videos of a', 'account-videos of b', 'videos of a']),
    );
  });

  it('expects no row where nothing was listed', () => {
    const empty = aLibraryManifest({ fullListing: null, videos: null, accounts: {} });
    expect(damagedOf([], empty)).toEqual([]);
    expect(damagedOf([['videos', 'a', 1]], empty)).toEqual(['videos of ']);
    expect(damagedOf([['account-videos', '', 1]], empty)).toEqual(['account-videos of ']);
    const listed = aLibraryManifest({ accounts: { a: aListedAccount({ posts: 0 }) } });
    expect(damagedOf([], listed)).toEqual([]);
  });
});
