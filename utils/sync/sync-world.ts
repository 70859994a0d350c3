import type { DeltasByPost } from '../breakouts/delta.ts';
import type { Post } from '../breakouts/post.ts';
import type { DeltasAnswer } from '../creator-audit/deltas.ts';
import type { Outcome } from '../creator-audit/outcome.ts';
import type { VideoList, VideoPage } from '../creator-audit/video-page.ts';
import type { Settings } from '../settings/settings.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { KeyHolder } from './key-holder.ts';
import type { KnownRateLimit } from './known-rate-limit.ts';
import type { SyncStatus } from './sync-status.ts';

/** What a sync needs of the world, passed in: the flow itself imports neither browser nor network nor clock. */
export interface SyncWorld {
  /** ms since epoch. */
  now(): number;
  /** In [0, 1). */
  random(): number;
  /** Waits inside the worker: for moments only, longer waits go by {@link wakeAt}. */
  sleep(ms: number): Promise<void>;
  /** Has the worker woken at this time (ms since epoch) to go on with the sync; `null`: not at all. */
  wakeAt(time: number | null): Promise<void>;

  readSettings(): Promise<Settings>;
  readKeyHolder(): Promise<KeyHolder | null>;
  readStatus(): Promise<SyncStatus>;
  writeStatus(status: SyncStatus): Promise<void>;
  readApiWays(): Promise<ApiWays>;
  writeApiWays(ways: ApiWays): Promise<void>;

  /** @param isFirst the first page of the list: the total is asked for with it, and only with it */
  fetchPage(list: VideoList, cursor: string | null, isFirst: boolean): Promise<Outcome<VideoPage>>;
  fetchDeltas(ids: readonly string[], windows: readonly number[], byGet: boolean): Promise<Outcome<DeltasAnswer>>;

  readonly library: RunLibrary;
  /** Ranks what the run has fetched and publishes it together with `status`, in one transaction. */
  publish(run: Checkpoint, status: SyncStatus): Promise<void>;
}

/** What was learned of the API's ways with this key. */
export interface ApiWays {
  /** The key lacks the scope for `POST /videos/deltas`: deltas go by GET. */
  readonly deltasByGet: boolean;
  /** As the answers have said. */
  readonly rateLimit: KnownRateLimit | null;
}

/** Where a run keeps what it has fetched. Every write is atomic: the checkpoint and what brought it there, or nothing. */
export interface RunLibrary {
  /** The checkpoint of the unfinished run, as stored: to be checked by `usableCheckpoint`. */
  loadCheckpoint(): Promise<unknown>;
  /** Stores a checkpoint that came with no rows. */
  storeCheckpoint(checkpoint: Checkpoint): Promise<void>;
  storePage(checkpoint: Checkpoint, record: number, posts: readonly Post[]): Promise<void>;
  storeDeltas(checkpoint: Checkpoint, record: number, deltas: DeltasByPost): Promise<void>;
  /** The ids of all posts stored in the run. */
  idsOf(run: string): Promise<Set<string>>;
}
