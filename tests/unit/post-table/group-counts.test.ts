import { describe, expect, it } from 'vitest';
import { countGroups } from '../../../utils/post-table/group-counts.ts';
import { postColumns } from '../../builders/post-columns.ts';

const columns = postColumns([
  {
    platform: 'tiktok',
    accountKey: 'x',
    accountName: 'nike',
    creatorName: 'Nike',
    state: 'new-hit',
  },
  { platform: 'tiktok', accountKey: 'y', accountName: 'ada', creatorName: 'Ada', tags: ['vip'] },
  { platform: 'instagram', accountKey: 'z', accountName: 'nike', creatorName: 'Nike' },
  { platform: 'instagram', accountKey: 'z', creatorName: 'Nike', state: 'resurging' },
]);

describe('countGroups', () => {
  it('counts posts and breakouts of each group, the most breakouts first', () => {
    const { all, groups } = countGroups(columns, null);
    expect(all).toEqual({ posts: 4, breakouts: 2 });
    expect(groups.creatorName).toEqual([
      { value: 'Nike', name: 'Nike', platform: null, posts: 3, breakouts: 2 },
      { value: 'Ada', name: 'Ada', platform: null, posts: 1, breakouts: 0 },
    ]);
    expect(groups.platform.map(({ value, posts }) => [value, posts])).toEqual([
      ['instagram', 2],
      ['tiktok', 2],
    ]);
    expect(groups.tag).toMatchObject([{ value: 'vip', posts: 1, breakouts: 0 }]);
    expect(groups.category).toEqual([]);
  });

  it('names accounts with their platform, because names repeat across platforms', () => {
    const { accountKey } = countGroups(columns, null).groups;
    expect(accountKey.map(({ value, name, platform }) => [value, name, platform])).toEqual([
      ['z', 'nike', 'instagram'],
      ['x', 'nike', 'tiktok'],
      ['y', 'ada', 'tiktok'],
    ]);
  });

  it('orders equal groups by name, those without one first', () => {
    const names = ['zoe', null, 'ada', 'mia'];
    const equal = postColumns(
      names.map((accountName, index) => ({ accountName, accountKey: `key ${index}` })),
    );
    for (const rows of [equal, { ...equal, accounts: equal.accounts.toReversed() }]) {
      const { accountKey } = countGroups(rows, null).groups;
      expect(accountKey.map(({ name }) => name)).toEqual([null, 'ada', 'mia', 'zoe']);
    }
  });

  it('counts an account that is up as a whole as one breakout', () => {
    const rise = { state: 'ordinary', reason: 'account-rise', accountKey: 'x' } as const;
    const risen = postColumns([rise, rise, rise], { accountOf: Uint32Array.of(0, 0, 0) });
    expect(countGroups(risen, null).all).toEqual({ posts: 3, breakouts: 1 });
  });

  it('leaves out hidden rows, and groups without others', () => {
    const { all, groups } = countGroups(columns, (row) => row === 1 || row === 3);
    expect(all).toEqual({ posts: 2, breakouts: 1 });
    expect(groups.creatorName.map(({ value }) => value)).toEqual(['Nike']);
    expect(groups.tag).toEqual([]);
  });
});
