import type { Post } from '../breakouts/model/post.ts';
import type { AccountsPage, TrackedAccount } from '../creator-audit/accounts.ts';
import type { DeltasResponse } from '../creator-audit/deltas.ts';
import type { Conditional } from '../creator-audit/http/request.ts';
import type { Result } from '../creator-audit/http/result.ts';
import type { ListSlice, VideoList, VideoPage } from '../creator-audit/video-page.ts';
import type { Settings } from '../settings/settings.ts';
import type { KeyOwner } from '../state/key-owner.ts';
import type { SyncStatus } from '../state/sync-status.ts';
import type { ApiCapabilities } from './api-capabilities.ts';
import type { Checkpoint, PendingPost } from './checkpoint.ts';
import type { LibraryManifest } from './library-manifest.ts';

/**
 * Everything a sync needs from outside, passed in: the flow imports no browser, network or clock.
 */
export interface SyncDeps {
  /** ms since epoch. */
  now(): number;
  /** In [0, 1). */
  random(): number;
  /** Waits inside the worker, for moments only: longer waits go by {@link wakeAt}. */
  sleep(ms: number): Promise<void>;
  /** Schedules the alarm that resumes the sync (ms since epoch); `null` clears it. */
  wakeAt(time: number | null): Promise<void>;

  readSettings(): Promise<Settings>;
  readKeyOwner(): Promise<KeyOwner | null>;
  readStatus(): Promise<SyncStatus>;
  writeStatus(status: SyncStatus): Promise<void>;
  readCapabilities(): Promise<ApiCapabilities>;
  writeCapabilities(capabilities: ApiCapabilities): Promise<void>;

  /** @param knownEtag the ETag of the page in an earlier scan, so that it need not be sent again */
  fetchAccounts(
    cursor: string | null,
    knownEtag: string | null,
  ): Promise<Result<Conditional<AccountsPage>>>;
  /** @param includeTotal asks for the slice's number of rows, with its first page only */
  fetchPage(
    slice: ListSlice,
    cursor: string | null,
    includeTotal: boolean,
  ): Promise<Result<VideoPage>>;
  fetchDeltas(
    ids: readonly string[],
    windows: readonly number[],
    byGet: boolean,
  ): Promise<Result<DeltasResponse>>;

  /**
   * Returns those posts of one account whose gains over all `windows` (days) follow from our own
   * history.
   */
  postsCoveredByHistory(
    posts: readonly Post[],
    windows: readonly number[],
  ): Promise<ReadonlySet<string>>;

  readonly library: SyncStore;
  /**
   * Merges the run into the library, ranks it and publishes the ranking together with `status` in
   * one transaction. May be repeated after a worker died in between.
   */
  publish(run: Checkpoint, status: SyncStatus): Promise<void>;
  /** Ranks and publishes the posts that a first sync has fetched so far. Never throws. */
  publishPartial(reached: Checkpoint): Promise<void>;
}

/** One page of the tracked accounts, as stored. */
export interface AccountsPageRecord {
  readonly cursor: string | null;
  readonly nextCursor: string | null;
  readonly etag: string | null;
  readonly accounts: readonly TrackedAccount[];
}

/** The content of one response; `record` is its number in the run. */
export type FetchedRecord =
  | { readonly kind: 'accounts'; readonly record: number; readonly page: AccountsPageRecord }
  /**
   * `listing`: the id of the listed account, or a whole list. `pending`: the posts whose gains are
   * still to be asked for.
   */
  | {
      readonly kind: 'page';
      readonly record: number;
      readonly listing: string;
      readonly posts: readonly Post[];
      readonly pending: readonly PendingPost[];
    }
  /**
   * `asked`: the posts that were asked for. `windows`: those that count as answered, days; others
   * follow in records of their own.
   */
  | {
      readonly kind: 'deltas';
      readonly record: number;
      readonly asked: readonly PendingPost[];
      readonly windows: readonly number[];
      readonly answer: Pick<DeltasResponse, 'byPost' | 'notFound'>;
    };

/** The store of a run. */
export interface SyncStore {
  /** The checkpoint of the unfinished run, as stored: to be parsed by `usableCheckpoint`. */
  loadCheckpoint(): Promise<unknown>;
  /** Loads the manifest of the library; `null`: none that can be read. */
  loadManifest(): Promise<LibraryManifest | null>;
  /**
   * Stores a checkpoint with the records that led to it, all or nothing. `pending` follows from the
   * records.
   */
  store(checkpoint: Checkpoint, records: readonly FetchedRecord[]): Promise<void>;
  /** The ids of all posts stored in the run, by list. */
  idsOf(run: string): Promise<ReadonlyMap<VideoList, Set<string>>>;
  /**
   * The posts of the run that wait for gains over some of `windows` (days), in the order of the
   * lists.
   */
  pendingOf(run: string, windows: readonly number[]): Promise<readonly PendingPost[]>;
  /** The pages of tracked accounts that a run has fetched, in their order. */
  accountPagesOf(run: string): AsyncIterable<AccountsPageRecord>;
  /**
   * The last refresh (ms since epoch) of each post of the library when its gains were asked for
   * last.
   *
   * @param account only posts of this account; `null`: all
   */
  lastDeltaRequestTimes(account: string | null): Promise<ReadonlyMap<string, number | null>>;
}
