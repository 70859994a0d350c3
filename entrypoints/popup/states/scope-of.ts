import { filterWords } from '../../../utils/messages/filter-words.ts';
import type { PopupController } from '../use-popup-controller.ts';

/** Returns the filters and the search as text, for "Mark 12 seen (TikTok, Nike)". */
export function scopeOf({
  view,
  search,
  data,
  i18n,
}: Pick<PopupController, 'view' | 'search' | 'data' | 'i18n'>): string {
  const accountName = (key: string) =>
    data.ranking?.posts.find(({ accountKey }) => accountKey === key)?.accountName ?? null;
  return filterWords(view.filters, search ?? '', accountName, i18n).join(', ');
}
