import { describe, expect, it } from 'vitest';
import { exampleMessage } from '../../../utils/alerts/example-message.ts';
import { NOW } from '../../builders/time.ts';
import {
  aBreakoutRow,
  aFirstRanking,
  aRow,
  aWindowRanking,
} from '../../builders/window-ranking.ts';

const context = { id: 'm', kind: 'test', now: NOW, timeZone: 'UTC' } as const;
const exampleOf = (...lists: Parameters<typeof aWindowRanking>) =>
  exampleMessage(aFirstRanking(aWindowRanking(...lists)), context);
const breakout = (id: string, multiple: number) => aBreakoutRow({ id, multiple });

describe('exampleMessage', () => {
  it('names the three strongest breakouts', () => {
    const { posts, newCount } = exampleOf({
      breakouts: [
        aBreakoutRow({ id: 'few', multiple: 50, fewUsualViews: true }),
        ...[breakout('a', 6), breakout('b', 20), breakout('c', 9)],
      ],
      topMovers: [breakout('d', 90)],
    });
    expect(posts.map(({ id, multiple }) => [id, multiple])).toEqual([
      ...[
        ['b', 20],
        ['c', 9],
        ['a', 6],
      ],
    ]);
    expect(newCount).toBe(3);
  });

  it('names the posts that gained most where there is no breakout', () => {
    const topMovers = ['a', 'b', 'c', 'd'].map((id) => aRow({ id, multiple: null, gained: 7 }));
    const { posts } = exampleOf({ topMovers }, { windowDays: 14 });
    expect(posts.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(posts[0]).toMatchObject({ multiple: null, strength: 0, gained: 7 });
  });

  it('has the facts of its posts and of the user', () => {
    const row = aBreakoutRow({ id: 'a', creatorName: 'Anna', followers: 12, category: 'Food' });
    const message = exampleOf({ breakouts: [row] }, { windowDays: 14 });
    expect(message).toMatchObject({
      ...{
        id: 'm',
        kind: 'test',
        createdAt: NOW,
        timeZone: 'UTC',
        windowDays: 14,
        isSample: false,
      },
    });
    expect(message.posts).toMatchObject([
      {
        ...{ id: 'a', postIds: ['a'], creatorName: 'Anna', followers: 12, category: 'Food' },
        ...{ caption: row.caption, url: row.url, multiple: 8.8, strength: 8.8, gained: 672_670 },
        ...{ formerMultiple: null, endedAt: null },
      },
    ]);
  });

  it('names no post before the first sync', () => {
    expect(exampleMessage(null, context)).toMatchObject({ posts: [], newCount: 0, windowDays: 0 });
  });
});
