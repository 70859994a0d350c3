import { cleanText } from '../../../utils/format/clean-text.ts';
import { formatCount } from '../../../utils/format/count.ts';
import { platformName } from '../../../utils/messages/platform-name.ts';
import { filterValues } from '../../../utils/state/filter-values.ts';
import { FILTERS, type Filter } from '../../../utils/state/popup-view.ts';
import type { PopupController } from '../use-popup-controller.ts';

/** Returns the filters and the search as text, for "Mark 12 seen (TikTok, Nike)". */
export function scopeOf({
  view,
  search,
  data,
  i18n: { t, locale },
}: Pick<PopupController, 'view' | 'search' | 'data' | 'i18n'>): string {
  const values = FILTERS.flatMap((name: Filter) => {
    const value = view.filters[name];
    if (value === null || data.ranking === null) return [];
    if (name === 'platform') return [platformName(value, t)];
    return [filterValues(data.ranking, name).find((known) => known.value === value)?.name ?? value];
  });
  const { minFollowers, excludedWords } = view.filters;
  if (minFollowers !== null)
    values.push(t('view.withFollowers', formatCount(minFollowers, locale)));
  if (excludedWords !== null) values.push(t('view.withoutWords', excludedWords));
  const words = (search ?? '').trim();
  return [...values, ...(words === '' ? [] : [`“${words}”`])]
    .map((part) => cleanText(part) ?? '')
    .join(', ');
}
