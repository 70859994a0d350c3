import { lifetimeCount } from '../model/lifetime-count.ts';
import type { Post } from '../model/post.ts';
import { medianInPlace } from '../stats/median.ts';

/**
 * So many imagined views at the account's own rate stand beside a post's: few views say little of a
 * rate.
 */
const IMAGINED_VIEWS = 300;

/** At most this part of the account's rate is low. */
const LOW_PART = 0.3;

/** Fewer posts do not tell what rate is usual. */
const LEAST_POSTS = 5;

/**
 * The account's usual engagement rate, (likes + comments + shares) / views: the median over its
 * posts; `null` where there are too few.
 */
export function usualEngagementRate(posts: readonly Post[]): number | null {
  const rates = new Float64Array(posts.length);
  let known = 0;
  for (const post of posts) {
    const rate = engagementRate(post);
    if (rate !== null) rates[known++] = rate;
  }
  return known < LEAST_POSTS ? null : medianInPlace(rates, known);
}

/**
 * Whether a post has clearly fewer engagements for its views than is usual: (x + 300·r) / (V + 300)
 * ≤ 0.3·r, r the account's usual rate.
 */
export function isLowEngagement(post: Post, usualRate: number | null): boolean {
  const views = lifetimeCount(post, 'views');
  const engagement = lifetimeCount(post, 'engagement');
  if (views === null || engagement === null || usualRate === null) return false;
  return (engagement + IMAGINED_VIEWS * usualRate) / (views + IMAGINED_VIEWS) < LOW_PART * usualRate;
}

function engagementRate(post: Post): number | null {
  const views = lifetimeCount(post, 'views');
  const engagement = lifetimeCount(post, 'engagement');
  return views === null || views === 0 || engagement === null ? null : engagement / views;
}
