import type { PostState } from '../model/post-state.ts';

/**
 * Only these count as breakouts: what still runs without speeding up, and what cannot be judged,
 * does not.
 */
export function isBreakout<T extends { readonly state: PostState }>(
  judged: T,
): judged is T & { readonly state: 'new-hit' | 'resurging' } {
  return judged.state === 'new-hit' || judged.state === 'resurging';
}
