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
import type { Checkpoint } from '../../utils/sync/checkpoint.ts';
import type { ApiCapabilities, SyncDeps } from '../../utils/sync/sync-deps.ts';
import { capabilities } from './checkpoint.ts';
import { type FakeSyncStore, fakeSyncStore } from './fake-sync-store.ts';
import { aKeyHolder } from './key-holder.ts';
import { NOW } from './moments.ts';
import { settingsWith } from './settings.ts';
import { aVideoPage } from './video-page.ts';

/** A request as the world was asked to make it. */
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

/** What a fake world is made of; each part has a neutral default. */
export interface FakeWorldParts {
  /** The posts of each list. Default: none. */
  readonly lists?: Partial<Record<VideoList, readonly Post[]>>;
  /** The tracked accounts. Default: none. May be changed between syncs. */
  readonly accounts?: readonly TrackedAccount[];
  /** Accounts of a page. Default: all. */
  readonly accountsPageSize?: number;
  /** The API takes no notice of filters, or of the order asked for. */
  readonly ignores?: 'filters' | 'order';
  /** The number of rows that the API names for a slice of so many. Default: the true one. */
  readonly countOf?: (rows: number) => number | null;
  /** A slice, or a list in an order that was asked for, ends after so many rows. */
  readonly sliceLimit?: number;
  /** Windows (days) of which a response has gains, of those asked for. Default: all. */
  readonly answeredWindows?: (windows: readonly number[]) => readonly number[];
  /** Our own history tells the gains of these posts. */
  readonly coveredIds?: readonly string[];
  /** Rows of a page. */
  readonly pageSize?: number;
  /** The first rows of a page repeat so many of the page before, as in a list that changes while it is walked. */
  readonly overlap?: number;
  /** What goes wrong with a request, numbered from 0; `null`: nothing. */
  readonly troubleWith?: (request: FakeRequest, number: number) => Problem | null;
  /** The rate-limit headers of an answer, by its number from 0. */
  readonly rateLimitOf?: (number: number) => RateLimit | null;
  /** Lets an answer take its time. */
  readonly travel?: <T>(answer: T) => Promise<T>;
  readonly library?: FakeSyncStore;
  readonly settings?: Partial<Settings>;
  readonly keyHolder?: KeyOwner | null;
  readonly status?: SyncStatus;
  readonly ways?: ApiCapabilities;
  readonly now?: number;
}

/** A world without network and browser that keeps a record of all that a sync does in it. */
export interface FakeSyncWorld extends SyncDeps {
  readonly library: FakeSyncStore;
  /** In the order in which they were made. */
  readonly requests: readonly FakeRequest[];
  /** Requests under way at the same moment, at most. */
  readonly mostInFlight: () => number;
  /** ms */
  readonly sleeps: readonly number[];
  readonly wakes: readonly (number | null)[];
  readonly statuses: readonly SyncStatus[];
  readonly published: readonly { readonly run: Checkpoint; readonly status: SyncStatus }[];
  readonly ways: () => ApiCapabilities;
  /** Lets time pass. */
  readonly wait: (ms: number) => void;
}

/** What a fake API says that a post gained. */
export const FAKE_DELTA: Delta = { views: 7, engagement: 1 };

export function fakeSyncWorld(parts: FakeWorldParts = {}): FakeSyncWorld {
  const { pageSize = 200, overlap = 0, troubleWith, rateLimitOf, travel = async (answer) => answer } = parts;
  const library = parts.library ?? fakeSyncStore();
  const requests: FakeRequest[] = [];
  const sleeps: number[] = [];
  const wakes: (number | null)[] = [];
  const statuses: SyncStatus[] = [];
  const published: { run: Checkpoint; status: SyncStatus }[] = [];
  let ways = parts.ways ?? capabilities();
  let now = parts.now ?? NOW;
  let inFlight = 0;
  let mostInFlight = 0;

  async function answer<T>(request: FakeRequest, value: () => T): Promise<Result<T>> {
    const number = requests.push(request) - 1;
    inFlight += 1;
    mostInFlight = Math.max(mostInFlight, inFlight);
    const problem = troubleWith?.(request, number) ?? null;
    const rateLimit = rateLimitOf?.(number) ?? null;
    const outcome: Result<T> =
      problem === null ? { ok: true, value: value(), rateLimit, requestId: null } : { ok: false, problem, rateLimit };
    const arrived = await travel(outcome);
    inFlight -= 1;
    return arrived;
  }

  function accountsOf(cursor: string | null, knownEtag: string | null): Conditional<AccountsPage> {
    const { accounts = [], accountsPageSize = accounts.length + 1 } = parts;
    const start = Number(cursor ?? 0);
    const page = accounts.slice(start, start + accountsPageSize);
    const nextCursor = start + accountsPageSize < accounts.length ? String(start + accountsPageSize) : null;
    const etag = JSON.stringify([page, nextCursor]);
    return etag === knownEtag ? { isChanged: false } : { isChanged: true, etag, value: { accounts: page, nextCursor } };
  }

  function pageOf(part: ListSlice, cursor: string | null, includeTotal: boolean): VideoPage {
    const all = parts.lists?.[part.list] ?? [];
    const isOf = ({ accountKey, platform }: Post) =>
      (part.accountId === null || accountKey === part.accountId) &&
      (part.platform === null || platform === part.platform);
    const filtered = parts.ignores === 'filters' ? all : all.filter(isOf);
    const ordered = part.order === 'earliest-first' && parts.ignores !== 'order' ? filtered.toReversed() : filtered;
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
    readKeyOwner: async () => (parts.keyHolder === undefined ? aKeyHolder() : parts.keyHolder),
    readStatus: async () => statuses.at(-1) ?? parts.status ?? NEVER_SYNCED,
    writeStatus: async (status) => void statuses.push(status),
    readCapabilities: async () => ways,
    writeCapabilities: async (learnt) => {
      ways = learnt;
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
          byPost: new Map(ids.map((id) => [id, Object.fromEntries(answered.map((days) => [days, FAKE_DELTA]))])),
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
    requests,
    mostInFlight: () => mostInFlight,
    sleeps,
    wakes,
    statuses,
    published,
    ways: () => ways,
    wait: (ms) => {
      now += ms;
    },
  };
}
