import { describe, expect, it } from 'vitest';
import type { VideoPage } from '../../../../utils/creator-audit/video-page.ts';
import { type ListCursor, newListCursor } from '../../../../utils/sync/listing/list-cursor.ts';
import {
  applyPage,
  isListed,
  type Listing,
  MAX_EMPTY_PAGES,
  MAX_PAGES,
  nextPages,
  restartCursor,
  startListing,
} from '../../../../utils/sync/listing/listing.ts';
import { aListCursor, aListing } from '../../../builders/checkpoint.ts';
import { postsNamed } from '../../../builders/post.ts';
import { aVideoPage } from '../../../builders/video-page.ts';

/** Applies a page of the cursor at a place. */
function accepted(
  listing: Listing,
  page: VideoPage,
  known: readonly string[] = [],
  place = 0,
): Listing {
  const result = applyPage(listing, listing.cursors[place] ?? aListCursor(), page, new Set(known));
  if (result.kind !== 'accepted') throw new Error(result.kind);
  return result.listing;
}
const pageOf = (ids: string, changes: Partial<VideoPage> = {}) =>
  aVideoPage({ posts: postsNamed(...ids.split(' ').filter(Boolean)), ...changes });
const done = ({ cursors }: Listing) => cursors.map(({ isDone }) => isDone);

describe('list read from one end', () => {
  it('ends with a page that has no next one, whatever its total', () => {
    const first = accepted(aListing(), pageOf('a b', { nextCursor: 'c1', totalCount: 2 }));
    expect([done(first), isListed(first)]).toEqual([[false], false]);
    const last = accepted(first, pageOf('c', { totalCount: 900 }), ['a', 'b']);
    expect(last.cursors[0]).toMatchObject({ isDone: true, cursor: null, pages: 2 });
    expect(isListed(last)).toBe(true);
  });

  it('counts rows without an id among those that have come', () => {
    const page = pageOf('a b', { nextCursor: 'c1', rowsWithoutId: 3 });
    expect(accepted(aListing(), page).cursors[0]?.newRows).toBe(5);
  });

  it('is not complete while accounts wait for their first page', () => {
    expect(isListed(aListing({ cursors: [], pendingAccountIds: ['x'] }))).toBe(false);
    expect(isListed(aListing({ cursors: [] }))).toBe(true);
  });

  it('accepts an empty list', () => {
    expect(isListed(accepted(aListing(), pageOf('', { totalCount: 0 })))).toBe(true);
  });

  it('advances only its own cursor', () => {
    const start = aListing({
      cursors: [aListCursor(), aListCursor({ list: 'videos', cursor: 'v3', pages: 3 })],
    });
    expect(accepted(start, pageOf('a', { nextCursor: 'c1' })).cursors[1]).toBe(start.cursors[1]);
  });
});

describe('endless list', () => {
  /**
   * Reads pages that bring only `posts`, with ever new cursors. @returns how many until the list is
   * given up
   */
  function pagesUntilGivenUp(start: Listing, posts: string, known: readonly string[]): number {
    let listing = start;
    for (let page = 1; page <= 2 * MAX_PAGES; page++) {
      const cursor = listing.cursors[0] ?? aListCursor();
      const result = applyPage(
        listing,
        cursor,
        pageOf(posts, { nextCursor: `c${page}` }),
        new Set(known),
      );
      if (result.kind === 'endless') return page;
      if (result.kind !== 'accepted') throw new Error(result.kind);
      listing = result.listing;
    }
    return Number.POSITIVE_INFINITY;
  }

  it('fails when page after page repeats known rows', () => {
    expect(pagesUntilGivenUp(aListing(), 'a b', ['a', 'b'])).toBe(MAX_EMPTY_PAGES);
    expect(pagesUntilGivenUp(aListing(), '', [])).toBe(MAX_EMPTY_PAGES);
  });

  it('accepts a last page, however many without a new post came before', () => {
    const cursors = [aListCursor({ cursor: 'c', pages: 20, emptyPages: MAX_EMPTY_PAGES })];
    expect(isListed(accepted(aListing({ cursors }), pageOf('a'), ['a']))).toBe(true);
  });

  it('fails when it has more pages than any library', () => {
    expect(pagesUntilGivenUp(aListing(), 'a', [])).toBe(MAX_PAGES);
  });

  it('accepts rows repeated after a restart of the list', () => {
    const cursor = aListCursor({ cursor: 'c', pages: 30 });
    const again = restartCursor(aListing({ cursors: [cursor] }), cursor);
    expect(pagesUntilGivenUp(again ?? aListing(), 'a b', ['a', 'b'])).toBe(30 + MAX_EMPTY_PAGES);
  });

  it('accepts rows already seen from the other end', () => {
    const ends = [
      aListCursor({ order: 'latest-first', pages: 1, firstId: 'x', lastId: 'x' }),
      aListCursor({
        ...{ order: 'earliest-first', pages: 30, formerPages: 4, firstId: 'y', lastId: 'z' },
      }),
    ];
    expect(pagesUntilGivenUp(aListing({ cursors: ends }), 'a b', ['a', 'b'])).toBe(
      34 + MAX_EMPTY_PAGES,
    );
  });
});

