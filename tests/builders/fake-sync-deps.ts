import type { Delta } from '../../utils/breakouts/model/delta.ts';
import type { Post } from '../../utils/breakouts/model/post.ts';
import type { AccountsPage, TrackedAccount } from '../../utils/creator-audit/accounts.ts';
import type { DeltasResponse } from '../../utils/creator-audit/deltas.ts';
import type { Conditional } from '../../utils/creator-audit/http/request.ts';
import type { RateLimit, Result } from '../../utils/creator-audit/http/result.ts';
import type { Problem } from '../../utils/creator-audit/problem/problem.ts';
import type { ListSlice, VideoList, VideoPage } from '../../utils/creator-audit/video-page.ts';
import type { Settings } from '../../utils/settings/settings.ts';
import { NEVER_SYNCED } from '../../utils/state/initial-state.ts';
import type { KeyOwner } from '../../utils/state/key-owner.ts';
import type { SyncStatus } from '../../utils/state/sync-status.ts';
import type { ApiCapabilities } from '../../utils/sync/api-capabilities.ts';
import type { Checkpoint } from '../../utils/sync/checkpoint.ts';
import type { SyncDeps } from '../../utils/sync/sync-deps.ts';
import { capabilities } from './checkpoint.ts';
import { type FakeSyncStore, fakeSyncStore } from './fake-sync-store.ts';
import { aKeyOwner } from './key-owner.ts';
import { settingsWith } from './settings.ts';
import { NOW } from './time.ts';
import { aVideoPage } from './video-page.ts';

/** A request, with the arguments it was made with. */
export type FakeRequest =
  | { readonly kind: 'accounts'; readonly cursor: string | null; readonly knownEtag: string | null }
  | {
      readonly kind: 'page';
      readonly list: VideoList;
      readonly accountId: string | null;
      readonly platform: string | null;
      readonly order: ListSlice['order'];
      readonly cursor: string | null;
      readonly includeTotal: boolean;
    }
  | {
      readonly kind: 'deltas';
      readonly ids: readonly string[];
      readonly windows: readonly number[];
      readonly byGet: boolean;
    };

/** The configuration of fake dependencies; each part has a neutral default. */
export interface FakeSyncParts {
  /** The posts of each list. Default: none. */
  readonly lists?: Partial<Record<VideoList, readonly Post[]>>;
  /** The tracked accounts. Default: none. May be changed between syncs. */
  readonly accounts?: readonly TrackedAccount[];
  /** Accounts of a page. Default: all. */
  readonly accountsPageSize?: number;
  /** The API ignores filters, or the requested order. */
  readonly ignores?: 'filters' | 'order';
  /**
   * Maps the true number of rows of a slice to the total that the API returns. Default: the same.
   */
  readonly countOf?: (rows: number) => number | null;
  /** The number of rows after which a slice, or a list in a requested order, ends. */
  readonly sliceLimit?: number;
  /** Selects the requested windows (days) that a response answers. Default: all. */
  readonly answeredWindows?: (windows: readonly number[]) => readonly number[];
  /** Posts whose gains the stored history covers. */
  readonly coveredIds?: readonly string[];
  /** Rows of a page. */
  readonly pageSize?: number;
  /**
   * The number of rows of the page before that a page repeats, as in a list that grows meanwhile.
   */
  readonly overlap?: number;
  /** Returns the problem of a request, numbered from 0, or `null` for success. */
  readonly problemFor?: (request: FakeRequest, number: number) => Problem | null;
  /** Returns the rate-limit headers of a response, numbered from 0. */
  readonly rateLimitOf?: (number: number) => RateLimit | null;
  /** Delays or reorders a response. */
  readonly travel?: <T>(answer: T) => Promise<T>;
  readonly library?: FakeSyncStore;
  readonly settings?: Partial<Settings>;
  readonly keyOwner?: KeyOwner | null;
  readonly status?: SyncStatus;
  readonly capabilities?: ApiCapabilities;
  readonly now?: number;
}

/** The dependencies of a sync without network and browser, which record every call. */
export interface FakeSyncDeps extends SyncDeps {
  readonly library: FakeSyncStore;
  /** All requests, in order. */
  readonly requests: readonly FakeRequest[];
  /** The largest number of concurrent requests. */
  readonly maxInFlight: () => number;
  /** The durations slept, ms. */
  readonly sleeps: readonly number[];
  readonly wakes: readonly (number | null)[];
  readonly statuses: readonly SyncStatus[];
  /** Partial publications: the posts read by then, and the moment, ms since epoch. */
  readonly partials: readonly { readonly posts: number; readonly at: number }[];
  readonly published: readonly { readonly run: Checkpoint; readonly status: SyncStatus }[];
  readonly capabilities: () => ApiCapabilities;
  /** Advances the clock. */
  readonly wait: (ms: number) => void;
}

/** The gain that the fake API returns for every post and window. */
export const FAKE_DELTA: Delta = { views: 7, engagement: 1 };

