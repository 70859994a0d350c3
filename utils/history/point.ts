import type { Post } from '../breakouts/model/post.ts';

/** The counts that a history keeps, in the order in which they are packed. */
export const COUNTS = ['views', 'likes', 'comments', 'shares', 'saves'] as const;

/** The counts of a post at one refresh by CreatorAudit. `null` is "the API did not say". */
export type Point = Readonly<Record<(typeof COUNTS)[number], number | null>> & {
  /** When CreatorAudit refreshed the post: ms since epoch, in whole seconds. */
  readonly at: number;
};

/** What is known of one post, oldest first, one point for each refresh. */
export type Series = readonly Point[];

/** Packed times are seconds in 32 bits: they end in 2106. */
const LATEST_AT = 0xffff_ffff * 1000;

/** The point that a listed post stands for; `null` before its first refresh. A fraction of a second is cut off. */
export function pointOf(post: Pick<Post, 'lastRefreshedAt' | (typeof COUNTS)[number]>): Point | null {
  const { lastRefreshedAt, views, likes, comments, shares, saves } = post;
  if (lastRefreshedAt === null || lastRefreshedAt < 0 || lastRefreshedAt > LATEST_AT) return null;
  return { at: Math.floor(lastRefreshedAt / 1000) * 1000, views, likes, comments, shares, saves };
}
