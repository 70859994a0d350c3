import { describe, expect, it } from 'vitest';
import { lifetimeStatsOf } from '../../../utils/breakouts/baseline/lifetime-stats.ts';
import type { DeltasByPost, DeltasByWindow } from '../../../utils/breakouts/model/delta.ts';
import type { FlaggedPost } from '../../../utils/breakouts/model/flagged-post.ts';
import { decisiveMultiple } from '../../../utils/breakouts/model/headline-multiple.ts';
import { windowsToRank } from '../../../utils/breakouts/model/lookback-window.ts';
import { rankLibrary } from '../../../utils/breakouts/output/rank-library.ts';
import type { PostFigures } from '../../../utils/breakouts/output/ranked-post.ts';
import type { RankedRows } from '../../../utils/breakouts/output/ranked-rows.ts';
import { emptyColumns } from '../../../utils/post-table/empty-columns.ts';
import {
  CLASSIFICATION_REASONS,
  type PostColumns,
  ROW_FLAGS,
} from '../../../utils/post-table/post-columns.ts';
import { type RankedBy, rankColumns, setFigures } from '../../../utils/post-table/rank-columns.ts';
import { rowStateOf } from '../../../utils/post-table/row-state.ts';
import { sortRows } from '../../../utils/post-table/sort-rows.ts';
import { aPost } from '../../builders/post.ts';
import { DAY, HOUR, NOW } from '../../builders/time.ts';
import { aRow } from '../../builders/window-ranking.ts';
import { type Poll, pollWorld } from '../../simulation/poll.ts';
import { BASE_WORLD, simulatedWorld } from '../../simulation/world.ts';

const LOOKBACK_DAYS = 7;
const CLOCK_OFFSET_MS = 5 * HOUR;

/** An account that is paused: some of its posts are not compared for that reason. */
const PROFILE = {
  ...{ platform: 'tiktok', username: null, creatorName: null, category: null, tags: [] },
  ...{ followerCount: null, isActive: false, isUnavailable: false },
  ...{ postLookbackDays: null, maxRecentPosts: null },
};

const isTrackedAlone = (row: number) => row % 2 === 0;

/** Publishes a poll as the background does. @returns the rankings, and what they came from */
function published(poll: Poll, before: readonly FlaggedPost[], rankedAt: number) {
  const { posts, deltas } = poll;
  const rankings: RankedRows[] = [];
  let flagged: readonly FlaggedPost[] = [];
  for (const ranked of rankLibrary({
    ...{ posts, deltas, lookbackDays: LOOKBACK_DAYS, sensitivity: 'balanced' as const },
    lifetimes: lifetimeStatsOf(posts),
    accountOf: (row) => (isTrackedAlone(row) ? null : PROFILE),
    memory: { flagged: before, seen: {}, now: rankedAt },
    now: rankedAt + CLOCK_OFFSET_MS,
  })) {
    rankings.push(ranked.ranking);
    if (ranked.ranking.windowDays === LOOKBACK_DAYS) flagged = ranked.flagged;
  }
  const by: RankedBy = {
    ...{ generation: 1, rankedAt, clockOffsetMs: CLOCK_OFFSET_MS, lookbackDays: LOOKBACK_DAYS },
    ...{ sensitivity: 'balanced', flagged },
  };
  return { rankings, by };
}

function columnsOf({ posts, deltas }: Poll, by: RankedBy, windowDays: number): PostColumns {
  return rankColumns({ posts, deltas, by, windowDays, profileOf: () => PROFILE, isTrackedAlone })
    .columns;
}

/** The breakouts and risen posts of the first ranking gain less, so that some of them end. */
function aDayLater(poll: Poll, flagged: readonly FlaggedPost[]): Poll {
  const factors = new Map(flagged.map(({ id }, index) => [id, 0.3 + ((index * 7) % 10) / 10]));
  const weaker = (gains: DeltasByWindow, factor: number): DeltasByWindow =>
    Object.fromEntries(
      Object.entries(gains).map(([days, gained]) => [
        days,
        { ...gained, views: gained.views === null ? null : Math.round(gained.views * factor) },
      ]),
    );
  const deltas: DeltasByPost = new Map(
    [...poll.deltas].map(([id, gains]) => [id, weaker(gains, factors.get(id) ?? 1)]),
  );
  return { ...poll, deltas };
}

