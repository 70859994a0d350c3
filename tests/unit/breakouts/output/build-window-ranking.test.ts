import { describe, expect, it } from 'vitest';
import {
  buildWindowRanking,
  figuresOf,
} from '../../../../utils/breakouts/output/build-window-ranking.ts';
import type { ListName } from '../../../../utils/breakouts/output/list-names.ts';
import type { PostDetails } from '../../../../utils/breakouts/output/ranked-post.ts';
import { withDetails } from '../../../../utils/breakouts/output/ranked-rows.ts';
import {
  MAX_RAW_GAIN_ROWS,
  windowRankingSchema,
} from '../../../../utils/breakouts/output/window-ranking.ts';
import type { Classification } from '../../../../utils/breakouts/rule/classification.ts';
import { aClassification } from '../../../builders/classification.ts';
import { classifiedPosts } from '../../../builders/classified-posts.ts';
import { aPost } from '../../../builders/post.ts';
import { HOUR, NOW } from '../../../builders/time.ts';
import { aRow } from '../../../builders/window-ranking.ts';

type Input = Parameters<typeof buildWindowRanking>[0];

const unknown = (size: number) => new Float64Array(size).fill(Number.NaN);

function ranked(classifications: readonly Classification[], changes: Partial<Input> = {}) {
  const posts =
    changes.posts ?? classifications.map(({ id }) => aPost({ id, accountKey: `of ${id}` }));
  const classified = classifiedPosts(posts, classifications);
  return buildWindowRanking({
    posts,
    gains: {
      views: classified.gain,
      engagement: unknown(posts.length),
      ownDays: unknown(posts.length),
      coveredDays: unknown(posts.length),
    },
    tracked: new Float64Array(posts.length).fill(9),
    classified,
    thresholds: { multiple: 5, z: 1, minimumGain: 100 },
    windowDays: 7,
    ...changes,
  });
}

/** The ids of a list, by the order in which `ranked` was given them. */
function idsOf(
  ranking: ReturnType<typeof ranked>,
  list: ListName,
  ids: readonly string[],
): (string | undefined)[] {
  return ranking[list].map((index) => ids[ranking.rows[index] as number]);
}

const CLASSIFICATIONS = [
  aClassification({ id: 'running', state: 'still-running', gain: 3000, multiple: 6 }),
  aClassification({ id: 'resurging', state: 'resurging', gain: 4000, multiple: 8 }),
  aClassification({ id: 'hit', state: 'new-hit', gain: 5000, multiple: 9 }),
  aClassification({ id: 'usual', gain: 200 }),
  aClassification({ id: 'small account', state: 'no-baseline', reason: 'too-few-posts', gain: 10 }),
  aClassification({ id: 'larger gain', state: 'no-baseline', reason: 'too-few-posts', gain: 50 }),
  aClassification({
    id: 'new here',
    state: 'insufficient-history',
    reason: 'no-second-refresh',
    gain: null,
  }),
  aClassification({ id: 'forgotten', state: 'stale', reason: 'not-refreshed-lately', gain: 1 }),
];
const IDS = CLASSIFICATIONS.map(({ id }) => id);

describe('figuresOf', () => {
  const figures = (ownDays: number, views = 5000, engagement = 12) =>
    figuresOf(
      0,
      aClassification({ gainDays: 6.98765, multipleLowerBound: 4.56789, speedUp: 2.34567 }),
      {
        ...{ views: Float64Array.of(views), engagement: Float64Array.of(engagement) },
        ...{ ownDays: Float64Array.of(ownDays), coveredDays: unknown(1) },
      },
      7,
    );

  it('has the gains and the rounded figures of the rule', () => {
    expect(figures(Number.NaN)).toMatchObject({
      ...{ gained: 5000, gainDays: 6.988, engagementGained: 12, source: 'api' },
      ...{ historyDays: null, multipleLowerBound: 4.568, speedUp: 2.346 },
    });
    expect(figures(Number.NaN, Number.NaN, Number.NaN)).toMatchObject({
      ...{ gained: 0, engagementGained: null },
    });
  });

  it('names the days of the own history where they are fewer than the window', () => {
    expect(figures(5.12345)).toMatchObject({ source: 'own-history', historyDays: 5.123 });
    expect(figures(6.4)).toMatchObject({ source: 'own-history', historyDays: 6.4 });
    expect(figures(6.5)).toMatchObject({ source: 'own-history', historyDays: null });
  });
});

