import { describe, expect, it } from 'vitest';
import { publishedColumns } from '../../../utils/post-table/published-columns.ts';
import { rowStateOf } from '../../../utils/post-table/row-state.ts';
import { DAY, NOW } from '../../builders/time.ts';
import { aBreakoutRow, aRow, aWindowRanking } from '../../builders/window-ranking.ts';

describe('publishedColumns', () => {
  it('orders posts by multiple, then by gain, then by id, as the rule does', () => {
    const rows = [
      aRow({ id: 'no multiple', multiple: null, gained: 999 }),
      aRow({ id: 'weak', multiple: 0.5, gained: 1 }),
      aRow({ id: 'b', multiple: 2, gained: 10 }),
      aRow({ id: 'a', multiple: 2, gained: 10 }),
      aRow({ id: 'c', multiple: 2, gained: 20 }),
      aRow({ id: 'by its life', headline: 'lifetime', multiple: 1, lifetimeMultiple: 9 }),
    ];
    for (const topMovers of [rows, rows.toReversed()]) {
      const { ids, ruleRank } = publishedColumns(aWindowRanking({ topMovers }), 1, 7);
      const inOrder: string[] = [];
      for (const [row, id] of ids.entries()) inOrder[ruleRank[row] as number] = id;
      expect(inOrder).toEqual(['by its life', 'c', 'a', 'b', 'weak', 'no multiple']);
    }
  });

  it('has the facts that rows have, and knows nothing of what they do not', () => {
    const [full, empty] = [
      aRow({
        ...{ id: 'full', accountKey: 'x', mediaType: 'video', createdAt: NOW - DAY, views: 70 },
        ...{ lastRefreshedAt: NOW, followers: 12, flaggedAt: NOW - 2, endedAt: NOW - 1 },
      }),
      aRow({
        ...{ id: 'empty', accountKey: 'y', mediaType: null, createdAt: null, views: null },
        ...{ lastRefreshedAt: null, followers: null, flaggedAt: null, endedAt: null },
      }),
    ];
    const ranking = aWindowRanking({ topMovers: [full, empty] });
    const columns = publishedColumns(ranking, 1, 7);
    const { createdAt, lastRefreshedAt, views, followers, firstFlaggedAt, endedAt } = columns;
    const facts = [createdAt, lastRefreshedAt, views, followers, firstFlaggedAt, endedAt];
    expect(facts.map(([first]) => first)).toEqual([NOW - DAY, NOW, 70, 12, NOW - 2, NOW - 1]);
    for (const [, second] of facts) expect(second).toBeNaN();
    expect([...columns.mediaTypeOf].map((index) => columns.mediaTypes[index])).toEqual([
      ...['video', null],
    ]);
    expect([...columns.accountOf].map((index) => columns.accounts[index]?.accountKey)).toEqual([
      ...['x', 'y'],
    ]);
    // Of another window it is not known which breakouts have ended.
    expect(publishedColumns(ranking, 1, 14).endedAt[0]).toBeNaN();
  });

  it('shows the posts of an account rise as such', () => {
    const rise = {
      ...{ accountKey: 'x', accountName: 'xena', platform: 'tiktok', multiple: 3 },
      ...{ posts: [1], postCount: 1 },
    };
    const rows = [aRow({ id: 'a' }), aRow({ id: 'b' })];
    const columns = publishedColumns(
      aWindowRanking({ topMovers: rows }, { accountRises: [rise] }),
      ...([1, 7] as const),
    );
    expect([0, 1].map((row) => rowStateOf(columns, row))).toEqual(['ordinary', 'account-rise']);
  });

  it('has the posts of the lists with their figures, in the order of the rule', () => {
    const ranking = aWindowRanking({
      breakouts: [aBreakoutRow({ id: 'hit', multiple: 8.8, gained: 500 })],
      topMovers: [
        aRow({ id: 'more', multiple: 1.5, gained: 900, followers: 5000 }),
        aRow({ id: 'unknown', multiple: null, expected: null, gained: 100 }),
      ],
    });
    const columns = publishedColumns(ranking, 4, ranking.windowDays);
    expect(columns).toMatchObject({ generation: 4, isComplete: false });
    const inOrder = columns.ids.toSorted(
      (a, b) =>
        (columns.ruleRank[columns.ids.indexOf(a)] ?? 0) -
        (columns.ruleRank[columns.ids.indexOf(b)] ?? 0),
    );
    expect(inOrder).toEqual(['hit', 'more', 'unknown']);
    const row = columns.ids.indexOf('more');
    expect([columns.gained[row], columns.multiple[row], columns.followers[row]]).toEqual([
      ...[900, 1.5, 5000],
    ]);
    expect(columns.multiple[columns.ids.indexOf('unknown')]).toBeNaN();
    expect(rowStateOf(columns, columns.ids.indexOf('hit'))).toBe('new-hit');
  });
});
