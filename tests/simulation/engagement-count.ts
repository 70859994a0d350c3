import type { SimulatedPost } from './post.ts';
import { SeededRandom } from './random.ts';

const STREAM = 3;

/** The lifetime counts that belong to a count of views. */
export interface EngagementCounts {
  readonly likes: number;
  readonly comments: number;
  readonly shares: number;
  readonly saves: number;
}

/**
 * Draws the engagement of a post as fractions of its views: likes at the account's rate ×
 * log-normal noise of the post (σ 0.4), comments some 4 %, shares some 8 % and saves some 6 % of
 * the likes, each with noise of its own (σ 0.5). Fractions are fixed for the post, so the counts
 * rise and fall with its views.
 */
export function engagementOf(
  post: SimulatedPost,
  seed: number,
  fallsWithReach = false,
): (views: number) => EngagementCounts {
  const random = new SeededRandom(seed, STREAM, post.account.index, post.index);
  const reach = fallsWithReach ? rateAtReach(post.quality) : 1;
  const likes = Math.min(0.5, reach * post.account.likeRate * Math.exp(random.normal(0, 0.4)));
  const comments = likes * 0.04 * Math.exp(random.normal(0, 0.5));
  const shares = likes * 0.08 * Math.exp(random.normal(0, 0.5));
  const saves = likes * 0.06 * Math.exp(random.normal(0, 0.5));
  return (views) => ({
    likes: Math.floor(views * likes),
    comments: Math.floor(views * comments),
    shares: Math.floor(views * shares),
    saves: Math.floor(views * saves),
  });
}

/**
 * Computes the part of the usual rate at a multiple of the usual views: linear in their logarithm,
 * 0.9 at 3×, 0.6 at 15×.
 */
function rateAtReach(times: number): number {
  const slope = (0.9 - 0.6) / Math.log(15 / 3);
  return Math.min(1, Math.max(0.1, 0.9 - slope * Math.log(times / 3)));
}
