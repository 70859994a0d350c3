import { describe, expect, it } from 'vitest';
import type { VideoPage } from '../../../utils/creator-audit/video-page.ts';
import { applyAccountsPage, applyDeltas, applyPage } from '../../../utils/sync/apply-response.ts';
import type { Checkpoint } from '../../../utils/sync/checkpoint.ts';
import {
  aCheckpoint,
  aListCursor,
  aListing,
  aNewCheckpoint,
  pendingPosts,
} from '../../builders/checkpoint.ts';
import { postsNamed } from '../../builders/post.ts';
import { aTrackedAccount } from '../../builders/tracked-account.ts';
import { aVideoPage } from '../../builders/video-page.ts';

/** Applies a page of the checkpoint's first cursor. All posts but `without` need gains. */
function accepted(
  checkpoint: Checkpoint,
  page: VideoPage,
  known: readonly string[] = [],
  without: string[] = [],
) {
  const need = new Set(page.posts.map(({ id }) => id).filter((id) => !without.includes(id)));
  const listCursor = checkpoint.listing?.cursors[0] ?? aListCursor();
  const result = applyPage(checkpoint, { kind: 'page', listCursor }, page, new Set(known), need);
  if (result.kind !== 'accepted') throw new Error(result.kind);
  return result;
}

describe('applyPage', () => {
  const PAGE = aVideoPage({
    posts: postsNamed('a', 'b'),
    nextCursor: 'c1',
    totalCount: 450,
    rowsWithoutId: 3,
  });

  it('advances the list and leaves its posts pending for deltas', () => {
    const { checkpoint, newPosts } = accepted(aCheckpoint(), PAGE);
    expect(checkpoint).toMatchObject({
      listing: { cursors: [{ cursor: 'c1', pages: 1, totalRows: 450, isDone: false }] },
      pending: pendingPosts(['a', 'b']),
      posts: 2,
      nextRecord: 1,
      rowsWithoutId: 3,
    });
    expect(newPosts.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it('skips posts of an earlier page', () => {
    const first = accepted(aCheckpoint(), PAGE).checkpoint;
    const again = aVideoPage({ posts: postsNamed('b', 'c'), nextCursor: 'c2' });
    const { checkpoint, newPosts } = accepted(first, again, ['a', 'b']);
    expect(newPosts.map(({ id }) => id)).toEqual(['c']);
    expect(checkpoint).toMatchObject({ posts: 3, pending: pendingPosts(['a', 'b', 'c']) });
  });

  it('requests deltas only for the posts that need them', () => {
    const { checkpoint } = accepted(
      aCheckpoint(),
      aVideoPage({ posts: postsNamed('a', 'b') }),
      [],
      ['a'],
    );
    expect(checkpoint).toMatchObject({ posts: 2, pending: pendingPosts(['b']) });
  });

  it('ignores the page of a list that is then split', () => {
    const listing = aListing({
      cursors: [aListCursor({ order: 'latest-first' })],
      platforms: ['instagram', 'tiktok'],
    });
    const start = aCheckpoint({ listing });
    const page = aVideoPage({ posts: postsNamed('a'), nextCursor: 'x', totalCount: 1001 });
    const listCursor = aListCursor({ order: 'latest-first' });
    const result = applyPage(start, { kind: 'page', listCursor }, page, new Set(), new Set(['a']));
    expect(result).toMatchObject({
      kind: 'split',
      checkpoint: { posts: 0, pages: 0, nextRecord: 0, pending: [] },
    });
  });

  it('rejects a page that came before anything was planned', () => {
    expect(() => accepted(aNewCheckpoint(), PAGE)).toThrow('before anything was planned');
  });

  it('leaves the original checkpoint unchanged', () => {
    const start = aCheckpoint();
    const copy = structuredClone(start);
    accepted(start, PAGE);
    expect(start).toEqual(copy);
  });
});

describe('applyAccountsPage', () => {
  const accounts = [aTrackedAccount({ id: 'x' }), aTrackedAccount({ id: 'y' })];

  it('advances the scan and counts the accounts', () => {
    const first = applyAccountsPage(aNewCheckpoint(), { accounts, nextCursor: 'c1' });
    expect(first).toMatchObject({
      accountScan: { cursor: 'c1', pages: 1 },
      accounts: 2,
      nextRecord: 1,
    });
    const second = applyAccountsPage(first, { accounts, nextCursor: 'c2' });
    expect(second.accountScan).toEqual({ cursor: 'c2', pages: 2, parseFailures: 0 });
    const last = applyAccountsPage(second, { accounts, nextCursor: null });
    expect(last).toMatchObject({ accountScan: null, accounts: 6, nextRecord: 3 });
  });
});

describe('applyDeltas', () => {
  const request = (ids: readonly string[], windows: readonly number[]) =>
    ({ kind: 'deltas', ids, windows, byGet: false }) as const;
  const WINDOWS = [7, 14, 30];
  const start = aCheckpoint({
    windows: WINDOWS,
    pending: pendingPosts(['a', 'b', 'c'], WINDOWS),
    nextRecord: 4,
  });

  it('removes answered posts from the pending ones, in any order', () => {
    const { checkpoint, asked } = applyDeltas(start, request(['c', 'a'], WINDOWS), {
      missingWindows: [],
    });
    expect(checkpoint).toMatchObject({ pending: pendingPosts(['b'], WINDOWS), nextRecord: 5 });
    expect(asked).toEqual(pendingPosts(['a', 'c'], WINDOWS));
  });

  it('requests a missing window once more alone, and remembers that', () => {
    const step = applyDeltas(start, request(['a', 'b'], WINDOWS), { missingWindows: [14] });
    expect(step.windows).toEqual([7, 30]);
    expect(step.checkpoint).toMatchObject({
      pending: [...pendingPosts(['a', 'b'], [14]), ...pendingPosts(['c'], WINDOWS)],
      separateWindows: [14],
      unansweredWindows: [],
    });
  });

  it('keeps one list of windows for posts that wait for the same, because they are many', () => {
    const { pending } = applyDeltas(start, request(['a', 'b'], WINDOWS), {
      missingWindows: [14],
    }).checkpoint;
    expect(pending[0]?.[2]).toBe(pending[1]?.[2]);
  });

  it('continues to request that window alone when it is answered then', () => {
    const apart = { ...start, separateWindows: [14], pending: pendingPosts(['a'], [14]) };
    const { checkpoint, windows } = applyDeltas(apart, request(['a'], [14]), {
      missingWindows: [],
    });
    expect([windows, checkpoint.pending, checkpoint.separateWindows]).toEqual([[14], [], [14]]);
  });

  it('treats a window that is missing again as unknown, and stops requesting it alone', () => {
    const apart = { ...start, separateWindows: [14], pending: pendingPosts(['a'], [14]) };
    const { checkpoint } = applyDeltas(apart, request(['a'], [14]), { missingWindows: [14] });
    expect(checkpoint).toMatchObject({ pending: [], separateWindows: [], unansweredWindows: [14] });
    const next = applyDeltas(checkpoint, request(['a'], WINDOWS), { missingWindows: [14] });
    expect(next).toMatchObject({
      windows: WINDOWS,
      checkpoint: { separateWindows: [], unansweredWindows: [14] },
    });
  });
});
