import { describe, expect, it } from 'vitest';
import { rankingNews } from '../../../entrypoints/background/ranking-news.ts';
import type { FlaggedPost } from '../../../utils/breakouts/model/flagged-post.ts';
import type { PublicationHead } from '../../../utils/state/publication-head.ts';
import { alertFlag } from '../../builders/alert-news.ts';
import { aPost } from '../../builders/post.ts';
import { rankedRows } from '../../builders/ranked-rows.ts';
import { NOW } from '../../builders/time.ts';
import { aPublicationHead, aRow } from '../../builders/window-ranking.ts';

const LIBRARY = ['a', 'b', 'c'];

/** The news of a ranking of three posts, of which the first is a breakout. */
const newsAfter = (
  formerFlags: readonly FlaggedPost[],
  former: PublicationHead | null = aPublicationHead(),
  isOtherRule = false,
) =>
  rankingNews({
    ranking: rankedRows({ breakouts: [0] }, { windowDays: 14 }),
    posts: LIBRARY.map((id) => aPost({ id })),
    detailsOf: (row) => ({ ...aRow({ endedAt: NOW }), id: LIBRARY[row] as string }),
    ...{ former, formerFlags, isOtherRule, flags: [alertFlag('a')] },
  });

describe('rankingNews', () => {
  it('has the breakouts with their details, the flags and the window', () => {
    const news = newsAfter([alertFlag('b')]);
    expect(news.breakouts.map(({ id }) => id)).toEqual(['a']);
    expect(news).toMatchObject({
      ...{ formerFlags: [alertFlag('b')], flags: [alertFlag('a')], windowDays: 14 },
    });
  });

  it('has what has ended, also posts that are not listed any more', () => {
    const before = ['a', 'b', 'gone'].map(alertFlag);
    const over = { ...alertFlag('c'), endedAt: NOW };
    expect(newsAfter([...before, over]).ended.map(({ id, endedAt }) => [id, endedAt])).toEqual([
      ['b', NOW],
      ['gone', 0],
    ]);
  });

  it.each([
    ['there was none', null, true],
    ['the one before had a part of the posts', aPublicationHead({ isPartial: true }), true],
    ['there was one', aPublicationHead(), false],
  ])('is the first where %s', (_, former, isFirst) => {
    expect(newsAfter([], former)).toMatchObject({ isFirst, isOtherRule: false });
  });

  it('is by another rule only where it is not the first', () => {
    expect(newsAfter([], aPublicationHead(), true).isOtherRule).toBe(true);
    expect(newsAfter([], null, true).isOtherRule).toBe(false);
  });
});
