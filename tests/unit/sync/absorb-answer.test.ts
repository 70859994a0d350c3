import { describe, expect, it } from 'vitest';
import { MOST_BARREN_PAGES } from '../../../utils/creator-audit/paging-guard.ts';
import type { VideoPage } from '../../../utils/creator-audit/video-page.ts';
import { absorbDeltas, absorbPage, restartWalk } from '../../../utils/sync/absorb-answer.ts';
import { type Checkpoint, newWalk } from '../../../utils/sync/checkpoint.ts';
import { aCheckpoint, aWalk } from '../../builders/checkpoint.ts';
import { postsNamed } from '../../builders/post.ts';
import { aVideoPage } from '../../builders/video-page.ts';

/** Absorbs a page of the checkpoint's first list. */
function absorbed(checkpoint: Checkpoint, page: VideoPage, known: readonly string[] = []) {
  const result = absorbPage(checkpoint, checkpoint.walks[0] ?? aWalk(), page, new Set(known));
  if (!result.ok) throw new Error(result.problem.kind);
  return result;
}

describe('a page that has come', () => {
  const PAGE = aVideoPage({ posts: postsNamed('a', 'b'), nextCursor: 'c1', totalCount: 450, rowsWithoutId: 3 });

  it('moves its list on and leaves its posts waiting for their deltas', () => {
    const { checkpoint, newPosts } = absorbed(aCheckpoint(), PAGE);
    expect(checkpoint).toMatchObject({
      walks: [{ cursor: 'c1', pages: 1, totalRows: 450, isDone: false }],
      pendingIds: ['a', 'b'],
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
    expect(checkpoint).toMatchObject({ walks: [{ isDone: true, totalRows: 0 }], posts: 0, pendingIds: [] });
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
    expect(checkpoint).toMatchObject({ posts: 3, pendingIds: ['a', 'b', 'c'] });
  });

  it('leaves out posts of the other list, and moves only its own', () => {
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
      const result = absorbPage(checkpoint, walk, aVideoPage({ posts, nextCursor: `c${page}` }), new Set(known));
      if (!result.ok) {
        expect(result.problem.kind).toBe('endless-list');
        return page;
      }
      checkpoint = result.checkpoint;
    }
    return Number.POSITIVE_INFINITY;
  }

  it('is given up when a cursor leads to itself', () => {
    const first = absorbed(aCheckpoint(), aVideoPage({ posts: postsNamed('a'), nextCursor: 'c1' })).checkpoint;
    const again = aVideoPage({ posts: postsNamed('b'), nextCursor: 'c1' });
    const result = absorbPage(first, first.walks[0] ?? aWalk(), again, new Set(['a']));
    expect(result).toMatchObject({ ok: false, problem: { kind: 'endless-list' } });
  });

  it('is given up when page after page brings nothing new', () => {
    expect(pagesUntilGivenUp(aCheckpoint(), ['a', 'b'], 100)).toBe(MOST_BARREN_PAGES);
  });

  it('is not given up for showing again what its first walk has brought', () => {
    const restarted = restartWalk(aCheckpoint(), aWalk());
    expect(pagesUntilGivenUp(restarted, ['a', 'b'], 100)).toBe(Number.POSITIVE_INFINITY);
  });

  it('is not given up for showing what the other list has brought', () => {
    const both = aCheckpoint({ walks: [aWalk(), aWalk({ list: 'videos' })] });
    expect(pagesUntilGivenUp(both, ['a', 'b'], 100)).toBe(Number.POSITIVE_INFINITY);
  });

  it('is given up even so when its pages are empty', () => {
    const restarted = restartWalk(aCheckpoint(), aWalk());
    expect(pagesUntilGivenUp(restarted, [], 100)).toBe(MOST_BARREN_PAGES);
  });
});

describe('a list that is walked anew', () => {
  it('starts at its first page and remembers that it did; what it has brought stays', () => {
    const walk = aWalk({ cursor: 'c9', pages: 9, totalRows: 1800 });
    const other = aWalk({ list: 'videos', cursor: 'v1', pages: 1 });
    const restarted = restartWalk(aCheckpoint({ walks: [walk, other], posts: 1800, pendingIds: ['a'] }), walk);
    expect(restarted.walks).toEqual([{ ...newWalk('account-videos'), wasRestarted: true }, other]);
    expect(restarted).toMatchObject({ posts: 1800, pendingIds: ['a'] });
  });
});

describe('deltas that have come', () => {
  const start = aCheckpoint({ pendingIds: ['a', 'b', 'c'], nextRecord: 4, withoutDeltas: 1 });

  it('take their posts off the list of those that wait, in whatever order they come', () => {
    const { pendingIds, nextRecord } = absorbDeltas(start, ['c', 'a'], { byPost: new Map(), notFound: [] });
    expect({ pendingIds, nextRecord }).toEqual({ pendingIds: ['b'], nextRecord: 5 });
  });

  it('count the posts that the API does not know', () => {
    const answer = { byPost: new Map(), notFound: ['a', 'b'] };
    expect(absorbDeltas(start, ['a', 'b'], answer)).toMatchObject({ withoutDeltas: 3, pendingIds: ['c'] });
  });
});
