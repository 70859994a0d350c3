import { NOT_PAUSED } from '../../utils/alerts/alert-pause.ts';
import { CHANNELS_OFF } from '../../utils/alerts/channel-state.ts';
import { LIST_NAMES, type ListName } from '../../utils/breakouts/output/list-names.ts';
import type { RankedPost } from '../../utils/breakouts/output/ranked-post.ts';
import type { WindowRanking } from '../../utils/breakouts/output/window-ranking.ts';
import { DEFAULT_SETTINGS } from '../../utils/settings/settings.ts';
import type { FirstRanking } from '../../utils/state/first-ranking.ts';
import { NO_MARKS, NO_OVERVIEW, NOT_ASKED_YET } from '../../utils/state/initial-state.ts';
import type { PageState } from '../../utils/state/page-state.ts';
import type { PublicationHead } from '../../utils/state/publication-head.ts';
import { aKeyOwner } from './key-owner.ts';
import { aSyncStatus } from './sync-status.ts';
import { DAY, HOUR, NOW } from './time.ts';

/** Creates the row of an ordinary post, ten days old. */
export function aRow(changes: Partial<RankedPost> = {}): RankedPost {
  return {
    id: 'post',
    platform: 'instagram',
    accountKey: 'account',
    accountName: 'someone',
    creatorName: null,
    category: null,
    tags: [],
    followers: null,
    caption: 'A caption',
    url: 'https://www.instagram.com/p/post/',
    coverUrl: null,
    mediaType: null,
    createdAt: NOW - 10 * DAY,
    lastRefreshedAt: NOW - 2 * HOUR,
    views: 1000,
    series: null,
    flaggedAt: null,
    endedAt: null,
    gained: 200,
    gainDays: 7,
    engagementGained: null,
    source: 'api',
    historyDays: null,
    state: 'ordinary',
    expected: 200,
    multiple: 1,
    multipleLowerBound: null,
    usualCount: null,
    lifetimeMultiple: null,
    headline: 'gain',
    fewUsualViews: false,
    baselinePosts: 20,
    speedUp: null,
    lowEngagement: false,
    wasRecounted: false,
    ...changes,
  };
}

/** Creates the row of a post with 672,670 views in a week, 8.8 times the usual. */
export function aBreakoutRow(changes: Partial<RankedPost> = {}): RankedPost {
  return aRow({
    state: 'new-hit',
    views: 700_000,
    gained: 672_670,
    expected: 76_440,
    multiple: 8.8,
    multipleLowerBound: 6.1,
    flaggedAt: NOW - 3 * HOUR,
    ...changes,
  });
}

/** Creates a ranking over 7 days with these lists; rows with the same id become one post. */
export function aWindowRanking(
  lists: Partial<Record<ListName, readonly RankedPost[]>> = {},
  changes: Partial<Omit<WindowRanking, ListName | 'posts'>> = {},
): WindowRanking {
  const posts: RankedPost[] = [];
  const indexOf = (row: RankedPost) => {
    const known = posts.findIndex(({ id }) => id === row.id);
    return known >= 0 ? known : posts.push(row) - 1;
  };
  const indexes = Object.fromEntries(
    LIST_NAMES.map((name) => [name, (lists[name] ?? []).map(indexOf)]),
  ) as unknown as Record<ListName, number[]>;
  const compared = 100;
  return {
    windowDays: 7,
    posts,
    ...indexes,
    accountRises: [],
    comparison: {
      total: compared,
      compared,
      excluded: {},
      accountsWithoutBaseline: 0,
      comparableFrom: null,
    },
    historyDays: null,
    ...changes,
  };
}

/** Creates a first ranking with every row of `ranking`. */
export function aFirstRanking(
  ranking = aWindowRanking(),
  changes: Partial<FirstRanking> = {},
): FirstRanking {
  const { posts } = ranking;
  const current = (index: number, isPartOfRise: boolean) => {
    const { id, accountKey, creatorName } = posts[index] as RankedPost;
    return { id, accountKey, creatorName, isPartOfRise };
  };
  return {
    generation: 1,
    breakouts: [
      ...ranking.breakouts.map((index) => current(index, false)),
      ...ranking.accountRises.flatMap((rise) => rise.posts.map((index) => current(index, true))),
    ],
    lengths: Object.fromEntries(
      LIST_NAMES.map((name) => [name, ranking[name].length]),
    ) as FirstRanking['lengths'],
    ranking,
    ...changes,
  };
}

/** Creates the head of a publication of half an hour ago: 100 posts on 5 accounts, no breakouts. */
export function aPublicationHead(changes: Partial<PublicationHead> = {}): PublicationHead {
  return {
    generation: 1,
    run: 'run-1',
    completedAt: NOW - HOUR / 2,
    rankedAt: NOW - HOUR / 2,
    lookingSince: NOW - 20 * DAY,
    clockOffsetMs: 0,
    lookbackDays: 7,
    windows: [1, 7, 14, 30].map((days) => ({
      days,
      breakouts: 0,
      stillStrong: 0,
      compared: 100,
      total: 100,
    })),
    platforms: [],
    corrections: [],
    posts: 100,
    accounts: 5,
    newestRefreshAt: NOW - 2 * HOUR,
    rowsWithoutId: 0,
    withoutDeltas: 0,
    ...changes,
  };
}

/** Creates the state of a page after a successful sync, without marks. */
export function aPageState(changes: Partial<PageState> = {}): PageState {
  return {
    settings: DEFAULT_SETTINGS,
    keyOwner: aKeyOwner(),
    status: aSyncStatus(),
    publication: aPublicationHead(),
    marks: NO_MARKS,
    notices: [],
    deprecation: NOT_ASKED_YET,
    savedFilters: [],
    overview: NO_OVERVIEW,
    channels: CHANNELS_OFF,
    alertPause: NOT_PAUSED,
    ...changes,
  };
}
