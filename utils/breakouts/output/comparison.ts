import type { Post } from '../model/post.ts';
import { isCompared, type PostState } from '../model/post-state.ts';
import type { ClassifiedPosts } from '../rule/classify-posts.ts';
import { comparableFrom } from '../rule/comparable-from.ts';
import type { MissingReasonOf } from '../rule/missing-reason.ts';
import type { Comparison } from './window-ranking.ts';

/**
 * Counts the posts that were compared, and the others by the reason why they were not.
 *
 * @param missingReasonOf the true reason, where a post's account tells it
 */
export function countCompared(
  posts: readonly Post[],
  { states, classificationOf }: ClassifiedPosts,
  missingReasonOf: MissingReasonOf = (_, reason) => reason,
): Comparison {
  const excluded: Record<string, number> = {};
  const accounts = new Set<string>();
  let compared = 0;
  let earliest = Number.POSITIVE_INFINITY;
  for (let row = 0; row < states.length; row++) {
    if (isCompared(states[row] as PostState)) {
      compared += 1;
      continue;
    }
    const { reason } = classificationOf(row);
    const missing = missingReasonOf(row, reason);
    excluded[missing] = (excluded[missing] ?? 0) + 1;
    const post = posts[row] as Post;
    // No refresh will come where the account has a reason against it.
    if (missing === reason)
      earliest = Math.min(earliest, comparableFrom(post, reason) ?? Number.POSITIVE_INFINITY);
    const { accountKey } = post;
    if (reason === 'too-few-posts' && accountKey !== null) accounts.add(accountKey);
  }
  return {
    total: posts.length,
    compared,
    excluded,
    accountsWithoutBaseline: accounts.size,
    comparableFrom: Number.isFinite(earliest) ? earliest : null,
  };
}
