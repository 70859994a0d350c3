import { describe, expect, it } from 'vitest';
import {
  isLowEngagement,
  usualEngagementRate,
} from '../../../../utils/breakouts/baseline/engagement-rate.ts';
import type { Post } from '../../../../utils/breakouts/model/post.ts';
import { aPost } from '../../../builders/post.ts';

const liked = (views: number | null, likes: number | null) =>
  aPost({ views, likes, comments: 0, shares: 0 });

describe('usualEngagementRate', () => {
  const RATES = [0.5, 0.1, 0.3, 0.2, 0.4];
  const five = RATES.map((rate) => liked(1000, 1000 * rate));

  it('returns the median of likes, comments and shares per view', () => {
    expect(usualEngagementRate(five)).toBe(0.3);
    const discussed = RATES.map((rate) =>
      aPost({ views: 1000, likes: 0, comments: 600 * rate, shares: 400 * rate }),
    );
    expect(usualEngagementRate(discussed)).toBe(0.3);
  });

  it('needs five posts with views and known counts', () => {
    const without = [liked(0, 4), liked(null, 900), liked(1000, null)];
    expect(usualEngagementRate([...five, ...without])).toBe(0.3);
    expect(usualEngagementRate([...five.slice(1), ...without])).toBeNull();
  });
});

describe('isLowEngagement', () => {
  // At a usual rate of 0.1 and 2,700 views: (x + 30)/3,000 ≥ 0.03 from x = 60 on.
  const isLow = (changes: Partial<Post>, usualRate: number | null = 0.1) =>
    isLowEngagement(
      aPost({ views: 2700, likes: 59, comments: 0, shares: 0, ...changes }),
      usualRate,
    );

  it('asks for three tenths of the usual rate, with 300 views at the usual rate beside', () => {
    expect([isLow({ likes: 59 }), isLow({ likes: 60 })]).toEqual([true, false]);
  });

  it('never tags a post with so few views that chance explains it', () => {
    // (0 + 30)/(700 + 300) is not below 0.03.
    expect([isLow({ views: 700, likes: 0 }), isLow({ views: 701, likes: 0 })]).toEqual([
      false,
      true,
    ]);
  });

  it('tags nothing where counts or the usual are unknown', () => {
    expect([isLow({ views: null }), isLow({ likes: null }), isLow({}, null)]).toEqual([
      false,
      false,
      false,
    ]);
  });
});
