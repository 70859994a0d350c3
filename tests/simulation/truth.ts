import type { SimulatedPost } from './post.ts';

/**
 * What a post truly is: a breakout of either kind, so near to one that nothing is counted, or
 * neither.
 */
export type Truth = 'new-hit' | 'resurgence' | 'borderline' | 'ordinary';

/**
 * Times the ordinary post of its account: from here on a young post is a hit; from the lower mark
 * on it is left out of the count.
 */
const HIT_QUALITY = 6;
const BORDERLINE_QUALITY = 4;

/** The truth about a post over a look-back window of so many days. */
export function truthOf(post: SimulatedPost, windowDays: number): Truth {
  if (post.curve.resurgence) return 'resurgence';
  // Its views did jump: flagging it is right, and so is not flagging it. It is to be tagged for its
  // low engagement.
  if (post.curve.bought) return 'borderline';
  if (post.ageDays > 2 * windowDays || post.quality < BORDERLINE_QUALITY) return 'ordinary';
  return post.quality >= HIT_QUALITY ? 'new-hit' : 'borderline';
}
