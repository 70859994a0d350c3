import { describe, expect, it } from 'vitest';
import type { ListName } from '../../../utils/breakouts/output/list-names.ts';
import type { RankedPost } from '../../../utils/breakouts/output/ranked-post.ts';
import type { FirstRanking } from '../../../utils/state/first-ranking.ts';
import { firstRankingSchema } from '../../../utils/state/first-ranking.ts';
import { firstRankings, fitFirstRanking } from '../../../utils/state/fit-first-ranking.ts';
import { aBreakoutRow, aRow, aWindowRanking } from '../../builders/window-ranking.ts';

const SERIES = { hours: [0, 24], views: [1, 2] };
const rows = (count: number, name: string) =>
  Array.from({ length: count }, (_, index) => aRow({ id: `${name} ${index}`, series: SERIES }));
const RISE = [
  aBreakoutRow({ id: 'rise 0', accountKey: 'up' }),
  aBreakoutRow({ id: 'rise 1', accountKey: 'up' }),
];
const BREAKOUTS = rows(2000, 'breakout');
const complete = () => {
  const ranking = aWindowRanking({
    breakouts: BREAKOUTS,
    topMovers: [BREAKOUTS[1] as RankedPost, ...rows(40, 'mover')],
  });
  const posts = [...ranking.posts, ...RISE];
  const rise = { accountKey: 'up', accountName: 'up', platform: null, multiple: 5, postCount: 2 };
  return {
    ...ranking,
    posts,
    accountRises: [{ ...rise, posts: [posts.length - 2, posts.length - 1] }],
  };
};

const idsOf = ({ ranking }: FirstRanking, list: ListName) =>
  ranking[list].map((index) => (ranking.posts[index] as RankedPost).id);
const steps = () => [...firstRankings(4, complete())];

describe('firstRankings', () => {
  it('starts with the first rows of each list and contains each post once', () => {
    const [first] = steps() as [FirstRanking];
    expect(idsOf(first, 'breakouts')).toEqual(BREAKOUTS.slice(0, 30).map(({ id }) => id));
    expect(idsOf(first, 'topMovers').slice(0, 2)).toEqual(['breakout 1', 'mover 0']);
    expect(new Set(first.ranking.posts.map(({ id }) => id)).size).toBe(first.ranking.posts.length);
    expect(first.ranking.posts[first.ranking.accountRises[0]?.posts[1] as number]?.id).toBe(
      'rise 1',
    );
  });

  it('keeps the lengths of the lists and every breakout for counting', () => {
    const [first] = steps() as [FirstRanking];
    expect(first.lengths).toMatchObject({ breakouts: 2000, topMovers: 41, ended: 0 });
    expect(first.breakouts).toHaveLength(2002);
    expect(first.breakouts[0]).toMatchObject({ id: 'breakout 0', isPartOfRise: false });
    expect(first.breakouts.at(-1)).toEqual({
      id: 'rise 1',
      accountKey: 'up',
      creatorName: null,
      isPartOfRise: true,
    });
  });

  it('drops sparklines first, then rows, then breakouts for counting', () => {
    const [all, plain, short, few, none] = steps() as FirstRanking[];
    expect(all?.ranking.posts[0]?.series).toEqual(SERIES);
    expect(plain?.ranking.posts.map(({ series }) => series)).toEqual(
      plain?.ranking.posts.map(() => null),
    );
    expect([plain?.ranking.breakouts.length, short?.ranking.breakouts.length]).toEqual([30, 10]);
    expect([short?.breakouts.length, few?.breakouts.length]).toEqual([2002, 1000]);
    expect([none?.ranking.posts, none?.lengths.breakouts]).toEqual([[], 2000]);
  });

  it('matches the stored schema at every step', () => {
    for (const step of steps()) expect(firstRankingSchema.parse(step)).toEqual(step);
  });
});

describe('fitFirstRanking', () => {
  const size = (ranking: FirstRanking) => new TextEncoder().encode(JSON.stringify(ranking)).length;

  it('returns the first step that fits', () => {
    for (const step of steps()) expect(fitFirstRanking(4, complete(), size(step))).toEqual(step);
    expect(fitFirstRanking(4, complete(), size(steps()[1] as FirstRanking) - 1)).toEqual(
      steps()[2],
    );
  });

  it('counts bytes, not characters', () => {
    const japanese = aWindowRanking({
      breakouts: [aRow({ caption: '動画'.repeat(150), series: SERIES })],
    });
    const fitted = fitFirstRanking(1, japanese, JSON.stringify(japanese).length + 300);
    expect(fitted.ranking.posts).toEqual([]);
  });

  it('returns the smallest step when nothing fits', () => {
    expect(fitFirstRanking(4, complete(), 0)).toEqual(steps().at(-1));
  });
});