describe('buildWindowRanking', () => {
  it('puts each post on the list of its state, in the order of the rule', () => {
    const ranking = ranked(CLASSIFICATIONS);
    expect(idsOf(ranking, 'breakouts', IDS)).toEqual(['hit', 'resurging']);
    expect(idsOf(ranking, 'stillStrong', IDS)).toEqual(['running']);
    expect(idsOf(ranking, 'withoutBaseline', IDS)).toEqual(['larger gain', 'small account']);
  });

  it('lists every breakout without a limit', () => {
    const many = Array.from({ length: 700 }, (_, index) =>
      aClassification({ id: `p${index}`, state: 'new-hit' }),
    );
    expect(ranked(many).breakouts).toHaveLength(700);
  });

  it('limits the lists that would contain nearly every post', () => {
    const many = Array.from({ length: MAX_RAW_GAIN_ROWS + 5 }, (_, index) =>
      aClassification({
        id: `p${index}`,
        state: 'no-baseline',
        reason: 'too-few-posts',
        gain: index + 1,
      }),
    );
    const ranking = ranked(many);
    expect([ranking.topMovers.length, ranking.withoutBaseline.length]).toEqual([
      MAX_RAW_GAIN_ROWS,
      MAX_RAW_GAIN_ROWS,
    ]);
  });

  it('stores each post once, even when several lists show it', () => {
    const ranking = ranked(CLASSIFICATIONS);
    expect(new Set(ranking.rows).size).toBe(ranking.rows.length);
    expect(ranking.topMovers[0]).toBe(ranking.breakouts[0]);
  });

  it('sorts top movers by views and by engagement separately', () => {
    const gains = {
      views: Float64Array.from([5, 9]),
      engagement: Float64Array.from([8, 2]),
      ownDays: unknown(2),
      coveredDays: unknown(2),
    };
    const ranking = ranked([aClassification({ id: 'liked' }), aClassification({ id: 'viewed' })], {
      gains,
    });
    expect(idsOf(ranking, 'topMovers', ['liked', 'viewed'])).toEqual(['viewed', 'liked']);
    expect(idsOf(ranking, 'topEngagement', ['liked', 'viewed'])).toEqual(['liked', 'viewed']);
  });

  it('lists the three highest multiples below the threshold with enough gain', () => {
    const ids = ['a', 'b', 'c', 'd', 'over', 'tiny', 'unknown'];
    const multiples = [1.2, 4.9, 3, 2, 6, 4, null];
    const gains = [500, 500, 500, 500, 500, 20, 500];
    const ranking = ranked(
      ids.map((id, index) =>
        aClassification({ id, multiple: multiples[index] ?? null, gain: gains[index] ?? 0 }),
      ),
    );
    expect(idsOf(ranking, 'nearest', ids)).toEqual(['b', 'c', 'd']);
  });

  it('counts compared posts, and the others by reason', () => {
    expect(ranked(CLASSIFICATIONS).comparison).toEqual({
      total: 8,
      compared: 4,
      excluded: { 'too-few-posts': 2, 'no-second-refresh': 1, 'not-refreshed-lately': 1 },
      accountsWithoutBaseline: 2,
      comparableFrom: (aPost().lastRefreshedAt ?? 0) + 24 * HOUR,
    });
  });

  it('counts the true reason where the account tells it, and promises those posts nothing', () => {
    const { comparison } = ranked(CLASSIFICATIONS, { missingReasonOf: () => 'account-paused' });
    expect(comparison.excluded).toEqual({ 'account-paused': 4 });
    expect(comparison.comparableFrom).toBeNull();
  });

  it('lists breakouts of the look-back window that have ended', () => {
    const flagged = [
      { id: 'hit', kind: 'new-hit', firstFlaggedAt: NOW - 5 * HOUR, endedAt: null },
      { id: 'usual', kind: 'new-hit', firstFlaggedAt: NOW - 9 * HOUR, endedAt: NOW - HOUR },
    ] as const;
    expect(idsOf(ranked(CLASSIFICATIONS, { flagged }), 'ended', IDS)).toEqual(['usual']);
  });

  it('orders posts without a baseline by gain, unknown gains last, then by id', () => {
    const ids = ['b', 'a', 'unknown', 'lost', 'large'];
    const gains = [50, 50, null, -0.5, 900];
    const ranking = ranked(
      ids.map((id, index) =>
        aClassification({
          ...{ id, state: 'no-baseline', reason: 'too-few-posts', gain: gains[index] ?? null },
        }),
      ),
    );
    expect(idsOf(ranking, 'withoutBaseline', ids)).toEqual([
      ...['large', 'a', 'b', 'lost', 'unknown'],
    ]);
  });

  it('lists as nearest ordinary posts from the minimum gain on, of equal ones the first', () => {
    const ids = ['first', 'second', 'least', 'less', 'at threshold', 'running'];
    const multiples = [3, 3, 4, 4, 5, 4];
    const gains = [500, 500, 100, 99, 500, 500];
    const ranking = ranked(
      ids.map((id, index) =>
        aClassification({
          ...{ id, multiple: multiples[index] ?? null, gain: gains[index] ?? null },
          state: id === 'running' ? 'still-running' : 'ordinary',
        }),
      ),
    );
    expect(idsOf(ranking, 'nearest', ids)).toEqual(['least', 'first', 'second']);
  });

  it('puts a risen account into one row, with its posts and its rounded multiple', () => {
    const posts = ['a', 'b', 'c'].map((id) =>
      aPost({ id, accountKey: 'key', accountName: 'someone', platform: 'tiktok' }),
    );
    const classified = {
      ...classifiedPosts(posts),
      risenAccounts: [{ multiple: 4.123456, rows: [2, 0] }],
    };
    const { accountRises, rows } = ranked(
      posts.map(({ id }) => aClassification({ id })),
      { posts, classified },
    );
    expect(accountRises).toMatchObject([
      { accountKey: 'key', accountName: 'someone', platform: 'tiktok', multiple: 4.123 },
    ]);
    expect(accountRises[0]?.posts.map((index) => rows[index])).toEqual([2, 0]);
    expect(accountRises[0]?.postCount).toBe(2);
  });

  it('says how many days the own history covers at most', () => {
    const covered = (...days: readonly number[]) =>
      ranked(
        days.map((_, row) => aClassification({ id: `${row}` })),
        {
          gains: {
            ...{ views: unknown(days.length), engagement: unknown(days.length) },
            ...{ ownDays: unknown(days.length), coveredDays: Float64Array.from(days) },
          },
        },
      ).historyDays;
    expect(covered(Number.NaN, 2, 5.12345, 3, Number.NaN)).toBe(5.123);
    expect(covered(0)).toBe(0);
    expect(covered(Number.NaN)).toBeNull();
  });

  it('rounds computed numbers to four digits', () => {
    const [figures] = ranked([
      aClassification({ id: 'hit', state: 'new-hit', expected: 1234.5678, multiple: 8.123456 }),
    ]).figures;
    expect(figures).toMatchObject({ expected: 1235, multiple: 8.123 });
  });

  it('matches the stored schema once details are attached', () => {
    const ranking = withDetails(
      ranked(CLASSIFICATIONS),
      (row): PostDetails => aRow({ id: IDS[row] as string }),
    );
    expect(windowRankingSchema.parse(ranking)).toEqual(ranking);
    expect(ranking.posts[ranking.breakouts[0] as number]).toMatchObject({
      id: 'hit',
      multiple: 9,
      gained: 5000,
    });
  });
});
