import type { RankedPost } from '../../../utils/breakouts/output/ranked-post.ts';
import { aProblem } from '../../builders/problem.ts';
import { aSyncStatus } from '../../builders/sync-status.ts';
import { DAY, HOUR, MINUTE } from '../../builders/time.ts';
import { aBreakoutRow, aRow, aWindowRanking } from '../../builders/window-ranking.ts';
import { aFixture, type PopupFixture } from './popup-fixture.ts';

/**
 * The moment at which the fixtures are looked at, ms since epoch: the pages' clock is set to it.
 */
export const FIXTURE_NOW = Date.UTC(2026, 10, 23, 13, 20);

const CAPTIONS = [
  '今日の朝ごはん:納豆と味噌汁。レシピは概要欄で',
  null,
  'POV: you pack for a month in one bag!',
  'Three ways to bake bread without an oven ✨',
  'Why I learn a song in a day 😅',
  '<b>not bold</b> & <img src=x onerror="alert(1)"> "quoted"',
  'Why I run ten kilometres before breakfast (it worked), and why you should too, even when it ' +
    'rains and the dog is asleep',
  'تحدي الطبخ في خمس دقائق',
  'How to cook for twelve on two rings',
  'Morning routine ☀️🏃‍♀️ #fyp',
] as const;
const ACCOUNTS = [
  'oskar.outdoors',
  'quiet.daily',
  'oskar.cooks',
  'bread.daily',
  'tiny.cooks',
  'studio.daily',
] as const;

/** A row like many: account, caption, age and figures vary with its number. */
export function aTypicalRow(number: number, changes: Partial<RankedPost> = {}): RankedPost {
  const multiple = Math.max(5, 114 / (1 + number * 0.9));
  const expected = [1_030, 958, 631, 36_300, 5_600, 14_100][number % 6] as number;
  const account = ACCOUNTS[number % ACCOUNTS.length] as string;
  return aBreakoutRow({
    id: `post-${number}`,
    accountKey: `account-${number % ACCOUNTS.length}`,
    accountName: account,
    creatorName: ['Oskar', 'Quiet Studio', 'Oskar', 'Nike', 'Nike', 'Quiet Studio'][
      number % 6
    ] as string,
    category: number % 2 === 0 ? 'Food' : 'Outdoors',
    platform: number % 3 === 0 ? 'instagram' : 'tiktok',
    caption: CAPTIONS[number % CAPTIONS.length] as string | null,
    url: `https://www.instagram.com/p/post-${number}/`,
    coverUrl: `https://covers.example/${number}.jpg`,
    createdAt: FIXTURE_NOW - (1 + ((number * 5) % 17)) * DAY - HOUR,
    flaggedAt: FIXTURE_NOW - (5 + number) * HOUR,
    multiple,
    expected,
    gained: Math.round(expected * multiple),
    engagementGained: Math.round((expected * multiple) / 13),
    views: Math.round(expected * multiple * 1.4),
    multipleLowerBound: multiple * 0.54,
    baselinePosts: 23,
    lowEngagement: number % 9 === 8,
    series: {
      hours: Array.from({ length: 15 }, (_, day) => day * 24),
      views: Array.from({ length: 15 }, (_, day) =>
        Math.round(
          expected * 0.2 * day + (day > 9 ? (day - 9) ** 2 * expected * multiple * 0.03 : 0),
        ),
      ),
    },
    ...changes,
  });
}

const breakouts = Array.from({ length: 13 }, (_, number) => aTypicalRow(number));
const stillStrong = Array.from({ length: 20 }, (_, number) =>
  aTypicalRow(number, {
    id: `strong-${number}`,
    state: 'still-running',
    flaggedAt: null,
    speedUp: null,
  }),
);
const topMovers = [...breakouts, ...stillStrong].sort((a, b) => b.gained - a.gained);
const comparison = {
  total: 1000,
  compared: 856,
  excluded: { 'too-few-posts': 80, 'no-second-refresh': 40, 'not-refreshed-lately': 24 },
  accountsWithoutBaseline: 12,
  comparableFrom: null,
};

/** Thirteen breakouts, of which the first three are new. */
const FULL_RANKING = aWindowRanking(
  { breakouts, stillStrong, topMovers, topEngagement: topMovers, nearest: [] },
  { comparison },
);
const seen = Object.fromEntries(
  breakouts.slice(3).map(({ id }) => [id, { seenAt: FIXTURE_NOW - DAY }]),
);
const marks = { posts: seen, accounts: {}, creators: {}, undo: [] };
const head = {
  completedAt: FIXTURE_NOW - 4 * MINUTE,
  rankedAt: FIXTURE_NOW - 4 * MINUTE,
  newestRefreshAt: FIXTURE_NOW - 15 * MINUTE,
  lookingSince: FIXTURE_NOW - 30 * DAY,
  clockOffsetMs: 0,
  accounts: 40,
};
const status = aSyncStatus({
  lastSuccessAt: FIXTURE_NOW - 4 * MINUTE,
  lastAttemptAt: FIXTURE_NOW - 4 * MINUTE,
});

