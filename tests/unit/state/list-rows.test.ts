import { describe, expect, it } from 'vitest';
import { matcherOf } from '../../../entrypoints/popup/states/search.tsx';
import type { RankedPost } from '../../../utils/breakouts/output/ranked-post.ts';
import { filterValues } from '../../../utils/state/filter-values.ts';
import { type RowSelection, sectionsOf } from '../../../utils/state/list-rows.ts';
import { NO_FILTERS, type Order, type Tab } from '../../../utils/state/popup-view.ts';
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
    const ruled = aWindowRanking({ breakouts: [b, a], topMovers: [c, b] });
    expect(keys('breakouts', { ranking: ruled })[0]).toEqual(['b', 'a']);
    expect(keys('topMovers', { ranking: ruled })[0]).toEqual(['c', 'b']);
  });

  it('sorts the other lists by the multiple, strongest first', () => {
    const low = aRow({ id: 'a low', multiple: 2, endedAt: 5 });
    const high = aRow({ id: 'high', multiple: 3, endedAt: 5 });
    const lists = { ended: [low, high], stillStrong: [low, high], withoutBaseline: [low, high] };
    const given = { ranking: aWindowRanking(lists) };
    expect(keys('breakouts', given)[1]).toEqual(['high', 'a low']);
    expect(keys('stillStrong', given)[0]).toEqual(['high', 'a low']);
  });

  it('leaves out rows whose post is not there', () => {
    const rise = { accountKey: 'k', accountName: 'k', platform: null, multiple: 8, postCount: 2 };
    const cut = {
      ...ranking,
      breakouts: [0, 99],
      accountRises: [{ ...rise, posts: [98, 1] }],
    };
    expect(keys('breakouts', { ranking: cut })[0]).toEqual(['a', 'account k']);
  });

  it('keeps the row of a post, because a search asks for thousands at each key', () => {
    const selection: RowSelection = {
      ...{ ranking, order: null, filters: NO_FILTERS, matches: null },
      ...{ isHidden: () => false, isEndedShown: () => true },
    };
    const row = () => sectionsOf('breakouts', selection)[0]?.rows[0];
    expect(row()).toBe(row());
  });

  it('sorts by views or engagement gained, unknown gains last', () => {
    expect(keys('breakouts', { order: 'views' })[0]).toEqual(['b', 'c', 'a']);
    expect(keys('breakouts', { order: 'engagement' })[0]).toEqual(['c', 'a', 'b']);
    const lost = aBreakoutRow({ id: 'lost', engagementGained: -5 });
    const unknown = aBreakoutRow({ id: 'a unknown', engagementGained: null });
    const given = { ranking: aWindowRanking({ breakouts: [unknown, lost] }) };
    expect(keys('breakouts', { ...given, order: 'engagement' })[0]).toEqual(['lost', 'a unknown']);
  });

  it('sorts a risen account by what all its posts have gained', () => {
    const rows = [40, null, 50].map((engagementGained, index) =>
      aBreakoutRow({ id: `r${index}`, engagementGained, gained: 40, accountKey: 'k' }),
    );
    const rise = { accountKey: 'k', accountName: 'k', platform: null, multiple: 8, postCount: 3 };
    const whole = aWindowRanking({ breakouts: [a, b, c, ...rows] });
    const rises = {
      ...whole,
      breakouts: [0, 1, 2],
      accountRises: [{ ...rise, posts: [3, 4, 5] }],
    };
    const sorted = (order: Order) => keys('breakouts', { ranking: rises, order })[0];
    expect(sorted('engagement')).toEqual(['account k', 'c', 'a', 'b']);
    expect(sorted('views')).toEqual(['b', 'c', 'account k', 'a']);
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
    expect(names('topMovers').map(([name]) => name)).toEqual(['topMovers', 'withoutBaseline']);
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
    for (const breakouts of [equal, equal.toReversed()])
      expect(
        keys('breakouts', { ranking: aWindowRanking({ breakouts }), order: 'views' })[0],
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

  it('returns every tag of a post', () => {
    const tagged = [
      aRow({ id: '1', tags: ['m', 'z'] }),
      aRow({ id: '2', tags: ['a', 'm'] }),
      aRow({ id: '3', tags: [] }),
    ];
    const values = filterValues(aWindowRanking({ topMovers: tagged }), 'tag');
    expect(values.map(({ value }) => value)).toEqual(['a', 'm', 'z']);
  });

  it('names an account by its user name', () => {
    const rows = [
      aRow({ id: '1', accountKey: 'k1', accountName: 'zoe' }),
      aRow({ id: '2', accountKey: 'k2', accountName: null }),
      aRow({ id: '3', accountKey: null }),
    ];
    expect(filterValues(aWindowRanking({ topMovers: rows }), 'accountKey')).toEqual([
      { value: 'k2', name: '@?' },
      { value: 'k1', name: '@zoe' },
    ]);
  });
});
