import type { Post } from '../breakouts/model/post.ts';
import type { AccountsPage, TrackedAccount } from '../creator-audit/accounts.ts';
import type { DeltasResponse } from '../creator-audit/deltas.ts';
import type { Conditional } from '../creator-audit/http/request.ts';
import type { Result } from '../creator-audit/http/result.ts';
import type { ListSlice, VideoList, VideoPage } from '../creator-audit/video-page.ts';
import type { LibraryManifest } from '../library/library-manifest.ts';
import type { Settings } from '../settings/settings.ts';
import type { KeyOwner } from '../state/key-owner.ts';
import type { SyncStatus } from '../state/sync-status.ts';
import type { Checkpoint, PendingPost } from './checkpoint.ts';
import type { RateLimitState } from './rate-limit-state.ts';

/** What a sync needs of the world, passed in: the flow itself imports neither browser nor network nor clock. */
export interface SyncDeps {
  /** ms since epoch. */
  now(): number;
  /** In [0, 1). */
  random(): number;
  /** Waits inside the worker: for moments only, longer waits go by {@link wakeAt}. */
  sleep(ms: number): Promise<void>;
  /** Has the worker woken at this time (ms since epoch) to go on with the sync; `null`: not at all. */
  wakeAt(time: number | null): Promise<void>;

  readSettings(): Promise<Settings>;
  readKeyOwner(): Promise<KeyOwner | null>;
  readStatus(): Promise<SyncStatus>;
  writeStatus(status: SyncStatus): Promise<void>;
  readCapabilities(): Promise<ApiCapabilities>;
  writeCapabilities(ways: ApiCapabilities): Promise<void>;

  /** @param knownEtag of the page as it was last time, so that it need not be sent again */
  fetchAccounts(cursor: string | null, knownEtag: string | null): Promise<Result<Conditional<AccountsPage>>>;
  /** @param includeTotal whether the part's number of rows is asked for: with its first page, and only with that */
  fetchPage(part: ListSlice, cursor: string | null, includeTotal: boolean): Promise<Result<VideoPage>>;
  fetchDeltas(ids: readonly string[], windows: readonly number[], byGet: boolean): Promise<Result<DeltasResponse>>;

  /** Of the posts of one account, those whose gains over all `windows` (days) our own history of counts tells: no deltas are asked for them. */
  postsCoveredByHistory(posts: readonly Post[], windows: readonly number[]): Promise<ReadonlySet<string>>;

  readonly library: SyncStore;
  /**
   * Ranks the library with what the run has fetched, publishes it together with `status` in one transaction, and makes what the run has
   * fetched part of the library.
   */
  publish(run: Checkpoint, status: SyncStatus): Promise<void>;
}

/** What was learned of the API's ways with this key. */
export interface ApiCapabilities {
  /** The key lacks the scope for `POST /videos/deltas`: deltas go by GET. */
  readonly deltasByGet: boolean;
  /** As the answers have said. */
  readonly rateLimit: RateLimitState | null;
}

/** One page of the tracked accounts, as it was told. */
export interface AccountsPageRecord {
  readonly cursor: string | null;
  readonly nextCursor: string | null;
  readonly etag: string | null;
  readonly accounts: readonly TrackedAccount[];
}

/** What one answer has brought; `record` is its number in the run. */
export type FetchedRecord =
  | { readonly kind: 'accounts'; readonly record: number; readonly page: AccountsPageRecord }
  /** `listing`: what was listed, the id of an account or a whole list. `pending`: those of the posts whose deltas are to be asked for. */
  | {
      readonly kind: 'page';
      readonly record: number;
      readonly listing: string;
      readonly posts: readonly Post[];
      readonly pending: readonly PendingPost[];
    }
  /** `asked`: the posts that the deltas were asked for. */
  | {
      readonly kind: 'deltas';
      readonly record: number;
      readonly asked: readonly PendingPost[];
      readonly answer: Pick<DeltasResponse, 'byPost' | 'notFound'>;
    };

/** Where a run keeps what it has fetched. */
export interface SyncStore {
  /** The checkpoint of the unfinished run, as stored: to be checked by `usableCheckpoint`. */
  loadCheckpoint(): Promise<unknown>;
  /** Loads what the library holds; `null`: nothing that can be read. */
  loadManifest(): Promise<LibraryManifest | null>;
  /** Stores a checkpoint with what has brought it there: all of it, or nothing. What is pending stands in the records ({@link pendingOf}). */
  store(checkpoint: Checkpoint, brought: readonly FetchedRecord[]): Promise<void>;
  /** The ids of all posts stored in the run, by list. */
  idsOf(run: string): Promise<ReadonlyMap<VideoList, Set<string>>>;
  /** The posts listed in the run whose deltas have not come yet, in the order of the lists. */
  pendingOf(run: string): Promise<readonly PendingPost[]>;
  /** The pages of tracked accounts that a run has fetched, in their order. */
  accountPagesOf(run: string): AsyncIterable<AccountsPageRecord>;
  /** The last refresh (ms since epoch) of each post as it was when its deltas were asked for last. */
  lastDeltaRequestTimes(): Promise<ReadonlyMap<string, number | null>>;
}
