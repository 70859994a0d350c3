import { describe, expect, it } from 'vitest';
import { lifetimeColumns } from '../../../../utils/breakouts/baseline/lifetime-columns.ts';
import type { Post } from '../../../../utils/breakouts/model/post.ts';
import { aPost } from '../../../builders/post.ts';
import { DAY, NOW } from '../../../builders/time.ts';

const copies = (count: number, changes: Partial<Post>): Post[] =>
  Array.from({ length: count }, () => aPost(changes));

describe('lifetimeColumns', () => {
  it('has age, tracked days and views, NaN where they are unknown', () => {
    const known = {
      createdAt: NOW - 9 * DAY,
      firstRefreshedAt: NOW - 8 * DAY,
      lastRefreshedAt: NOW,
    };
    const { size, age, tracked, count } = lifetimeColumns([
      aPost({ ...known, views: 0 }),
      aPost({ ...known, createdAt: null, firstRefreshedAt: null, views: null }),
    ]);
    expect(size).toBe(2);
    expect([...age]).toEqual([9, Number.NaN]);
    expect([...tracked]).toEqual([8, 0]);
    expect([...count]).toEqual([0, Number.NaN]);
  });

  it('groups posts by account and platform; those of an unknown account are in no group', () => {
    const { accounts, accountOf } = lifetimeColumns([
      aPost({ accountKey: 'a' }),
      aPost({ accountKey: null }),
      aPost({ accountKey: 'b' }),
      aPost({ accountKey: 'a', platform: 'tiktok' }),
      aPost({ accountKey: 'a' }),
    ]);
    expect(accounts).toEqual([[0, 4], [2], [3]]);
    expect([...accountOf]).toEqual([0, -1, 1, 2, 0]);
  });

  it('splits accounts by format', () => {
    const { formats } = lifetimeColumns([
      aPost({ mediaType: 'video' }),
      aPost({ mediaType: 'image' }),
      aPost({ mediaType: 'video' }),
      aPost({ accountKey: 'b', mediaType: 'image' }),
      aPost({ accountKey: 'b', mediaType: 'image' }),
    ]);
    expect(formats).toEqual([[0, 2], [1], [3, 4]]);
  });
});

describe('lifetimeColumns, pools', () => {
  const poolsOf = (posts: readonly Post[]) => {
    const { poolOf, pools, mainPools } = lifetimeColumns(posts);
    return { poolOf: [...poolOf], pools, mainPools };
  };
  const video = { platform: 'tiktok', mediaType: 'video' };
  const image = { platform: 'tiktok', mediaType: 'image' };
  const reel = { platform: 'instagram', mediaType: 'video' };

  it('has a pool for each platform and format of 30 posts, largest first', () => {
    const { poolOf, pools, mainPools } = poolsOf([
      ...copies(30, image),
      ...copies(31, video),
      ...copies(32, reel),
    ]);
    expect([poolOf[0], poolOf[30], poolOf[61]]).toEqual([2, 1, 0]);
    expect(pools).toBe(3);
    // The main format of TikTok is the video.
    expect(mainPools).toEqual([0, 1, 1]);
  });

  it('adds a smaller format to the largest of its platform, else to the largest of all', () => {
    const { poolOf, pools } = poolsOf([
      ...copies(29, image),
      ...copies(30, video),
      ...copies(40, reel),
      aPost({ platform: 'new', mediaType: 'video' }),
    ]);
    expect([poolOf[0], poolOf[29], poolOf[59], poolOf[99]]).toEqual([1, 1, 0, 0]);
    expect(pools).toBe(2);
  });

  it('has one pool where no format has 30 posts', () => {
    expect(poolsOf([aPost(video), aPost(image)])).toEqual({
      poolOf: [0, 0],
      pools: 1,
      mainPools: [],
    });
    expect(poolsOf([])).toEqual({ poolOf: [], pools: 1, mainPools: [] });
  });

  it('orders equally large ones by platform and format, whatever the order of the posts', () => {
    const kinds = [
      reel,
      image,
      video,
      { platform: null, mediaType: null },
      { platform: 'tiktok', mediaType: null },
    ];
    const groups = kinds.map((kind) => copies(30, kind));
    const placeOf = (posts: readonly Post[]) => {
      const { poolOf } = lifetimeColumns(posts);
      return kinds.map(
        ({ platform, mediaType }) =>
          poolOf[
            posts.findIndex((post) => post.platform === platform && post.mediaType === mediaType)
          ],
      );
    };
    // '' < instagram < tiktok, and '' < image < video.
    expect(placeOf(groups.flat())).toEqual([1, 3, 4, 0, 2]);
    expect(placeOf(groups.toReversed().flat())).toEqual([1, 3, 4, 0, 2]);
  });
});
