import type { Post } from '../breakouts/model/post.ts';

/** The counts of a history, in the order in which they are packed. */
export const COUNTS = ['views', 'likes', 'comments', 'shares', 'saves'] as const;

/** The counts of a post at one refresh by CreatorAudit. `null`: the API gave none. */
export type Point = Readonly<Record<(typeof COUNTS)[number], number | null>> & {
  /** The time of the refresh by CreatorAudit: ms since epoch, in whole seconds. */
  readonly at: number;
};

/** The points of one post, oldest first, one for each refresh. */
export type Series = readonly Point[];

/** The latest time that can be packed: seconds in 32 bits end in 2106. */
const MAX_AT = 0xffff_ffff * 1000;

/**
 * Returns the point of a listed post; `null` before its first refresh. Fractions of a second are
 * cut off.
 */
export function pointOf(
  post: Pick<Post, 'lastRefreshedAt' | (typeof COUNTS)[number]>,
): Point | null {
  const { lastRefreshedAt, views, likes, comments, shares, saves } = post;
  if (lastRefreshedAt === null || lastRefreshedAt < 0 || lastRefreshedAt > MAX_AT) return null;
  return { at: Math.floor(lastRefreshedAt / 1000) * 1000, views, likes, comments, shares, saves };
}
