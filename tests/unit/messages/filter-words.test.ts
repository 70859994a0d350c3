import { describe, expect, it } from 'vitest';
import { filterWords } from '../../../utils/messages/filter-words.ts';
import { NO_FILTERS } from '../../../utils/state/popup-view.ts';
import { english as t } from '../../builders/english.ts';

const page = { t, locale: 'en' };
const named = (key: string) => (key === 'x' ? 'wild.kitchen' : null);

describe('filterWords', () => {
  it('names every filter and the search', () => {
    const filters = {
      ...{ platform: 'tiktok', creatorName: 'Nike', category: 'Food', tag: 'vip' },
      ...{ accountKey: 'x', minFollowers: 10_000, excludedWords: '#ad' },
    };
    expect(filterWords(filters, ' creme ', named, page)).toEqual([
      ...['TikTok', 'Nike', 'Food', 'vip', '@wild.kitchen'],
      ...['from 10,000 followers', 'without #ad', '“creme”'],
    ]);
  });

  it('is empty without any, and shows the key of an account without a name', () => {
    expect(filterWords(NO_FILTERS, ' ', named, page)).toEqual([]);
    expect(filterWords({ ...NO_FILTERS, accountKey: 'y' }, '', named, page)).toEqual(['y']);
  });
});
