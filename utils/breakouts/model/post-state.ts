/** The states of a post by the breakout rule (`classify-posts.ts`). */
export const POST_STATES = [
  'new-hit',
  'resurging',
  'still-running',
  'ordinary',
  'insufficient-history',
  'stale',
  'no-baseline',
] as const;

export type PostState = (typeof POST_STATES)[number];
