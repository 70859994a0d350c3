import { describe, expect, it } from 'vitest';
import {
  filterRows,
  NO_ROW_FILTER,
  type RowFilter,
} from '../../../utils/post-table/filter-rows.ts';
import { NO_FILTERS } from '../../../utils/state/popup-view.ts';
import { postColumns } from '../../builders/post-columns.ts';
import { aTrackedAccount } from '../../builders/tracked-account.ts';

const columns = postColumns([
  { id: 'a', platform: 'tiktok', accountKey: 'x', state: 'new-hit', followers: 5000 },
  { id: 'b', platform: 'instagram', accountKey: 'y', state: 'ordinary', followers: 100 },
  { id: 'c', platform: 'tiktok', accountKey: 'y', state: 'stale', creatorName: 'Nike' },
]);

function shown(filter: Partial<RowFilter>): string[] {
  return [...filterRows(columns, { ...NO_ROW_FILTER, ...filter })].map(
    (row) => columns.ids[row] as string,
  );
}

describe('filterRows', () => {
  it('returns every row without a filter', () => {
    expect(shown({})).toEqual(['a', 'b', 'c']);
  });

  it('combines the filters of accounts', () => {
    const { filters } = NO_ROW_FILTER;
    expect(shown({ filters: { ...filters, platform: 'tiktok' } })).toEqual(['a', 'c']);
    expect(shown({ filters: { ...filters, platform: 'tiktok', accountKey: 'y' } })).toEqual(['c']);
    expect(shown({ filters: { ...filters, creatorName: 'Nike' } })).toEqual(['c']);
  });

  it('keeps the posts of accounts with a tag', () => {
    const tagged = postColumns([
      { id: 'a', profile: aTrackedAccount({ tags: ['team: A', 'vip'] }) },
      { id: 'b' },
    ]);
    const filter = { ...NO_ROW_FILTER, filters: { ...NO_FILTERS, tag: 'vip' } };
    expect([...filterRows(tagged, filter)]).toEqual([0]);
  });

  it('keeps the wanted states', () => {
    expect(shown({ states: ['new-hit', 'stale'] })).toEqual(['a', 'c']);
    expect(shown({ states: [] })).toEqual([]);
  });

  it('leaves out accounts that have too few followers, or an unknown number', () => {
    expect(shown({ filters: { ...NO_FILTERS, minFollowers: 1000 } })).toEqual(['a']);
    expect(shown({ filters: { ...NO_FILTERS, minFollowers: 100 } })).toEqual(['a', 'b']);
  });

  it('keeps the rows that match a search', () => {
    expect(shown({ matches: Uint8Array.of(0, 1, 1) })).toEqual(['b', 'c']);
  });

  it('leaves out the rows that marks hide', () => {
    expect(shown({ isHidden: (row) => row === 0 })).toEqual(['b', 'c']);
  });
});
