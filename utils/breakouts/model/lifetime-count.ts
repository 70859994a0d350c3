import type { Measure } from './measure.ts';
import type { Post } from './post.ts';

/**
 * What a post has had since it was published, in the measure: views, or likes + comments + shares
 * (those that the platform gives, likes at least). `null` where it is not known.
 */
export function lifetimeCount(
  post: Pick<Post, 'views' | 'likes' | 'comments' | 'shares'>,
  measure: Measure,
): number | null {
  if (measure === 'views') return known(post.views);
  const likes = known(post.likes);
  return likes === null ? null : likes + (known(post.comments) ?? 0) + (known(post.shares) ?? 0);
}

/** More than a double can count is no count. */
function known(count: number | null): number | null {
  return count !== null && count >= 0 && count <= Number.MAX_SAFE_INTEGER ? count : null;
}
