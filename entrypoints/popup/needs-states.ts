import { displayStateOfPage } from '../../utils/state/display-state.ts';
import { hiddenBy } from '../../utils/state/hidden-posts.ts';
import { countFilters } from '../../utils/state/popup-view.ts';
import { isSampleOwner } from '../../utils/state/sample-owner.ts';
import type { PopupData, PopupMemory } from './popup-state.ts';

/** Returns true if the first frame shows anything but a list of rows. */
export function needsStates({
  page,
  ranking,
  memory,
}: PopupData & { readonly memory: PopupMemory }): boolean {
  const { keyOwner, notices, deprecation, marks } = page;
  const now = Date.now();
  const state = displayStateOfPage(page, now);
  const isUsual =
    state.kind === 'ok' &&
    state.pause === null &&
    !state.isStale &&
    !isSampleOwner(keyOwner) &&
    notices.length === 0 &&
    !page.publication?.corrections.length &&
    deprecation.deprecation === null &&
    deprecation.sunset === null;
  const isFiltered = countFilters(memory.view.filters) > 0;
  if (!isUsual || ranking === null || isFiltered || memory.session?.search) return true;
  const list = ranking[memory.view.tab];
  const hasRows = list.some((index) => {
    const post = ranking.posts[index];
    return post !== undefined && hiddenBy(post, marks, now) === null;
  });
  return !hasRows && ranking.accountRises.length === 0;
}
