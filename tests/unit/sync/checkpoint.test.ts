import { describe, expect, it } from 'vitest';
import {
  newCheckpoint,
  pagesExpected,
  restartWithoutFilters,
  type StoredCheckpoint,
  scopeOf,
  usableCheckpoint,
} from '../../../utils/sync/checkpoint.ts';
import {
  aCheckpoint,
  aListCursor,
  aListing,
  aNewCheckpoint,
  capabilities,
  pendingPosts,
} from '../../builders/checkpoint.ts';
import { aKeyOwner } from '../../builders/key-owner.ts';
import { settingsWith } from '../../builders/settings.ts';
import { DAY, MINUTE, NOW } from '../../builders/time.ts';

/** The checkpoint as it comes back from storage. */
const stored = (changes: Partial<StoredCheckpoint> = {}): unknown =>
  JSON.parse(JSON.stringify({ ...aCheckpoint(changes), pending: undefined }));
const SCOPE = aCheckpoint().scope;

describe('stored checkpoint', () => {
  it('is resumed unchanged', () => {
    const listing = aListing({
      cursors: [aListCursor({ cursor: 'c3', pages: 3, totalRows: 900 })],
    });
    const changes = { listing, nextRecord: 5, posts: 602 };
    const { pending: _, ...before } = aCheckpoint(changes);
    expect(usableCheckpoint(stored(changes), SCOPE, null, NOW + MINUTE)).toEqual(before);
  });

  it.each([
    ['there is none', undefined],
    ['there is null', null],
    ['it is of another version', { ...aCheckpoint(), version: 1 }],
    ['it is of no version', { ...aCheckpoint(), version: undefined }],
    ['its listing is damaged', { ...aCheckpoint(), listing: { cursors: [{ list: 'videos' }] } }],
    [
      'it names a list that is none',
      {
        ...aCheckpoint(),
        listing: { ...aListing(), cursors: [{ ...aListCursor(), list: 'reels' }] },
      },
    ],
    ['it is text', JSON.stringify(aCheckpoint())],
  ])('is dropped when %s', (_, value) => {
    expect(usableCheckpoint(value, SCOPE, null, NOW)).toBeNull();
  });

  it.each([
    ['is still used after a day', DAY, true],
    ['is dropped after more than a day', DAY + 1, false],
    ['is dropped when it is in the future, because the clock was set back', -1, false],
  ])('%s', (_, age, isUsed) => {
    expect(usableCheckpoint(stored(), SCOPE, null, NOW + age) !== null).toBe(isUsed);
  });
});

describe('checkpoint of a run that extends a library', () => {
  it('is dropped when the library has changed since', () => {
    expect(usableCheckpoint(stored({ baseRun: 'run-1' }), SCOPE, 'run-1', NOW)).not.toBeNull();
    expect(usableCheckpoint(stored({ baseRun: 'run-1' }), SCOPE, 'run-2', NOW)).toBeNull();
    expect(usableCheckpoint(stored({ baseRun: 'run-1' }), SCOPE, null, NOW)).toBeNull();
    expect(usableCheckpoint(stored(), SCOPE, 'run-1', NOW)).toBeNull();
  });
});

describe('scope of a run', () => {
  const settings = settingsWith();
  const scope = scopeOf(aKeyOwner(), settings);

  it.each([
    ['another organization', scopeOf(aKeyOwner({ organizationId: 'org-2' }), settings)],
    ['another key of the same organization', scopeOf(aKeyOwner({ savedAt: NOW }), settings)],
    ['other lists', scopeOf(aKeyOwner(), settingsWith({ lists: 'both' }))],
    ['another look-back window', scopeOf(aKeyOwner(), settingsWith({ lookbackDays: 21 }))],
  ])('differs for %s, so that its checkpoint is dropped', (_, other) => {
    expect(other).not.toBe(scope);
    expect(usableCheckpoint(stored(), other, null, NOW)).toBeNull();
  });

  it.each([
    ['a look-back window that is asked for anyway', settingsWith({ lookbackDays: 30 })],
    [
      'a setting that changes nothing that is fetched',
      settingsWith({ refreshMinutes: 15, sensitivity: 'quiet' }),
    ],
  ])('stays the same for %s', (_, other) => {
    expect(scopeOf(aKeyOwner(), other)).toBe(scope);
  });

  it('contains only the time at which the key was saved', () => {
    expect(scopeOf(aKeyOwner({ lastFour: 'zzzz' }), settings)).toBe(scope);
  });
});

