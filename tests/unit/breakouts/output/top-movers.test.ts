import { describe, expect, it } from 'vitest';
import { trackedColumn } from '../../../../utils/breakouts/model/age.ts';
import type { DeltasByPost } from '../../../../utils/breakouts/model/delta.ts';
import { gainedColumn } from '../../../../utils/breakouts/model/delta-table.ts';
import { windowsToAsk, windowsToShow } from '../../../../utils/breakouts/model/lookback-window.ts';
import type { Post } from '../../../../utils/breakouts/model/post.ts';
import { topMovers } from '../../../../utils/breakouts/output/top-movers.ts';
import { NOW } from '../../../builders/moments.ts';
import { aPost, postsNamed } from '../../../builders/post.ts';

const gained = (views: Readonly<Record<string, number | null>>): DeltasByPost =>
  new Map(Object.entries(views).map(([id, count]) => [id, { 7: { views: count, engagement: null } }]));

const column = (posts: readonly Post[], deltas: DeltasByPost) => gainedColumn(posts, deltas, 7, 'views');

const tenOf = (posts: readonly Post[], views: Parameters<typeof gained>[0]) =>
  topMovers(posts, column(posts, gained(views)), trackedColumn(posts), 10);

describe('the tutorial’s list', () => {
  it('has what gained most first, equal gains by id, and no more rows than asked for', () => {
    const deltas = gained({ a: 5, b: 90, c: 5, d: 1 });
    const posts = postsNamed('d', 'c', 'b', 'a');
    const { movers } = topMovers(posts, column(posts, deltas), trackedColumn(posts), 3);
    expect(movers.map(({ row, gained: views }) => `${posts[row]?.id} ${views}`)).toEqual(['b 90', 'a 5', 'c 5']);
  });

  it('skips and counts posts that have not been refreshed twice, and posts of which the API gave no gain', () => {
    const posts = [
      aPost({ id: 'once', firstRefreshedAt: NOW, lastRefreshedAt: NOW }),
      aPost({ id: 'never', firstRefreshedAt: null, lastRefreshedAt: null }),
      ...postsNamed('null', 'absent', 'fine'),
    ];
    expect(tenOf(posts, { once: 9, never: 9, null: null, fine: 1 })).toMatchObject({
      movers: [{ gained: 1 }],
      skipped: { withoutTwoRefreshes: 2, withoutDelta: 2 },
    });
  });

  it('keeps a gain that a recount made negative: it is what the API says', () => {
    const posts = postsNamed('a');
    expect(tenOf(posts, { a: -3 }).movers).toMatchObject([{ gained: -3 }]);
  });
});

describe('the look-back windows', () => {
  it('asked for are the user’s, the quick ones, and the double of each, at most ten', () => {
    expect(windowsToAsk(7)).toEqual([1, 2, 7, 14, 28, 30, 60]);
    expect(windowsToAsk(10)).toEqual([1, 2, 7, 10, 14, 20, 28, 30, 60]);
    for (let days = 1; days <= 365; days++) expect(windowsToAsk(days).length).toBeLessThanOrEqual(10);
  });

  it('never reach beyond what the API answers', () => {
    expect(windowsToAsk(200)).toEqual([1, 2, 7, 14, 28, 30, 60, 200]);
    expect(windowsToAsk(365).at(-1)).toBe(365);
  });

  it('shown are the quick ones and the user’s own', () => {
    expect(windowsToShow(7)).toEqual([1, 7, 14, 30]);
    expect(windowsToShow(10)).toEqual([1, 7, 10, 14, 30]);
  });
});
