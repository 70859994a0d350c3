import type { CurrentBreakout, FirstRanking } from './first-ranking.ts';
import { hiddenBy } from './hidden-posts.ts';
import type { Marks } from './marks.ts';
import type { PublicationHead } from './publication-head.ts';

/** The breakouts of the look-back window. An account rise counts as one. */
export interface BreakoutCounts {
  /** Those that no mark hides. */
  readonly all: number;
  /** Of `all`, those that were not seen yet. */
  readonly unseen: number;
  /** Those that are snoozed or muted. */
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
  const groups = Map.groupBy(first?.breakouts ?? [], ({ id, accountKey, isPartOfRise }) =>
    isPartOfRise ? `account ${accountKey}` : `post ${id}`,
  );
  let [all, unseen, hidden] = [0, 0, 0];
  for (const group of groups.values()) {
    const visible = group.filter((post) => hiddenBy(post, marks, now) === null);
    if (visible.length === 0) hidden += 1;
    else {
      all += 1;
      if (visible.some((post) => isUnseen(post, marks))) unseen += 1;
    }
  }
  // Breakouts beyond those that are published for counting can be neither seen nor hidden from a
  // list.
  const total = head.windows.find(({ days }) => days === head.lookbackDays)?.breakouts ?? 0;
  const uncounted = Math.max(0, total - groups.size);
  return { all: all + uncounted, unseen: unseen + uncounted, hidden };
}

/** Returns true if a breakout of the look-back window is new to the user. */
export function isUnseen({ id }: Pick<CurrentBreakout, 'id'>, { posts }: Marks): boolean {
  return posts[id]?.seenAt === undefined;
}