describe('new run', () => {
  it.each([
    ['account-videos', ['account-videos']],
    ['videos', ['videos']],
    ['both', ['account-videos', 'videos']],
  ] as const)(
    'covers for lists=%s the lists %j, and scans accounts unless only single posts are tracked',
    (lists, walked) => {
      const start = newCheckpoint(aKeyOwner(), settingsWith({ lists }), capabilities(), NOW, 0.5);
      expect(start).toMatchObject({ lists: walked, listing: null });
      expect(start.accountScan === null).toBe(lists === 'videos');
    },
  );

  it('has read and planned nothing', () => {
    expect(newCheckpoint(aKeyOwner(), settingsWith(), capabilities(), NOW, 0.5)).toMatchObject({
      ...{ startedAt: NOW, accountScan: { cursor: null, pages: 0, parseFailures: 0 } },
      ...{ accountsUnavailable: false, useFilters: true },
      ...{ isFullListing: false, accountIds: [], listsVideos: false, pending: [] },
    });
  });

  it('requests all windows that can be shown, and their doubles', () => {
    expect(newCheckpoint(aKeyOwner(), settingsWith(), capabilities(), NOW, 0.5).windows).toEqual([
      1, 2, 7, 14, 28, 30, 60,
    ]);
  });

  it('keeps the known capabilities of the API', () => {
    const rateLimit = { limit: 100, remaining: 3, resetsAt: NOW + MINUTE, receivedAt: NOW };
    const learned = {
      deltasByGet: true,
      separateWindows: [7],
      unansweredWindows: [60],
      rateLimit,
      clockOffsetMs: -5,
    };
    expect(newCheckpoint(aKeyOwner(), settingsWith(), learned, NOW, 0.5)).toMatchObject(learned);
  });

  it('has a unique id, even at the same moment', () => {
    const name = (now: number, random: number) =>
      newCheckpoint(aKeyOwner(), settingsWith(), capabilities(), now, random).run;
    expect(
      new Set([name(NOW, 0), name(NOW, 0.5), name(NOW, 1 - 2 ** -53), name(NOW + 1, 0)]).size,
    ).toBe(4);
  });
});

describe('restartWithoutFilters', () => {
  const reached = aCheckpoint({
    ...{ accountIds: ['x'], listsVideos: true, nextRecord: 9, pending: pendingPosts(['a']) },
    ...{ accounts: 20, pages: 3, posts: 600, rowsWithoutId: 1 },
  });

  it('reads everything again under another name, and keeps what is known of the API', () => {
    const before = { ...reached, deltasByGet: true };
    expect(restartWithoutFilters(before)).toEqual({
      ...aNewCheckpoint({ deltasByGet: true, nextRecord: 9 }),
      run: `${before.run}-whole`,
      useFilters: false,
    });
  });

  it('does not ask again for accounts that are not to be had', () => {
    const unavailable = { ...reached, accountsUnavailable: true };
    expect(restartWithoutFilters(unavailable).accountScan).toBeNull();
  });
});

describe('expected pages', () => {
  const expected = (...totals: readonly (number | null)[]) =>
    pagesExpected(
      aCheckpoint({
        listing: aListing({
          cursors: totals.map((totalRows, index) =>
            aListCursor({ totalRows, platform: String(index) }),
          ),
        }),
      }),
    );

  it.each([
    ['one for a list of 200 rows', [200], 1],
    ['two for 201', [201], 2],
    ['one for an empty list, which is requested too', [0], 1],
    ['those of both lists', [450, 10], 4],
    ['unknown before the first page', [null], null],
    ['unknown while one of two totals is', [450, null], null],
  ])('are %s', (_, totals, pages) => {
    expect(expected(...totals)).toBe(pages);
  });

  it('are unknown once more rows have come than there should be', () => {
    const cursors = [aListCursor({ newRows: 201, totalRows: 200, pages: 2 })];
    expect(pagesExpected(aCheckpoint({ listing: aListing({ cursors }), pages: 2 }))).toBeNull();
  });

  it('count one more page of an account that is being read', () => {
    const cursors = [aListCursor({ accountId: 'x', cursor: 'c1', pages: 1, newRows: 200 })];
    expect(pagesExpected(aCheckpoint({ listing: aListing({ cursors }), pages: 1 }))).toBe(2);
  });

  it('are unknown until the listing is planned', () => {
    expect(pagesExpected(aNewCheckpoint())).toBeNull();
  });

  it('count both ends of a list once, and at least one page per account', () => {
    const ends = [
      aListCursor({ order: 'latest-first', newRows: 200, totalRows: 1000 }),
      aListCursor({ order: 'earliest-first', newRows: 200 }),
    ];
    for (const cursors of [ends, ends.toReversed()])
      expect(pagesExpected(aCheckpoint({ listing: aListing({ cursors }), pages: 2 }))).toBe(5);
    expect(
      pagesExpected(
        aCheckpoint({
          listing: aListing({ cursors: [], pendingAccountIds: ['a', 'b'] }),
          pages: 3,
        }),
      ),
    ).toBe(5);
  });
});