/** Creates the dependencies of a sync with a fake API and a library in memory. */
export function fakeSyncDeps(parts: FakeSyncParts = {}): FakeSyncDeps {
  const {
    pageSize = 200,
    overlap = 0,
    problemFor,
    rateLimitOf,
    travel = async (answer) => answer,
  } = parts;
  const library = parts.library ?? fakeSyncStore();
  const requests: FakeRequest[] = [];
  const sleeps: number[] = [];
  const wakes: (number | null)[] = [];
  const statuses: SyncStatus[] = [];
  const partials: { posts: number; at: number }[] = [];
  const published: { run: Checkpoint; status: SyncStatus }[] = [];
  let known = parts.capabilities ?? capabilities();
  let now = parts.now ?? NOW;
  let inFlight = 0;
  let maxInFlight = 0;

  async function answer<T>(request: FakeRequest, value: () => T): Promise<Result<T>> {
    const number = requests.push(request) - 1;
    inFlight += 1;
    maxInFlight = Math.max(maxInFlight, inFlight);
    const problem = problemFor?.(request, number) ?? null;
    const rateLimit = rateLimitOf?.(number) ?? null;
    const outcome: Result<T> =
      problem === null
        ? { ok: true, value: value(), rateLimit, requestId: null }
        : { ok: false, problem, rateLimit };
    const arrived = await travel(outcome);
    inFlight -= 1;
    return arrived;
  }

  function accountsOf(cursor: string | null, knownEtag: string | null): Conditional<AccountsPage> {
    const { accounts = [], accountsPageSize = accounts.length + 1 } = parts;
    const start = Number(cursor ?? 0);
    const page = accounts.slice(start, start + accountsPageSize);
    const nextCursor =
      start + accountsPageSize < accounts.length ? String(start + accountsPageSize) : null;
    const etag = JSON.stringify([page, nextCursor]);
    return etag === knownEtag
      ? { isChanged: false }
      : { isChanged: true, etag, value: { accounts: page, nextCursor } };
  }

  function pageOf(part: ListSlice, cursor: string | null, includeTotal: boolean): VideoPage {
    const all = parts.lists?.[part.list] ?? [];
    const isOf = ({ accountKey, platform }: Post) =>
      (part.accountId === null || accountKey === part.accountId) &&
      (part.platform === null || platform === part.platform);
    const filtered = parts.ignores === 'filters' ? all : all.filter(isOf);
    const ordered =
      part.order === 'earliest-first' && parts.ignores !== 'order'
        ? filtered.toReversed()
        : filtered;
    const rows = part.order === 'own' ? ordered : ordered.slice(0, parts.sliceLimit);
    const start = cursor === null ? 0 : Number(cursor);
    const end = start + pageSize;
    const page = rows.slice(Math.max(0, start - overlap), end);
    return aVideoPage({
      posts: page,
      nextCursor: end < rows.length ? String(end) : null,
      totalCount: includeTotal ? (parts.countOf ?? ((count) => count))(rows.length) : null,
      isFiltered: page.every(isOf),
    });
  }

  return {
    now: () => now,
    random: () => 0.5,
    sleep: async (ms) => {
      sleeps.push(ms);
      now += ms;
    },
    wakeAt: async (time) => void wakes.push(time),
    readSettings: async () => settingsWith(parts.settings),
    readKeyOwner: async () => (parts.keyOwner === undefined ? aKeyOwner() : parts.keyOwner),
    readStatus: async () => statuses.at(-1) ?? parts.status ?? NEVER_SYNCED,
    writeStatus: async (status) => void statuses.push(status),
    readCapabilities: async () => known,
    writeCapabilities: async (learnt) => {
      known = learnt;
    },
    fetchAccounts: (cursor, knownEtag) =>
      answer({ kind: 'accounts', cursor, knownEtag }, () => accountsOf(cursor, knownEtag)),
    fetchPage: (part, cursor, includeTotal) => {
      const { list, accountId, platform, order } = part;
      return answer({ kind: 'page', list, accountId, platform, order, cursor, includeTotal }, () =>
        pageOf(part, cursor, includeTotal),
      );
    },
    postsCoveredByHistory: async (posts) =>
      new Set(posts.map(({ id }) => id).filter((id) => parts.coveredIds?.includes(id))),
    fetchDeltas: (ids, windows, byGet) =>
      answer({ kind: 'deltas', ids, windows, byGet }, (): DeltasResponse => {
        const answered = (parts.answeredWindows ?? ((all) => all))(windows);
        return {
          byPost: new Map(
            ids.map((id) => [id, Object.fromEntries(answered.map((days) => [days, FAKE_DELTA]))]),
          ),
          notFound: [],
          missingWindows: windows.filter((days) => !answered.includes(days)),
        };
      }),
    library,
    publish: async (run, status) => {
      published.push({ run, status });
      await library.finish(run);
      statuses.push(status);
    },
    publishPartial: async ({ posts }) => {
      partials.push({ posts, at: now });
    },
    requests,
    maxInFlight: () => maxInFlight,
    sleeps,
    wakes,
    statuses,
    published,
    partials,
    capabilities: () => known,
    wait: (ms) => {
      now += ms;
    },
  };
}
