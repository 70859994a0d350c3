import { describe, expect, it } from 'vitest';
import { alertPostsOf, unknownPost } from '../../../utils/alerts/alert-posts.ts';
import type { PostDetails } from '../../../utils/breakouts/output/ranked-post.ts';
import { rankedRows } from '../../builders/ranked-rows.ts';
import { aRow } from '../../builders/window-ranking.ts';

const detailsOf = (row: number): PostDetails => ({ ...aRow(), id: `post ${row}`, followers: row });

describe('alertPostsOf', () => {
  it('collects the breakouts with the facts of their accounts', () => {
    const posts = alertPostsOf(rankedRows({ breakouts: [12, 7], stillStrong: [3] }), detailsOf);
    expect(
      posts.map(({ id, gained, followers, strength }) => [id, gained, followers, strength]),
    ).toEqual([
      ['post 12', 12, 12, 1],
      ['post 7', 7, 7, 1],
    ]);
  });

  it('collects an account rise as one, with the sum of its gains', () => {
    const ranking = rankedRows(
      { topMovers: [20, 10] },
      {
        accountRises: [
          {
            ...{ accountKey: 'tiktok/anna', accountName: 'anna', platform: 'tiktok' },
            ...{ multiple: 3.5, posts: [0, 1], postCount: 2 },
          },
        ],
      },
    );
    expect(alertPostsOf(ranking, detailsOf)).toEqual([
      expect.objectContaining({
        id: 'account:tiktok/anna',
        postIds: ['post 20', 'post 10'],
        ...{ multiple: 3.5, strength: 3.5, gained: 30, caption: null, url: null },
      }),
    ]);
  });

  it('has no account rise of which no post is listed', () => {
    const rise = {
      ...{ accountKey: 'tiktok/anna', accountName: 'anna', platform: 'tiktok' },
      ...{ multiple: 3.5, posts: [7], postCount: 1 },
    };
    expect(alertPostsOf(rankedRows({}, { accountRises: [rise] }), detailsOf)).toEqual([]);
  });
});

describe('unknownPost', () => {
  it('is one that has ended, by its id alone', () => {
    const { id, postIds, endedAt, strength, ...facts } = unknownPost('a');
    expect({ id, postIds, strength }).toEqual({ id: 'a', postIds: ['a'], strength: 0 });
    expect(endedAt).not.toBeNull();
    expect(new Set(Object.values(facts))).toEqual(new Set([null]));
  });
});
