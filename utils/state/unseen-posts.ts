import type { WindowRanking } from '../breakouts/output/window-ranking.ts';
import type { FirstRanking } from './first-ranking.ts';
import type { Marks } from './marks.ts';

/**
 * Returns those of the posts on screen that are to be marked as seen: breakouts, and breakouts that
 * have ended, which were not seen since.
 */
export function unseenPosts(
  postIds: readonly string[],
  first: FirstRanking | null,
  ranking: WindowRanking | null,
  marks: Marks,
): readonly string[] {
  const current = new Set(first?.breakouts.map(({ id }) => id));
  const endedAt = new Map(
    ranking?.ended
      .flatMap((index) => ranking.posts[index] ?? [])
      .map((post) => [post.id, post.endedAt]),
  );
  return postIds.filter((id) => {
    const seenAt = marks.posts[id]?.seenAt;
    if (seenAt === undefined) return current.has(id) || endedAt.has(id);
    return seenAt < (endedAt.get(id) ?? 0);
  });
}
