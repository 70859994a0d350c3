import type { Page } from 'playwright-core';
import { LIST_NAMES } from '../../../utils/breakouts/output/list-names.ts';
import {
  postDetailsSchema,
  postFiguresSchema,
  type RankedPost,
} from '../../../utils/breakouts/output/ranked-post.ts';
import type { WindowRanking } from '../../../utils/breakouts/output/window-ranking.ts';
import type { FirstRanking } from '../../../utils/state/first-ranking.ts';
import type { PageState } from '../../../utils/state/page-state.ts';
import { PUBLISHED_RECORD_VERSION } from '../../../utils/state/published-versions.ts';
import { toFirstRanking, toPageState } from '../../../utils/storage/published-page.ts';
import * as declared from '../../../utils/storage/registry.ts';
import { toEntry } from '../../../utils/storage/value-declaration.ts';
import { aSyncStatus } from '../../builders/sync-status.ts';
import { aFirstRanking, aPageState, aPublicationHead } from '../../builders/window-ranking.ts';

/**
 * The data that a page of the extension reads, written by hand, for every state of the popup
 * without a worker.
 */
export interface PopupFixture {
  readonly page: PageState;
  readonly first: FirstRanking | null;
  /** The complete rankings, by window. */
  readonly rankings: readonly WindowRanking[];
}

/** The most rows in the first frame's ranking. */
const FIRST_ROWS = 60;

/** The key of the one record that has the details of all posts. */
const DETAILS_KEY = 'fixture';

/** The status and the head of an update that ended at `time`, ms since epoch. */
export function updatedAt(time: number) {
  return {
    status: aSyncStatus({ lastSuccessAt: time, lastAttemptAt: time }),
    head: { completedAt: time, rankedAt: time, newestRefreshAt: time },
  };
}

/** A fixture with these rankings published, the first of them over the look-back window. */
export function aFixture(
  rankings: readonly WindowRanking[] = [],
  changes: Partial<PageState> = {},
  head: Partial<NonNullable<PageState['publication']>> = {},
): PopupFixture {
  const [ranking] = rankings;
  const publication =
    ranking === undefined
      ? null
      : aPublicationHead({
          lookbackDays: ranking.windowDays,
          posts: ranking.comparison.total,
          windows: [1, 7, 14, 30].map((days) => {
            const found = rankings.find(({ windowDays }) => windowDays === days);
            return {
              days,
              breakouts: (found?.breakouts.length ?? 0) + (found?.accountRises.length ?? 0),
              stillStrong: found?.stillStrong.length ?? 0,
              compared: found?.comparison.compared ?? 0,
              total: found?.comparison.total ?? 0,
            };
          }),
          ...head,
        });
  return {
    page: aPageState({ publication, ...changes }),
    first: ranking === undefined ? null : firstRows(ranking),
    rankings,
  };
}

/** The same fixture, published `publications` later. */
export function laterFixture(fixture: PopupFixture, publications: number): PopupFixture {
  const { page, first } = fixture;
  const { publication } = page;
  if (publication === null || first === null) return fixture;
  const generation = publication.generation + publications;
  return {
    ...fixture,
    page: { ...page, publication: { ...publication, generation } },
    first: { ...first, generation },
  };
}

/**
 * Puts a fixture into the browser's storage.
 *
 * @param page any page of the extension
 */
export async function putFixture(
  page: Page,
  { page: state, first, rankings }: PopupFixture,
): Promise<void> {
  const values = [
    toEntry(declared.keyOwner, state.keyOwner),
    toEntry(declared.settings, state.settings),
    toEntry(declared.syncStatus, state.status),
    toEntry(declared.publication, state.publication),
    toEntry(declared.marks, state.marks),
    toEntry(declared.savedFilters, state.savedFilters),
    toEntry(declared.overview, state.overview),
    toEntry(declared.notices, [...state.notices]),
    toEntry(declared.apiDeprecation, state.deprecation),
  ];
  const items = {
    // The values of the page state too, because the worker composes it again after each command.
    ...Object.fromEntries(values.map(({ key, stored }) => [key, stored])),
    pageState: toPageState(state),
    ...(first === null ? {} : toFirstRanking(first)),
  };
  const posts = allPosts(rankings);
  const indexOf = new Map(posts.map((post, index) => [post, index]));
  const windows = rankings.map((ranking) => {
    const { posts: own, ...lists } = ranking;
    return {
      key: [state.publication?.generation ?? 0, ranking.windowDays],
      text: JSON.stringify({
        ...lists,
        details: [DETAILS_KEY],
        posts: own.map((post) => [0, indexOf.get(post)]),
        figures: toColumns(own, Object.keys(postFiguresSchema.shape)),
      }),
    };
  });
  const details = [
    {
      key: DETAILS_KEY,
      text: JSON.stringify(toColumns(posts, Object.keys(postDetailsSchema.shape))),
    },
  ];
  await page.evaluate(
    async ({ items, windows, details, version }) => {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open('published', 1);
        request.onupgradeneeded = () => {
          for (const name of ['windows', 'details']) request.result.createObjectStore(name);
        };
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      const transaction = database.transaction(['windows', 'details'], 'readwrite');
      for (const name of ['windows', 'details'] as const) {
        const store = transaction.objectStore(name);
        store.clear();
        for (const { key, text } of { windows, details }[name]) store.put({ version, text }, key);
      }
      await new Promise((resolve) => {
        transaction.oncomplete = resolve;
      });
      database.close();
      await chrome.storage.session.remove('popupSession');
      await chrome.storage.local.set(items);
      // An open page that found its ranking missing would have the worker publish again.
      const others = ['firstRanking', 'moreBreakouts', 'popupView'].filter(
        (key) => !(key in items),
      );
      await chrome.storage.local.remove(others);
    },
    { items, windows, details, version: PUBLISHED_RECORD_VERSION },
  );
}

function allPosts(rankings: readonly WindowRanking[]): readonly RankedPost[] {
  return [...new Set(rankings.flatMap(({ posts }) => posts))];
}

function firstRows(ranking: WindowRanking): FirstRanking {
  const whole = aFirstRanking(ranking);
  const cut = Object.fromEntries(
    LIST_NAMES.map((name) => [name, ranking[name].slice(0, FIRST_ROWS)]),
  );
  const kept = new Set(Object.values(cut).flat());
  const posts = ranking.posts.map((post, index) => (kept.has(index) ? post : null));
  // Indexes stay as they are, so that the lists need no renumbering: rows that are not shown are
  // small.
  const small = posts.map(
    (post) => post ?? ({ ...ranking.posts[0], caption: null, series: null } as RankedPost),
  );
  const last = Math.max(-1, ...kept, ...ranking.accountRises.flatMap((rise) => rise.posts));
  return { ...whole, ranking: { ...ranking, ...cut, posts: small.slice(0, last + 1) } };
}

function toColumns(
  rows: readonly RankedPost[],
  names: readonly string[],
): Record<string, unknown[]> {
  return Object.fromEntries(
    names.map((name) => [name, rows.map((row) => row[name as keyof RankedPost])]),
  );
}
