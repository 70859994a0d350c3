import { headlineMultiple } from '../breakouts/model/headline-multiple.ts';
import type { FirstRanking } from './first-ranking.ts';
import { hiddenBy } from './hidden-posts.ts';
import type { Marks } from './marks.ts';

/** A breakout as the tooltip of the badge names it: a post or an account rise. */
export interface NamedBreakout {
  readonly accountName: string | null;
  /** `null` for an account. */
  readonly caption: string | null;
  /** `null` where the usual is too few views for a multiple. */
  readonly multiple: number | null;
}

/**
 * The breakouts of the look-back window with the highest multiples that no mark hides, strongest
 * first.
 *
 * @param now ms since epoch
 */
export function strongestBreakouts(
  { ranking, breakouts }: FirstRanking,
  marks: Marks,
  now: number,
  count: number,
): readonly NamedBreakout[] {
  const visible = new Set(
    breakouts.filter((post) => hiddenBy(post, marks, now) === null).map(({ id }) => id),
  );
  const partOfRise = breakouts.filter(({ id, isPartOfRise }) => isPartOfRise && visible.has(id));
  const risen = new Set(partOfRise.map(({ accountKey }) => accountKey));
  const posts = ranking.breakouts
    .flatMap((index) => ranking.posts[index] ?? [])
    .filter(({ id }) => visible.has(id))
    .map((post) => ({
      accountName: post.accountName,
      caption: post.caption,
      multiple: headlineMultiple(post),
    }));
  const rises: NamedBreakout[] = ranking.accountRises
    .filter(({ accountKey }) => risen.has(accountKey))
    .map(({ accountName, multiple }) => ({ accountName, caption: null, multiple }));
  return [...posts, ...rises].sort((a, b) => (b.multiple ?? 0) - (a.multiple ?? 0)).slice(0, count);
}
