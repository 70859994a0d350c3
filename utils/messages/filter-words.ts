import { cleanText } from '../format/clean-text.ts';
import { formatCount } from '../format/count.ts';
import { FILTERS, type PostFilters } from '../state/popup-view.ts';
import { platformName } from './platform-name.ts';
import type { Translate } from './translate.ts';

/**
 * Says what filters and a search leave: "TikTok, Nike, without #ad".
 *
 * @param search as typed
 * @param accountName the user name behind an account key, without `@`; `null`: not known
 */
export function filterWords(
  filters: PostFilters,
  search: string,
  accountName: (accountKey: string) => string | null,
  { t, locale }: { readonly t: Translate; readonly locale: string },
): readonly string[] {
  const { minFollowers, excludedWords } = filters;
  const groups = FILTERS.flatMap((name) => {
    const value = filters[name];
    if (value === null) return [];
    if (name === 'platform') return [platformName(value, t)];
    const account = name === 'accountKey' ? accountName(value) : null;
    return [account === null ? value : `@${account}`];
  });
  return [
    ...groups,
    ...(minFollowers === null ? [] : [t('view.withFollowers', formatCount(minFollowers, locale))]),
    ...(excludedWords === null ? [] : [t('view.withoutWords', excludedWords)]),
    ...(search.trim() === '' ? [] : [`“${search.trim()}”`]),
  ].map((part) => cleanText(part) ?? '');
}