describe('restartCursor', () => {
  const cursor = aListCursor({
    cursor: 'c9',
    pages: 9,
    newRows: 1800,
    totalRows: 2000,
    lastId: 'p',
  });
  const other = aListCursor({ list: 'videos', cursor: 'v1', pages: 1 });

  it('returns to the first page once, and keeps what was read', () => {
    const listing = restartCursor(aListing({ cursors: [cursor, other] }), cursor);
    const again = { newRows: 1800, totalRows: 2000, formerPages: 9, wasRestarted: true };
    expect(listing?.cursors).toEqual([
      { ...newListCursor({ list: 'account-videos' }), ...again },
      other,
    ]);
    expect(restartCursor(listing ?? aListing(), listing?.cursors[0] ?? cursor)).toBeNull();
  });
});

describe('list read from both ends', () => {
  const ENDS = [aListCursor({ order: 'latest-first' }), aListCursor({ order: 'earliest-first' })];
  const begun = accepted(
    aListing({ cursors: ENDS }),
    pageOf('a b c', { nextCursor: 'x', totalCount: 4 }),
  );

  it('is complete when the ends meet', () => {
    const second = accepted(begun, pageOf('e d', { nextCursor: 'y' }), ['a', 'b', 'c'], 1);
    expect(done(second)).toEqual([false, false]);
    const third = accepted(
      second,
      pageOf('c b', { nextCursor: 'z' }),
      ['a', 'b', 'c', 'd', 'e'],
      1,
    );
    expect(done(third)).toEqual([true, true]);
    expect(done(accepted(begun, pageOf('d c b', { nextCursor: 'y' }), ['a', 'b', 'c'], 1))).toEqual(
      [true, true],
    );
  });

  it('is not complete merely because the expected number of rows has come', () => {
    expect(done(accepted(begun, pageOf('e d', { nextCursor: 'y' }), ['a', 'b', 'c'], 1))).toEqual([
      false,
      false,
    ]);
  });

  it('is complete when one end has read all of it', () => {
    expect(done(accepted(aListing({ cursors: ENDS }), pageOf('a')))).toEqual([true, true]);
    const second = accepted(begun, pageOf('g f', { nextCursor: 'y' }), ['a', 'b', 'c'], 1);
    const third = accepted(second, pageOf('d e f g'), ['a', 'b', 'c', 'f', 'g']);
    expect(done(third)).toEqual([true, true]);
  });

  it('continues from the other end when the API cuts one end short', () => {
    const short = accepted(begun, pageOf('d'), ['a', 'b', 'c']);
    expect(done(short)).toEqual([true, false]);
    const second = accepted(short, pageOf('g f', { nextCursor: 'y' }), ['a', 'b', 'c', 'd'], 1);
    expect(done(second)).toEqual([true, false]);
    const third = accepted(
      second,
      pageOf('e d', { nextCursor: 'z' }),
      ['a', 'b', 'c', 'd', 'f', 'g'],
      1,
    );
    expect(done(third)).toEqual([true, false]);
    const fourth = accepted(
      third,
      pageOf('c b', { nextCursor: 'z' }),
      ['a', 'b', 'c', 'd', 'e', 'f', 'g'],
      1,
    );
    expect(done(fourth)).toEqual([true, true]);
  });

  it('is listed without slices when the API cuts both ends short', () => {
    const second = accepted(begun, pageOf('g f', { nextCursor: 'y' }), ['a', 'b', 'c'], 1);
    const third = accepted(second, pageOf('e'), ['a', 'b', 'c', 'f', 'g'], 1);
    const result = applyPage(
      third,
      third.cursors[0] ?? aListCursor(),
      pageOf('d'),
      new Set('abcefg'),
    );
    expect(result.kind).toBe('filters-unsupported');
  });

  it('is listed without slices when the API ignores the order', () => {
    const other = begun.cursors[1] ?? aListCursor();
    const result = applyPage(begun, other, pageOf('a b c', { nextCursor: 'x' }), new Set('abc'));
    expect(result.kind).toBe('filters-unsupported');
  });

  it('has not met when posts of equal time come in the same order from both ends', () => {
    const second = accepted(begun, pageOf('e a b c', { nextCursor: 'y' }), ['a', 'b', 'c'], 1);
    expect(done(second)).toEqual([false, false]);
  });

  it('accepts a page in flight while the ends met', () => {
    const met = accepted(begun, pageOf('d c b', { nextCursor: 'y' }), ['a', 'b', 'c'], 1);
    const late = applyPage(
      met,
      begun.cursors[0] ?? aListCursor(),
      pageOf('d', { nextCursor: 'z' }),
      new Set('abcd'),
    );
    expect(late).toMatchObject({ kind: 'accepted', newPosts: [] });
    expect(late.kind === 'accepted' && done(late.listing)).toEqual([true, true]);
  });
});

