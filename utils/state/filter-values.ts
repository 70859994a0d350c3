import type { WindowRanking } from '../breakouts/output/window-ranking.ts';
import type { Filter } from './popup-view.ts';

/** The values of a filter among the posts of a ranking, with their names, in alphabetical order. */
export function filterValues(
  ranking: WindowRanking,
  filter: Filter,
): readonly { readonly value: string; readonly name: string }[] {
  const names = new Map<string, string>();
  for (const post of ranking.posts) {
    for (const value of filter === 'tag' ? post.tags : [post[filter]]) {
      if (value !== null)
        names.set(value, filter === 'accountKey' ? `@${post.accountName ?? '?'}` : value);
    }
  }
  return [...names]
    .map(([value, name]) => ({ value, name }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
