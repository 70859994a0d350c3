import { describe, expect, it } from 'vitest';
import { matcherOf } from '../../../entrypoints/popup/states/search.tsx';
import type { RankedPost } from '../../../utils/breakouts/output/ranked-post.ts';
import { filterValues } from '../../../utils/state/filter-values.ts';
import { type RowSelection, sectionsOf } from '../../../utils/state/list-rows.ts';
import { NO_FILTERS, type Tab } from '../../../utils/state/popup-view.ts';
import { aBreakoutRow, aRow, aWindowRanking } from '../../builders/window-ranking.ts';

const a = aBreakoutRow({
  id: 'a',
  multiple: 9,
  gained: 100,
  engagementGained: 50,
  platform: 'tiktok',
  category: 'Food',
});
const b = aBreakoutRow({
  id: 'b',
  multiple: 7,
  gained: 900,
  engagementGained: null,
  accountName: 'crème',
});
const c = aBreakoutRow({
  id: 'c',
  multiple: 5,
  gained: 500,
  engagementGained: 70,
  creatorName: 'Nike',
});
const ended = aRow({ id: 'ended', endedAt: 5 });
const ranking = aWindowRanking({
  breakouts: [a, b, c],
  ended: [ended],
  topMovers: [b, c, a],
  topEngagement: [c, a],
});

function keys(tab: Tab, changes: Partial<RowSelection> = {}): readonly (readonly string[])[] {
  const selection: RowSelection = {
    ranking,
    order: null,
    filters: NO_FILTERS,
    matches: null,
    isHidden: () => false,
    isEndedShown: () => true,
    ...changes,
  };
  return sectionsOf(tab, selection).map(({ rows }) => rows.map(({ key }) => key));
}

describe('sectionsOf', () => {
  it('keeps the order of the rule by default', () => {
    expect(keys('breakouts')).toEqual([['a', 'b', 'c'], ['ended']]);
  });

  it('sorts by views or engagement gained, unknown gains last', () => {
    expect(keys('breakouts', { order: 'views' })[0]).toEqual(['b', 'c', 'a']);
    expect(keys('breakouts', { order: 'engagement' })[0]).toEqual(['c', 'a', 'b']);
  });

  it('sorts top movers by views, and uses the engagement list for that order', () => {
    expect(keys('topMovers')[0]).toEqual(['b', 'c', 'a']);
    expect(keys('topMovers', { order: 'engagement' })[0]).toEqual(['c', 'a']);
    expect(keys('topMovers', { order: 'multiple' })[0]).toEqual(['a', 'b', 'c']);
  });

  it('names each section, which its heading goes by', () => {
    const strong = aRow({ id: 'strong' });
    const selection = {
      ...{ order: null, filters: NO_FILTERS, matches: null },
      ...{ isHidden: () => false, isEndedShown: () => true },
      ranking: aWindowRanking({ breakouts: [a], ended: [ended], stillStrong: [strong] }),
    };
    const names = (tab: Tab) =>
      sectionsOf(tab, selection).map(({ name, rows }) => [name, rows.map(({ key }) => key)]);
    expect(names('breakouts')).toEqual([
      ['breakouts', ['a']],
      ['ended', ['ended']],
    ]);
    expect(names('stillStrong')).toEqual([['stillStrong', ['strong']]]);
    expect(names('topMovers').map(([name]) => name)).toContain('topMovers');
  });

  it('combines filters by platform, creator, category and account', () => {
    expect(keys('breakouts', { filters: { ...NO_FILTERS, platform: 'tiktok' } })[0]).toEqual(['a']);
    expect(keys('breakouts', { filters: { ...NO_FILTERS, creatorName: 'Nike' } })[0]).toEqual([
      'c',
    ]);
    expect(
      keys('breakouts', { filters: { ...NO_FILTERS, category: 'Food', creatorName: 'Nike' } })[0],
    ).toEqual([]);
  });

  it('finds text with accents by a query without', () => {
    expect(
      keys('breakouts', { matches: matcherOf('CREME', NO_FILTERS, ranking.posts) })[0],
    ).toEqual(['b']);
  });

  it('finds the same posts letter by letter, and again when letters are deleted', () => {
    const found = (search: string) =>
      keys('breakouts', { matches: matcherOf(search, NO_FILTERS, ranking.posts) })[0];
    const typed = ['c', 'cr', 'cre', 'creme', 'cremes'].map(found);
    expect(typed.at(-2)).toEqual(['b']);
    expect(typed.at(-1)).toEqual([]);
    expect(['cremes', 'creme', 'cre', 'cr', 'c'].map(found).reverse()).toEqual(typed);
  });

  it('excludes marked posts, and ended breakouts that were seen', () => {
    expect(
      keys('breakouts', { isHidden: ({ id }) => id === 'a', isEndedShown: () => false }),
    ).toEqual([['b', 'c'], []]);
  });

  it('shows a risen account as one row, in order of multiple', () => {
    const posts = [aBreakoutRow({ id: 'x', multiple: 8 }), aBreakoutRow({ id: 'y', multiple: 6 })];
    const whole = aWindowRanking({ breakouts: [a, b, ...posts] });
    const rise = {
      accountKey: 'k',
      accountName: 'k',
      platform: null,
      multiple: 8,
      posts: [2, 3],
      postCount: 2,
    };
    const rises = { ...whole, breakouts: [0, 1], accountRises: [rise] };
    expect(keys('breakouts', { ranking: rises })[0]).toEqual(['a', 'account k', 'b']);
    const muted = { ranking: rises, isHidden: ({ id }: RankedPost) => id === 'x' || id === 'y' };
    expect(keys('breakouts', muted)[0]).toEqual(['a', 'b']);
  });

  it('returns the same for any order of equal rows', () => {
    const equal = [aBreakoutRow({ id: 'z' }), aBreakoutRow({ id: 'y' })];
    expect(
      keys('breakouts', { ranking: aWindowRanking({ breakouts: equal }), order: 'views' })[0],
    ).toEqual(['y', 'z']);
  });
});

describe('filterValues', () => {
  it('returns each value once, sorted by name', () => {
    expect(filterValues(ranking, 'platform').map(({ value }) => value)).toEqual([
      'instagram',
      'tiktok',
    ]);
    expect(filterValues(ranking, 'creatorName')).toEqual([{ value: 'Nike', name: 'Nike' }]);
  });
});