describe('second end of a list', () => {
  const latest = (pages: number) => aListCursor({ order: 'latest-first', pages });
  const earliest = aListCursor({ order: 'earliest-first' });
  const videos = (pages: number) => aListCursor({ list: 'videos', pages, isDone: true });
  const besides = (...cursors: readonly ListCursor[]) =>
    nextPages(aListing({ cursors: [...cursors, earliest] }), cursors.slice(0, 1), 8);

  it('is read beside the first page of the other one only when it is known to be long', () => {
    expect(besides(latest(0))).toEqual([]);
    expect(besides(latest(0), videos(5))).toEqual([]);
    expect(besides({ ...latest(0), totalRows: 2000 })).toEqual([earliest]);
  });

  it('is read beside a later page when the number of rows is unknown', () => {
    expect(besides(latest(1))).toEqual([earliest]);
    expect(besides(latest(1), videos(0))).toEqual([earliest]);
  });
});

describe('startListing', () => {
  it('reads the lists and accounts that are ordered, from the latest post if it may choose', () => {
    const order = { isFullListing: false, accountIds: ['x'], listsVideos: true, platforms: [] };
    const read = (changes: Partial<typeof order>, useFilters: boolean) => {
      const { cursors, pendingAccountIds } = startListing({ ...order, ...changes }, useFilters);
      return [...cursors.map(({ list, order }) => `${list} ${order}`), ...pendingAccountIds];
    };
    expect(read({}, true)).toEqual(['videos latest-first', 'x']);
    expect(read({ isFullListing: true, accountIds: [] }, false)).toEqual([
      ...['account-videos own', 'videos own'],
    ]);
  });
});