/** A full list, with changes to what pages read. */
export function fullFixture(
  changes: Parameters<typeof aFixture>[1] = {},
  headChanges: Parameters<typeof aFixture>[2] = {},
) {
  const other = (days: number, count: number) =>
    aWindowRanking({ breakouts: breakouts.slice(0, count) }, { comparison, windowDays: days });
  return aFixture(
    [FULL_RANKING, other(1, 4), other(14, 11), other(30, 9)],
    { status, marks, ...changes },
    { ...head, ...headChanges },
  );
}

const nearest = [4.2, 3.9, 3.1].map((multiple, number) =>
  aRow({
    ...aTypicalRow(number),
    id: `near-${number}`,
    multiple,
    state: 'ordinary',
    flaggedAt: null,
  }),
);
const noKey = { keyOwner: null, status: aSyncStatus({ lastAttemptAt: null, lastSuccessAt: null }) };

/** Every state of the popup, by name. */
export const POPUP_STATES: Readonly<Record<string, PopupFixture>> = {
  full: fullFixture(),
  'no key': aFixture([], noKey),
  'first update': aFixture([], {
    status: aSyncStatus({
      progress: { pages: 8, pagesExpected: 50, posts: 1600, accounts: 40 },
      lastAttemptAt: FIXTURE_NOW - MINUTE,
      lastSuccessAt: null,
    }),
  }),
  'first rows': fullFixture(
    {
      status: aSyncStatus({
        progress: { pages: 8, pagesExpected: 50, posts: 1600, accounts: 40 },
        lastAttemptAt: FIXTURE_NOW - MINUTE,
        lastSuccessAt: null,
      }),
    },
    { isPartial: true, completedAt: FIXTURE_NOW - 10_000, posts: 1000 },
  ),
  'rejected key before the first update': aFixture([], {
    status: aSyncStatus({ problem: aProblem({ kind: 'unauthorized' }), lastSuccessAt: null }),
  }),
  'nothing breaking out': aFixture(
    [aWindowRanking({ nearest, topMovers, topEngagement: topMovers }, { comparison })],
    { status },
    head,
  ),
  'cannot compare yet': aFixture(
    [
      aWindowRanking(
        {},
        {
          comparison: {
            ...comparison,
            compared: 0,
            excluded: { 'no-second-refresh': 1000 },
            comparableFrom: FIXTURE_NOW + 20 * HOUR,
          },
        },
      ),
    ],
    { status },
    head,
  ),
  'no posts': aFixture(
    [aWindowRanking({}, { comparison: { ...comparison, total: 0, compared: 0, excluded: {} } })],
    { status },
    head,
  ),
  'all muted': fullFixture({
    marks: {
      ...marks,
      accounts: Object.fromEntries(
        ACCOUNTS.map((accountName, index) => [
          `account-${index}`,
          { at: FIXTURE_NOW - HOUR, accountName, platform: 'instagram' },
        ]),
      ),
    },
  }),
  'rejected key': fullFixture({
    status: { ...status, problem: aProblem({ kind: 'unauthorized', requestId: 'req_7f3a' }) },
  }),
  waiting: fullFixture({
    status: { ...status, pause: { until: FIXTURE_NOW + 12 * MINUTE, reason: 'rate-budget' } },
  }),
  unavailable: fullFixture({
    status: {
      ...status,
      problem: aProblem({
        kind: 'unavailable',
        status: 503,
        code: 'SERVICE_UNAVAILABLE',
        requestId: 'req_7f3a',
      }),
      pause: { until: FIXTURE_NOW + 45 * MINUTE, reason: 'back-off' },
    },
  }),
  offline: fullFixture({ status: { ...status, problem: aProblem({ kind: 'offline' }) } }),
  updating: fullFixture({
    status: { ...status, progress: { pages: 3, pagesExpected: 5, posts: 600, accounts: 40 } },
  }),
  'old data': fullFixture(
    { status: { ...status, lastSuccessAt: FIXTURE_NOW - 3 * DAY } },
    { completedAt: FIXTURE_NOW - 3 * DAY, newestRefreshAt: FIXTURE_NOW - 3 * DAY },
  ),
};
