import type { CurrentBreakout, FirstRanking } from './first-ranking.ts';
import { hiddenBy } from './hidden-posts.ts';
import type { Marks } from './marks.ts';
import type { PublicationHead } from './publication-head.ts';

/** The breakouts of the look-back window. An account rise counts as one. */
export interface BreakoutCounts {
  /** The breakouts that no mark hides. */
  readonly all: number;
  /** Of `all`, those that were not seen yet. */
  readonly unseen: number;
  /** The breakouts that are snoozed or muted. */
  readonly hidden: number;
}

/**
 * Counts the breakouts of the look-back window, for the badge, its tooltip and the tabs alike.
 *
 * @param now ms since epoch
 */
export function countBreakouts(
  head: PublicationHead,
  first: FirstRanking | null,
  marks: Marks,
  now: number,
): BreakoutCounts {
  const breakouts = first?.breakouts ?? [];
  let [all, unseen, hidden, rises] = [0, 0, 0, 0];
  const count = (isVisible: boolean, isNew: boolean) => {
    if (!isVisible) hidden += 1;
    else {
      all += 1;
      if (isNew) unseen += 1;
    }
  };
  const isVisible = (post: CurrentBreakout) => hiddenBy(post, marks, now) === null;
  for (const post of breakouts)
    if (!post.isPartOfRise) count(isVisible(post), isUnseen(post, marks));
  const inRises = breakouts.filter(({ isPartOfRise }) => isPartOfRise);
  for (const rise of Map.groupBy(inRises, ({ accountKey }) => accountKey).values()) {
    const visible = rise.filter(isVisible);
    rises += 1;
    count(
      visible.length > 0,
      visible.some((post) => isUnseen(post, marks)),
    );
  }
  // Breakouts beyond those that are published for counting can be neither seen nor hidden from a
  // list.
  const total = head.windows.find(({ days }) => days === head.lookbackDays)?.breakouts ?? 0;
  const uncounted = Math.max(0, total - (breakouts.length - inRises.length + rises));
  return { all: all + uncounted, unseen: unseen + uncounted, hidden };
}

/** Returns true if a breakout of the look-back window is new to the user. */
export function isUnseen({ id }: Pick<CurrentBreakout, 'id'>, { posts }: Marks): boolean {
  return posts[id]?.seenAt === undefined;
}