describe('large list', () => {
  const platforms = ['instagram', 'tiktok'];
  const plan = { isFullListing: true, accountIds: [], listsVideos: false };
  const FIRST = pageOf('a b', { nextCursor: 'x', totalCount: 1001 });
  const firstStep = (listing: Listing, page = FIRST) =>
    applyPage(listing, listing.cursors[0] as ListCursor, page, new Set());

  it('is split by platform and from both ends when the platforms are known', () => {
    const result = firstStep(startListing({ ...plan, platforms }, true));
    expect(result).toMatchObject({ kind: 'split', listing: { splitRows: 1001 } });
    const cursors = result.kind === 'split' ? result.listing.cursors : [];
    expect(cursors.map(({ platform, order }) => `${platform} ${order}`)).toEqual([
      'instagram latest-first',
      'instagram earliest-first',
      'tiktok latest-first',
      'tiktok earliest-first',
    ]);
  });

  it.each([[[]], [['tiktok']], [['a', 'b', 'c', 'd']]])(
    'is read from both ends when its accounts are on the platforms %j, and counts its first page',
    (known) => {
      const result = firstStep(startListing({ ...plan, platforms: known }, true));
      expect(result).toMatchObject({ kind: 'accepted', newPosts: [{ id: 'a' }, { id: 'b' }] });
      const cursors = result.kind === 'accepted' ? result.listing.cursors : [];
      expect(cursors.map(({ order, pages }) => [order, pages])).toEqual([
        ['latest-first', 1],
        ['earliest-first', 0],
      ]);
    },
  );

  it.each([
    ['slices are not to be had', startListing({ ...plan, platforms }, false), FIRST],
    [
      'it has 1,000 rows',
      startListing({ ...plan, platforms }, true),
      pageOf('a', { nextCursor: 'x', totalCount: 1000 }),
    ],
    [
      'it ends with its first page, whatever it counts',
      startListing({ ...plan, platforms }, true),
      pageOf('a', { totalCount: 2000 }),
    ],
    [
      'its size is unknown',
      startListing({ ...plan, platforms }, true),
      pageOf('a', { nextCursor: 'x' }),
    ],
  ])('is read from one end when %s', (_, listing, page) => {
    const result = firstStep(listing, page);
    expect(result.kind === 'accepted' && result.listing.cursors).toHaveLength(1);
  });

  it.each([
    ['add up to the list', 2, 2, 'accepted'],
    ['do not add up to the list: some post is in none of them', 3, 2, 'filters-unsupported'],
    ['add up to the list, but many more have come', 2, 300, 'filters-unsupported'],
  ])('is complete when the rows of its platforms %s', (_, splitRows, rows, kind) => {
    const slice = (platform: string, changes: Partial<ListCursor>) =>
      aListCursor({ platform, order: 'latest-first', totalRows: 1, ...changes });
    const cursors = [
      slice('tiktok', { newRows: 0 }),
      slice('instagram', { newRows: rows - 1, isDone: true }),
    ];
    const listing = aListing({ cursors, splitRows, platforms });
    expect(
      applyPage(
        listing,
        listing.cursors[0] as ListCursor,
        pageOf('b', { totalCount: 1 }),
        new Set('a'),
      ).kind,
    ).toBe(kind);
  });
});

describe('page with other rows than requested', () => {
  it('shows that the API ignores filters', () => {
    const page = pageOf('a', { isFiltered: false });
    expect(applyPage(aListing(), aListCursor({ accountId: 'acc' }), page, new Set()).kind).toBe(
      'filters-unsupported',
    );
  });
});

describe('listed account', () => {
  it('starts with its first page and is dropped after its last', () => {
    const start = aListing({ cursors: [], pendingAccountIds: ['x', 'y'] });
    const first = applyPage(
      start,
      aListCursor({ accountId: 'y' }),
      pageOf('a', { nextCursor: 'c' }),
      new Set(),
    );
    if (first.kind !== 'accepted') throw new Error(first.kind);
    expect(first.listing).toMatchObject({
      pendingAccountIds: ['x'],
      cursors: [{ accountId: 'y', cursor: 'c' }],
    });
    const last = accepted(first.listing, pageOf('b'), ['a']);
    expect(last).toMatchObject({ pendingAccountIds: ['x'], cursors: [] });
  });
});
