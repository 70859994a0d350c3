import { describe, expect, it } from 'vitest';
import { lifetimeCount } from '../../../../utils/breakouts/model/lifetime-count.ts';

const post = { views: 1000, likes: 100, comments: 10, shares: 1 };

describe('lifetimeCount', () => {
  it('is the views, or the likes, comments and shares together', () => {
    expect(lifetimeCount(post, 'views')).toBe(1000);
    expect(lifetimeCount(post, 'engagement')).toBe(111);
    expect(lifetimeCount({ views: 0, likes: 0, comments: 0, shares: 0 }, 'views')).toBe(0);
  });

  it('needs likes; comments and shares that a platform does not give count as none', () => {
    expect(lifetimeCount({ ...post, comments: null, shares: null }, 'engagement')).toBe(100);
    expect(lifetimeCount({ ...post, likes: null }, 'engagement')).toBeNull();
  });

  it('is unknown where it is missing, negative or beyond the integers of a double', () => {
    for (const views of [null, -1, Number.MAX_SAFE_INTEGER + 1, Number.NaN])
      expect(lifetimeCount({ ...post, views }, 'views')).toBeNull();
    expect(lifetimeCount({ ...post, views: Number.MAX_SAFE_INTEGER }, 'views')).toBe(
      Number.MAX_SAFE_INTEGER,
    );
    expect(lifetimeCount({ ...post, comments: -5 }, 'engagement')).toBe(101);
  });
});
