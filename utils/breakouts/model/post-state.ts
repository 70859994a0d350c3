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

const COMPARED: ReadonlySet<PostState> = new Set([
  'new-hit',
  'resurging',
  'still-running',
  'ordinary',
]);

/** Returns true for the states of posts that were compared with their usual. */
export function isCompared(state: PostState): boolean {
  return COMPARED.has(state);
}