const WORLDS = [1, 2].map((seed) =>
  pollWorld(
    simulatedWorld(seed, { ...BASE_WORLD, lift: { accounts: 4, factor: 6, days: 7 } }),
    windowsToRank(LOOKBACK_DAYS),
  ),
);

/** The same worlds as first published, and again when some breakouts have weakened. */
const PUBLICATIONS = WORLDS.flatMap((poll) => {
  const first = published(poll, [], NOW);
  const later = aDayLater(poll, first.by.flagged);
  return [
    { poll, ...first },
    { poll: later, ...published(later, first.by.flagged, NOW + DAY) },
  ];
});

/** Ranks the library again as the full view does. @returns the columns of each ranking */
function tablesOf({ poll, by, rankings }: (typeof PUBLICATIONS)[number]) {
  return rankings.map((ranking) => ({
    ranking,
    columns: columnsOf(poll, by, ranking.windowDays),
  }));
}

describe('rankColumns', () => {
  it('finds the breakouts of the published rankings, in their order', () => {
    let breakouts = 0;
    for (const publication of PUBLICATIONS) {
      for (const { ranking, columns } of tablesOf(publication)) {
        const inOrder = [
          ...sortRows(
            columns,
            Uint32Array.from(columns.ids.keys()),
            { column: 'multiple', direction: 'descending' },
            'en',
          ),
        ];
        const withState = (...states: readonly string[]) =>
          inOrder.filter((row) => states.includes(rowStateOf(columns, row)));
        const rowsOf = (list: readonly number[]) => list.map((index) => ranking.rows[index]);
        expect(withState('new-hit', 'resurging')).toEqual(rowsOf(ranking.breakouts));
        expect(withState('still-running')).toEqual(
          rowsOf(ranking.stillStrong).filter(
            (row) => columns.reasons[row as number] !== reason('account-rise'),
          ),
        );
        expect(new Set(withState('account-rise'))).toEqual(
          new Set(ranking.accountRises.flatMap(({ posts }) => rowsOf(posts))),
        );
        breakouts += ranking.breakouts.length;
      }
    }
    expect(breakouts).toBeGreaterThan(50);
  });

  it('has risen accounts and ended breakouts to agree on', () => {
    const rankings = PUBLICATIONS.flatMap((publication) => publication.rankings);
    expect(rankings.some(({ accountRises }) => accountRises.length > 0)).toBe(true);
    expect(rankings.some(({ ended }) => ended.length > 0)).toBe(true);
  });

  it('says of the look-back window which breakouts have ended', () => {
    for (const { poll, by, rankings } of PUBLICATIONS) {
      for (const ranking of rankings) {
        if (ranking.windowDays !== LOOKBACK_DAYS) continue;
        const columns = columnsOf(poll, by, LOOKBACK_DAYS);
        const ended = [...columns.endedAt.keys()].filter(
          (row) => !Number.isNaN(columns.endedAt[row]),
        );
        const listed = ranking.ended.map((index) => ranking.rows[index] as number);
        expect(ended).toEqual([...listed].sort((a, b) => a - b));
      }
    }
  });

  it('has the figures of the published rows', () => {
    for (const publication of PUBLICATIONS) {
      for (const {
        ranking: { rows, figures },
        columns,
      } of tablesOf(publication)) {
        const shown = rows.map((row) => [
          ...[columns.gained[row], columns.expected[row], columns.multiple[row]],
          ...[columns.usualCount[row], columns.engagementGained[row], columns.gainDays[row]],
        ]);
        const nan = (value: number | null) => value ?? Number.NaN;
        expect(shown).toEqual(
          figures.map((figure) => [
            ...[figure.gained, nan(figure.expected), nan(decisiveMultiple(figure))],
            ...[figure.usualCount, figure.engagementGained, figure.gainDays].map(nan),
          ]),
        );
      }
    }
  });

  it('counts the compared posts, and the others by reason, as the publication does', () => {
    for (const publication of PUBLICATIONS) {
      for (const {
        ranking: { comparison },
        columns: { reasons },
      } of tablesOf(publication)) {
        const counts: Record<string, number> = {};
        for (const code of reasons) {
          const name = CLASSIFICATION_REASONS[code] as string;
          counts[name] = (counts[name] ?? 0) + 1;
        }
        expect(counts).toMatchObject(comparison.excluded);
        expect(reasons).toHaveLength(comparison.total);
      }
    }
  });

  it('ranks every post by its multiple, and those without figures by their ids', () => {
    for (const publication of PUBLICATIONS) {
      for (const { columns } of tablesOf(publication)) {
        const rows = [...columns.ids.keys()].sort(
          (a, b) => (columns.ruleRank[a] as number) - (columns.ruleRank[b] as number),
        );
        const multiples = rows.map((row) => columns.multiple[row] as number);
        const known = multiples.filter((multiple) => !Number.isNaN(multiple));
        expect(multiples.slice(0, known.length)).toEqual(known.toSorted((a, b) => b - a));
      }
    }
    const { columns } = rankColumns({
      posts: ['b', 'd', 'a', 'c'].map((id) => aPost({ id })),
      ...{ deltas: new Map(), windowDays: 7, by: published(WORLDS[0] as Poll, [], NOW).by },
      ...{ profileOf: () => null, isTrackedAlone },
    });
    expect([...columns.ruleRank]).toEqual([1, 3, 0, 2]);
  });

  it('knows the accounts of posts, each once, with their profiles', () => {
    const posts = [
      aPost({ id: 'a', accountKey: 'x', accountName: 'xena' }),
      aPost({ id: 'b', accountKey: null, accountName: null }),
      aPost({ id: 'c', accountKey: 'x', accountName: 'xena' }),
    ];
    const profile = {
      ...{ ...PROFILE, creatorName: 'Xena', category: 'Heroes', tags: ['sci-fi'] },
      followerCount: 5000,
    };
    const { columns } = rankColumns({
      ...{ posts, deltas: new Map(), windowDays: 7, by: published(WORLDS[0] as Poll, [], NOW).by },
      profileOf: (key) => (key === 'x' ? profile : null),
      isTrackedAlone,
    });
    expect([...columns.accountOf]).toEqual([0, 1, 0]);
    expect(columns.accounts[0]).toMatchObject({
      creatorName: 'Xena',
      category: 'Heroes',
      tags: ['sci-fi'],
      profile,
    });
    expect(columns.accounts[1]).toMatchObject({ accountKey: null, profile: null });
    expect([...columns.followers]).toEqual([5000, Number.NaN, 5000]);
  });

  it('has the facts of each post', () => {
    const posts = [
      aPost({
        ...{ id: 'a', mediaType: 'video', views: 1000, likes: 90, comments: 8, shares: 2 },
        ...{ saves: 7, createdAt: NOW - DAY, firstRefreshedAt: NOW - HOUR, lastRefreshedAt: NOW },
      }),
      aPost({ id: 'b', mediaType: 'image', views: 1000, likes: null, saves: 0 }),
      aPost({ id: 'c', mediaType: 'video', views: 50, likes: 5, comments: null, shares: null }),
    ];
    const { columns } = rankColumns({
      ...{ posts, deltas: new Map(), windowDays: 7, by: published(WORLDS[0] as Poll, [], NOW).by },
      ...{ profileOf: () => null, isTrackedAlone },
    });
    const typeOf = (row: number) => columns.mediaTypes[columns.mediaTypeOf[row] as number];
    expect([0, 1, 2].map(typeOf)).toEqual(['video', 'image', 'video']);
    expect([...columns.engagementRate]).toEqual([0.1, Number.NaN, 0.1]);
    expect([...columns.likes]).toEqual([90, Number.NaN, 5]);
    expect([...columns.saves]).toEqual([7, 0, Number.NaN]);
    const { createdAt, firstRefreshedAt, lastRefreshedAt, comments, shares, views } = columns;
    expect(
      [createdAt, firstRefreshedAt, lastRefreshedAt, comments, shares, views].map(
        ([first]) => first,
      ),
    ).toEqual([NOW - DAY, NOW - HOUR, NOW, 8, 2, 1000]);
  });

  it('says since when each post is a breakout, and of another window not whether it ended', () => {
    for (const publication of PUBLICATIONS) {
      const since = new Map(
        publication.by.flagged.map(({ id, firstFlaggedAt }) => [id, firstFlaggedAt]),
      );
      for (const { ranking, columns } of tablesOf(publication)) {
        expect([...columns.firstFlaggedAt]).toEqual(
          columns.ids.map((id) => since.get(id) ?? Number.NaN),
        );
        if (ranking.windowDays !== LOOKBACK_DAYS)
          expect(columns.endedAt.every(Number.isNaN)).toBe(true);
      }
    }
  });

  it('leaves unknown numbers unknown', () => {
    const posts = [
      aPost({ views: null, likes: null, createdAt: null, lastRefreshedAt: NOW - HOUR }),
      aPost({ id: 'no-views', views: 0 }),
    ];
    const by = published(WORLDS[0] as Poll, [], NOW).by;
    const { columns } = rankColumns({
      ...{ posts, deltas: new Map(), windowDays: 7, by, profileOf: () => null, isTrackedAlone },
    });
    const { views, likes, gained, engagementRate, createdAt, followers } = columns;
    for (const column of [views, likes, gained, engagementRate, createdAt, followers])
      expect(column[0]).toBeNaN();
    expect(engagementRate[1]).toBeNaN();
    expect(rowStateOf(columns, 0)).toBe('insufficient-history');
    expect(CLASSIFICATION_REASONS[columns.reasons[0] as number]).toBe('no-count');
  });
});

