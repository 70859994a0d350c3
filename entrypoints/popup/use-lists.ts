import { useMemo, useRef } from 'preact/hooks';
import { hiddenBy } from '../../utils/state/hidden-posts.ts';
import { type RowSelection, type Section, sectionsOf } from '../../utils/state/list-rows.ts';
import { countFilters, type PopupView, TABS, type Tab } from '../../utils/state/popup-view.ts';
import type { PopupData } from './popup-state.ts';

/** The lists of every tab, as the user's choices and marks leave them. */
export interface Lists {
  readonly sections: readonly Section[];
  readonly counts: Readonly<Record<Tab, number>>;
  /** Rows of a tab without any that marks hide. */
  readonly hidden: number;
}

/**
 * Computes the lists.
 *
 * @param search returns true if a post matches; `null`: no search
 * @param topMovers the posts that the list of top movers shows; `null`: all
 * @param now ms since epoch
 */
export function useLists(
  data: PopupData,
  view: PopupView,
  search: RowSelection['matches'],
  topMovers: number | null,
  now: number,
): Lists | null {
  const { ranking, isComplete, first } = data;
  const { marks } = data.page;
  // An ended breakout that is looked at now stays until the popup closes.
  const marksAtOpening = useRef(marks);
  const hiddenPosts = useMemo(
    () => new Set(ranking?.posts.filter((post) => hiddenBy(post, marks, now) !== null)),
    [ranking, marks, now],
  );
  return useMemo(() => {
    if (ranking === null) return null;
    const selection: RowSelection = {
      ranking,
      order: view.order,
      filters: view.filters,
      matches: search,
      // A search asks for all posts at each key.
      isHidden: hiddenPosts.size === 0 ? () => false : (post) => hiddenPosts.has(post),
      isEndedShown: ({ id, endedAt }) =>
        (marksAtOpening.current.posts[id]?.seenAt ?? 0) < (endedAt ?? 0),
    };
    const all = Object.fromEntries(TABS.map((tab) => [tab, sectionsOf(tab, selection)])) as Record<
      Tab,
      readonly Section[]
    >;
    const isNarrowed = search !== null || countFilters(view.filters) > 0;
    const rows = (tab: Tab) => all[tab][0]?.rows.length ?? 0;
    const counts = Object.fromEntries(
      TABS.map((tab) => {
        // The first frame has only the first rows, and knows how many there are.
        const count =
          isComplete || isNarrowed || first === null
            ? rows(tab)
            : Math.max(rows(tab), first.lengths[tab]);
        return [
          tab,
          tab === 'topMovers' && topMovers !== null ? Math.min(count, topMovers) : count,
        ];
      }),
    ) as Record<Tab, number>;
    // Only a list without rows says how many marks hide.
    const hidden =
      rows(view.tab) > 0
        ? 0
        : (sectionsOf(view.tab, { ...selection, isHidden: () => false })[0]?.rows.length ?? 0);
    return { sections: all[view.tab], counts, hidden };
  }, [ranking, isComplete, first, hiddenPosts, view, search, topMovers]);
}
