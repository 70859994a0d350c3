import { describe, expect, it } from 'vitest';
import { MAX_EMPTY_PAGES } from '../../../utils/creator-audit/paging-guard.ts';
import type { VideoPage } from '../../../utils/creator-audit/video-page.ts';
import { applyDeltas, applyPage, restartListCursor } from '../../../utils/sync/apply-response.ts';
import type { Checkpoint } from '../../../utils/sync/checkpoint.ts';
import { newListCursor } from '../../../utils/sync/list-cursor.ts';
import { aCheckpoint, aWalk, pendingPosts } from '../../builders/checkpoint.ts';
import { postsNamed } from '../../builders/post.ts';
import { aVideoPage } from '../../builders/video-page.ts';

/** Absorbs a page of the checkpoint's first list. */
function absorbed(checkpoint: Checkpoint, page: VideoPage, known: readonly string[] = []) {
  const result = applyPage(checkpoint, checkpoint.walks[0] ?? aWalk(), page, new Set(known), () => true);
  if (result.kind !== 'kept') throw new Error(result.kind);
  return result;
}

describe('a page that has come', () => {
  const PAGE = aVideoPage({ posts: postsNamed('a', 'b'), nextCursor: 'c1', totalCount: 450, rowsWithoutId: 3 });

  it('moves its list on and leaves its posts waiting for their deltas', () => {
    const { checkpoint, newPosts } = absorbed(aCheckpoint(), PAGE);
    expect(checkpoint).toMatchObject({
      walks: [{ cursor: 'c1', pages: 1, totalRows: 450, isDone: false }],
      pending: pendingPosts(['a', 'b']),
      posts: 2,
      nextRecord: 1,
      rowsWithoutId: 3,
    });
    expect(newPosts.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it('without a cursor ends its list', () => {
    const { checkpoint } = absorbed(aCheckpoint(), aVideoPage({ posts: postsNamed('a') }));
    expect(checkpoint.walks[0]).toMatchObject({ isDone: true, cursor: null, pages: 1 });
  });

  it('that is empty ends an empty list', () => {
    const { checkpoint, newPosts } = absorbed(aCheckpoint(), aVideoPage({ totalCount: 0 }));
    expect(checkpoint).toMatchObject({ walks: [{ isDone: true, totalRows: 0 }], posts: 0, pending: [] });
    expect(newPosts).toEqual([]);
  });

  it('keeps the total that an earlier page has named', () => {
    const first = absorbed(aCheckpoint(), PAGE).checkpoint;
    const second = absorbed(first, aVideoPage({ posts: postsNamed('c'), nextCursor: 'c2' }), ['a', 'b']).checkpoint;
    expect(second.walks[0]).toMatchObject({ totalRows: 450, pages: 2 });
  });

  it('brings nothing twice: posts of an earlier page are left out', () => {
    const first = absorbed(aCheckpoint(), PAGE).checkpoint;
    const again = aVideoPage({ posts: postsNamed('b', 'c'), nextCursor: 'c2' });
    const { checkpoint, newPosts } = absorbed(first, again, ['a', 'b']);
    expect(newPosts.map(({ id }) => id)).toEqual(['c']);
    expect(checkpoint).toMatchObject({ posts: 3, pending: pendingPosts(['a', 'b', 'c']) });
  });

  it('leaves out what another walk of the list has brought, and moves only its own walk', () => {
    const start = aCheckpoint({ walks: [aWalk(), aWalk({ list: 'videos', cursor: 'v3', pages: 3 })] });
    const { checkpoint, newPosts } = absorbed(start, PAGE, ['b']);
    expect(newPosts.map(({ id }) => id)).toEqual(['a']);
    expect(checkpoint.walks[1]).toBe(start.walks[1]);
  });

  it('leaves the checkpoint it started from as it was', () => {
    const start = aCheckpoint();
    const copy = structuredClone(start);
    absorbed(start, PAGE);
    expect(start).toEqual(copy);
  });
});

describe('a list that leads nowhere', () => {
  /** Walks pages that bring only `posts`, with ever new cursors, until the list is given up. */
  function pagesUntilGivenUp(start: Checkpoint, known: readonly string[], most: number): number {
    let checkpoint = start;
    for (let page = 1; page <= most; page++) {
      const posts = postsNamed(...known);
      const walk = checkpoint.walks[0] ?? aWalk();
      const result = applyPage(
        checkpoint,
        walk,
        aVideoPage({ posts, nextCursor: `c${page}` }),
        new Set(known),
        () => true,
      );
      if (result.kind === 'problem') {
        expect(result.problem.kind).toBe('endless-list');
        return page;
      }
      if (result.kind !== 'kept') throw new Error(result.kind);
      checkpoint = result.checkpoint;
    }
    return Number.POSITIVE_INFINITY;
  }

  it('is given up when a cursor leads to itself', () => {
    const first = absorbed(aCheckpoint(), aVideoPage({ posts: postsNamed('a'), nextCursor: 'c1' })).checkpoint;
    const again = aVideoPage({ posts: postsNamed('b'), nextCursor: 'c1' });
    const result = applyPage(first, first.walks[0] ?? aWalk(), again, new Set(['a']), () => true);
    expect(result).toMatchObject({ kind: 'problem', problem: { kind: 'endless-list' } });
  });

  it('is given up when page after page brings nothing new', () => {
    expect(pagesUntilGivenUp(aCheckpoint(), ['a', 'b'], 100)).toBe(MAX_EMPTY_PAGES);
  });

  it('is not given up for showing again what its first walk has brought', () => {
    const restarted = restartListCursor(aCheckpoint(), aWalk());
    expect(pagesUntilGivenUp(restarted, ['a', 'b'], 100)).toBe(Number.POSITIVE_INFINITY);
  });

  it('is not given up for showing what the walk from the other end has brought', () => {
    const both = aCheckpoint({ walks: [aWalk({ order: 'latest-first' }), aWalk({ order: 'earliest-first' })] });
    expect(pagesUntilGivenUp(both, ['a', 'b'], 100)).toBe(Number.POSITIVE_INFINITY);
  });

  it('is given up even so when its pages are empty', () => {
    const restarted = restartListCursor(aCheckpoint(), aWalk());
    expect(pagesUntilGivenUp(restarted, [], 100)).toBe(MAX_EMPTY_PAGES);
  });
});

describe('a list that is walked anew', () => {
  it('starts at its first page and remembers that it did; what it has brought stays', () => {
    const walk = aWalk({ cursor: 'c9', pages: 9, newRows: 1800, totalRows: 2000 });
    const other = aWalk({ list: 'videos', cursor: 'v1', pages: 1 });
    const restarted = restartListCursor(
      aCheckpoint({ walks: [walk, other], posts: 1800, pending: pendingPosts(['a']) }),
      walk,
    );
    expect(restarted.walks).toEqual([
      { ...newListCursor({ list: 'account-videos' }), newRows: 1800, totalRows: 2000, wasRestarted: true },
      other,
    ]);
    expect(restarted).toMatchObject({ posts: 1800, pending: pendingPosts(['a']) });
  });
});

describe('a part of a list that is walked from both ends', () => {
  const ENDS = [aWalk({ order: 'latest-first', totalRows: 5 }), aWalk({ order: 'earliest-first' })];
  const done = ({ walks }: Checkpoint) => walks.map(({ isDone }) => isDone);

  it('is complete when as many rows have come as there are, from whichever end', () => {
    const first = absorbed(
      aCheckpoint({ walks: ENDS }),
      aVideoPage({ posts: postsNamed('a', 'b', 'c'), nextCursor: 'x' }),
    );
    expect(done(first.checkpoint)).toEqual([false, false]);
    const page = aVideoPage({ posts: postsNamed('d', 'e'), nextCursor: 'y' });
    const walk = first.checkpoint.walks[1] ?? aWalk();
    const second = applyPage(first.checkpoint, walk, page, new Set(['a', 'b', 'c']), () => true);
    expect(second.kind === 'kept' && done(second.checkpoint)).toEqual([true, true]);
  });

  it('is not complete for what both ends have shown', () => {
    const first = absorbed(
      aCheckpoint({ walks: ENDS }),
      aVideoPage({ posts: postsNamed('a', 'b', 'c'), nextCursor: 'x' }),
    );
    const page = aVideoPage({ posts: postsNamed('c', 'd'), nextCursor: 'y' });
    const walk = first.checkpoint.walks[1] ?? aWalk();
    const second = applyPage(first.checkpoint, walk, page, new Set(['a', 'b', 'c']), () => true);
    expect(second.kind === 'kept' && done(second.checkpoint)).toEqual([false, false]);
  });

  it('is complete when one walk has come to the other end', () => {
    const { checkpoint } = absorbed(aCheckpoint({ walks: ENDS }), aVideoPage({ posts: postsNamed('a') }));
    expect(done(checkpoint)).toEqual([true, true]);
  });
});

describe('a large list', () => {
  const WHOLE = aWalk({ order: 'latest-first' });
  const FIRST = aVideoPage({ posts: postsNamed('a', 'b'), nextCursor: 'x', totalCount: 1001 });
  const platforms = ['instagram', 'tiktok'];

  it('is walked by platform and from both ends where the platforms are known', () => {
    const start = aCheckpoint({ walks: [WHOLE], platforms });
    const result = applyPage(start, WHOLE, FIRST, new Set(), () => true);
    expect(result).toMatchObject({ kind: 'parted', checkpoint: { sweepRows: 1001, posts: 0, pending: [] } });
    const walks = result.kind === 'parted' ? result.checkpoint.walks : [];
    expect(walks.map(({ platform, order }) => `${platform} ${order}`)).toEqual([
      'instagram latest-first',
      'instagram earliest-first',
      'tiktok latest-first',
      'tiktok earliest-first',
    ]);
  });

  it('is walked from both ends where they are not, and its first page is kept', () => {
    const { checkpoint, newPosts } = absorbed(aCheckpoint({ walks: [WHOLE] }), FIRST);
    expect(checkpoint.walks.map(({ order, pages }) => [order, pages])).toEqual([
      ['latest-first', 1],
      ['earliest-first', 0],
    ]);
    expect(newPosts).toHaveLength(2);
  });

  it('is not walked in parts when parts are not to be had', () => {
    const { checkpoint } = absorbed(aCheckpoint({ walks: [WHOLE], platforms, useFilters: false }), FIRST);
    expect(checkpoint.walks).toHaveLength(1);
  });

  it('whose parts have not as many rows as it is walked anew as a whole: some post is in none of them', () => {
    const parts = platforms.map((platform) => aWalk({ platform, order: 'latest-first', totalRows: 1, newRows: 1 }));
    const [first = aWalk(), second = aWalk()] = parts;
    const last = (sweepRows: number) =>
      applyPage(
        aCheckpoint({
          walks: [
            { ...first, isDone: true },
            { ...second, newRows: 0 },
          ],
          sweepRows,
        }),
        { ...second, newRows: 0 },
        aVideoPage({ posts: postsNamed('b'), totalCount: 1 }),
        new Set(['a']),
        () => true,
      ).kind;
    expect(last(2)).toBe('kept');
    expect(last(3)).toBe('no-parts');
  });
});

describe('a page that is not of the part asked for', () => {
  it('tells that the API takes no notice of filters', () => {
    const walk = aWalk({ accountId: 'acc' });
    const page = aVideoPage({ posts: postsNamed('a'), isFiltered: false });
    expect(applyPage(aCheckpoint(), walk, page, new Set(), () => true).kind).toBe('no-parts');
  });
});

describe('the walk of an account', () => {
  it('begins with its first page and is dropped after its last', () => {
    const start = aCheckpoint({ walks: [], accountIds: ['x', 'y'], accountsToBegin: ['x', 'y'] });
    const walk = aWalk({ accountId: 'y' });
    const first = applyPage(
      start,
      walk,
      aVideoPage({ posts: postsNamed('a'), nextCursor: 'c' }),
      new Set(),
      () => true,
    );
    if (first.kind !== 'kept') throw new Error(first.kind);
    expect(first.checkpoint).toMatchObject({ accountsToBegin: ['x'], walks: [{ accountId: 'y', cursor: 'c' }] });
    const last = applyPage(
      first.checkpoint,
      first.checkpoint.walks[0] ?? walk,
      aVideoPage({ posts: postsNamed('b') }),
      new Set(['a']),
      () => true,
    );
    expect(last).toMatchObject({ checkpoint: { accountsToBegin: ['x'], walks: [], pages: 2, posts: 2 } });
  });

  it('asks for the deltas of those posts alone that need it', () => {
    const page = aVideoPage({ posts: postsNamed('a', 'b') });
    const result = applyPage(aCheckpoint(), aWalk({ accountId: 'x' }), page, new Set(), (id) => id === 'b');
    expect(result).toMatchObject({ checkpoint: { posts: 2, pending: pendingPosts(['b']) } });
  });
});

describe('deltas that have come', () => {
  it('take their posts off the list of those that wait, in whatever order they come', () => {
    const start = aCheckpoint({ pending: pendingPosts(['a', 'b', 'c']), nextRecord: 4 });
    const { pending, nextRecord } = applyDeltas(start, ['c', 'a']);
    expect({ pending, nextRecord }).toEqual({ pending: pendingPosts(['b']), nextRecord: 5 });
  });
});
