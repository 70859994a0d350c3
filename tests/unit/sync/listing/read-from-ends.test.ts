import { describe, expect, it } from 'vitest';
import { applyPage, type Listing } from '../../../../utils/sync/listing/listing.ts';
import { aListCursor, aListing } from '../../../builders/checkpoint.ts';
import { postsNamed } from '../../../builders/post.ts';
import { aVideoPage } from '../../../builders/video-page.ts';

type Page = readonly [from: 'latest' | 'earliest', ids: string, isLast?: 'last'];

const ENDS = [aListCursor({ order: 'latest-first' }), aListCursor({ order: 'earliest-first' })];

/** Reads pages from both ends of a list that has `totalCount` posts by the API's own count. */
function listingAfter(totalCount: number | null, pages: readonly Page[]): Listing {
  const known = new Set<string>();
  let listing = aListing({ cursors: ENDS });
  for (const [from, ids, isLast] of pages) {
    const cursor = listing.cursors[from === 'latest' ? 0 : 1] ?? aListCursor();
    const posts = postsNamed(...ids.split(' ').filter(Boolean));
    const nextCursor = isLast ? null : 'next';
    const isCounted = from === 'latest' && cursor.pages === 0;
    const page = aVideoPage({ posts, nextCursor, totalCount: isCounted ? totalCount : null });
    const step = applyPage(listing, cursor, page, known);
    if (step.kind !== 'accepted') throw new Error(step.kind);
    listing = step.listing;
    for (const { id } of posts) known.add(id);
  }
  return listing;
}

/** Returns true for the latest and the earliest end if it is done after pages of a list. */
const doneAfter = (totalCount: number | null, ...pages: readonly Page[]) =>
  listingAfter(totalCount, pages).cursors.map(({ isDone }) => isDone);

describe('end that has read past the start of the other one', () => {
  const BOTH: readonly Page[] = [
    ['latest', 'a b c'],
    ['earliest', 'g f'],
  ];

  it('has read the whole list', () => {
    expect(doneAfter(7, ...BOTH, ['latest', 'd e g', 'last'])).toEqual([true, true]);
    expect(doneAfter(null, ...BOTH, ['latest', 'd e g', 'last'])).toEqual([true, true]);
  });

  it('has read the whole list although the start came on an earlier page', () => {
    const pages: readonly Page[] = [...BOTH, ['latest', 'd g'], ['latest', 'h', 'last']];
    expect(doneAfter(7, ...pages)).toEqual([true, true]);
  });

  it('leaves the rest to the other one while the API counts more rows', () => {
    const short: readonly Page[] = [...BOTH, ['latest', 'd e g', 'last']];
    expect(doneAfter(8, ...short)).toEqual([true, false]);
    expect(doneAfter(9, ...short, ['earliest', 'i j'])).toEqual([true, true]);
    expect(doneAfter(10, ...short, ['earliest', 'i j'])).toEqual([true, false]);
  });
});

describe('end that begins after the other one has ended', () => {
  const ENDED: readonly Page[] = [
    ['latest', 'a b c'],
    ['latest', 'd', 'last'],
  ];

  it('completes a list whose last post it begins with', () => {
    expect(doneAfter(4, ...ENDED, ['earliest', 'd c'])).toEqual([true, true]);
  });

  it('continues while the API counts more rows, or when it begins with a new post', () => {
    expect(doneAfter(5, ...ENDED, ['earliest', 'd c'])).toEqual([true, false]);
    expect(doneAfter(4, ...ENDED, ['earliest', 'e d'])).toEqual([true, false]);
  });
});

describe('end without posts', () => {
  it('leaves it to the other one to complete the list', () => {
    expect(doneAfter(4, ['latest', 'a b c'], ['earliest', '', 'last'])).toEqual([false, true]);
    expect(
      doneAfter(4, ['latest', 'a b c'], ['earliest', '', 'last'], ['latest', 'd', 'last']),
    ).toEqual([true, true]);
    expect(
      doneAfter(4, ['latest', 'a b c'], ['latest', 'd', 'last'], ['earliest', '', 'last']),
    ).toEqual([true, true]);
  });

  it('is not the whole list because it has one page only', () => {
    expect(doneAfter(4, ['latest', 'a b c'], ['earliest', 'z', 'last'])).toEqual([false, true]);
  });
});

describe('page that ends where the other end is', () => {
  const AT_END: readonly Page[] = [
    ['latest', 'a b c'],
    ['earliest', 'e d c'],
  ];

  it('leaves the decision to the next page of either end', () => {
    expect(doneAfter(9, ...AT_END)).toEqual([false, false]);
    expect(doneAfter(9, ...AT_END, ['earliest', 'b a'])).toEqual([true, true]);
    expect(doneAfter(9, ...AT_END, ['latest', 'd e'])).toEqual([true, true]);
  });

  it('has not met the other end when the next page goes on with new posts', () => {
    expect(doneAfter(9, ...AT_END, ['earliest', 'x b'])).toEqual([false, false]);
    expect(doneAfter(9, ...AT_END, ['latest', 'x d'])).toEqual([false, false]);
  });

  it('is not decided by posts that the next page repeats, or by an empty one', () => {
    expect(doneAfter(9, ...AT_END, ['earliest', 'c x'])).toEqual([false, false]);
    expect(doneAfter(9, ...AT_END, ['earliest', ''])).toEqual([false, false]);
  });
});

describe('known posts on a page', () => {
  it('are no meeting unless they follow a new one at the place of the other end', () => {
    expect(doneAfter(9, ['latest', 'a b c'], ['earliest', 'e b c a'])).toEqual([false, false]);
    expect(doneAfter(9, ['latest', 'a b c'], ['earliest', 'g f'], ['earliest', 'a e'])).toEqual([
      false,
      false,
    ]);
  });

  it('do not show that the order is ignored before the other end has read a page', () => {
    const again = aListCursor({ order: 'latest-first', wasRestarted: true, formerPages: 2 });
    const earliest = aListCursor({ order: 'earliest-first' });
    const listing = aListing({ cursors: [again, earliest] });
    const page = aVideoPage({ posts: postsNamed('a', 'b'), nextCursor: 'next' });
    expect(applyPage(listing, earliest, page, new Set(['a', 'b'])).kind).toBe('accepted');
  });
});