describe('setFigures', () => {
  const figures = aRow({
    ...{ gained: 500, gainDays: 6, expected: 100, usualCount: 900, multiple: 5 },
    ...{ lifetimeMultiple: 1.5, multipleLowerBound: 3, engagementGained: 40 },
  });
  function rowOf(changes: Partial<PostFigures>) {
    const facts = { windowDays: 7, generation: 1, isComplete: false, ids: ['a'] };
    const columns = emptyColumns(1, { ...facts, accounts: [], mediaTypes: [] });
    setFigures(columns, 0, { ...figures, ...changes });
    return columns;
  }

  it('sets each number of a post, and what is unknown', () => {
    const columns = rowOf({});
    const numbers = [
      ...(['gained', 'gainDays', 'expected', 'usualCount', 'multiple', 'gainMultiple'] as const),
      ...(['lifetimeMultiple', 'multipleLowerBound', 'engagementGained'] as const),
    ];
    expect(numbers.map((name) => columns[name][0])).toEqual([
      ...[500, 6, 100, 900, 5, 5, 1.5, 3, 40],
    ]);
    const none = rowOf({
      ...{ gainDays: null, expected: null, usualCount: null, multiple: null },
      ...{ lifetimeMultiple: null, multipleLowerBound: null, engagementGained: null },
    });
    for (const name of numbers.slice(1)) expect(none[name][0]).toBeNaN();
  });

  it('orders a post by the multiple that carries the verdict', () => {
    expect(rowOf({ headline: 'lifetime' }).multiple[0]).toBe(1.5);
  });

  it.each<[keyof typeof ROW_FLAGS, Partial<PostFigures>]>([
    ['lifetimeHeadline', { headline: 'lifetime' }],
    ['fewUsualViews', { fewUsualViews: true }],
    ['lowEngagement', { lowEngagement: true }],
    ['recounted', { wasRecounted: true }],
    ['ownHistory', { source: 'own-history' }],
  ])('sets the flag %s alone', (name, changes) => {
    expect(rowOf({}).flags[0]).toBe(0);
    expect(rowOf(changes).flags[0]).toBe(ROW_FLAGS[name]);
  });
});

function reason(name: (typeof CLASSIFICATION_REASONS)[number]): number {
  return CLASSIFICATION_REASONS.indexOf(name);
}
