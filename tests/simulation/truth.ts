import type { SimulatedPost } from './post.ts';

/**
 * The true kind of a post: a breakout of either kind, a borderline case that is not counted, or
 * neither.
 */
export type Truth = 'new-hit' | 'resurgence' | 'borderline' | 'ordinary';

/**
 * The multiple of the account's ordinary post from which a young post is a hit, and that from which
 * it is borderline.
 */
const HIT_QUALITY = 6;
const BORDERLINE_QUALITY = 4;

/** Returns the true kind of a post over a look-back window in days. */
export function truthOf(post: SimulatedPost, windowDays: number): Truth {
  if (post.curve.resurgence) return 'resurgence';
  // Its views did jump, so flagging it is neither right nor wrong. It should be tagged for its low
  // engagement.
  if (post.curve.bought) return 'borderline';
  if (post.ageDays > 2 * windowDays || post.quality < BORDERLINE_QUALITY) return 'ordinary';
  return post.quality >= HIT_QUALITY ? 'new-hit' : 'borderline';
}
