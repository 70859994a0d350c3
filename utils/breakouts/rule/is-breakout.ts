import type { PostState } from '../model/post-state.ts';

/**
 * Returns true for the states that count as breakouts. Posts that are still running, or that cannot
 * be compared, do not.
 */
export function isBreakout<T extends { readonly state: PostState }>(
  post: T,
): post is T & { readonly state: 'new-hit' | 'resurging' } {
  return post.state === 'new-hit' || post.state === 'resurging';
}
