import type { Measure } from './measure.ts';
import type { Post } from './post.ts';

/**
 * Returns a post's lifetime count in the measure: views, or likes + comments + shares (those that
 * the platform gives, likes at least). `null` where it is unknown.
 */
export function lifetimeCount(
  post: Pick<Post, 'views' | 'likes' | 'comments' | 'shares'>,
  measure: Measure,
): number | null {
  if (measure === 'views') return known(post.views);
  const likes = known(post.likes);
  return likes === null ? null : likes + (known(post.comments) ?? 0) + (known(post.shares) ?? 0);
}

/** Counts beyond the integers of a double are invalid. */
function known(count: number | null): number | null {
  return count !== null && count >= 0 && count <= Number.MAX_SAFE_INTEGER ? count : null;
}
