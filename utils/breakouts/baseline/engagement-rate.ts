import { lifetimeCount } from '../model/lifetime-count.ts';
import type { Post } from '../model/post.ts';
import { medianInPlace } from '../stats/median.ts';

/**
 * The weight of the prior, in views at the account's own rate: a rate from few views is unreliable.
 */
const PRIOR_VIEWS = 300;

/** A rate is low up to this part of the account's rate. */
const LOW_RATE_RATIO = 0.3;

/** The fewest posts that a usual rate is based on. */
const MIN_POSTS = 5;

/**
 * Returns the account's usual engagement rate, (likes + comments + shares) / views: the median over
 * its posts; `null` where there are too few.
 */
export function usualEngagementRate(posts: readonly Post[]): number | null {
  const rates = new Float64Array(posts.length);
  let known = 0;
  for (const post of posts) {
    const rate = engagementRate(post);
    if (rate !== null) rates[known++] = rate;
  }
  return known < MIN_POSTS ? null : medianInPlace(rates, known);
}

/**
 * Returns true if a post has clearly fewer engagements for its views than usual: (x + 300·r) / (V +
 * 300) ≤ 0.3·r, r the account's usual rate.
 */
export function isLowEngagement(post: Post, usualRate: number | null): boolean {
  const views = lifetimeCount(post, 'views');
  const engagement = lifetimeCount(post, 'engagement');
  if (views === null || engagement === null || usualRate === null) return false;
  return (
    (engagement + PRIOR_VIEWS * usualRate) / (views + PRIOR_VIEWS) < LOW_RATE_RATIO * usualRate
  );
}

function engagementRate(post: Post): number | null {
  const views = lifetimeCount(post, 'views');
  const engagement = lifetimeCount(post, 'engagement');
  return views === null || views === 0 || engagement === null ? null : engagement / views;
}
