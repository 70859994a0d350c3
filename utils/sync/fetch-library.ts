import type { Problem } from '../creator-audit/problem/problem.ts';
import type { Pause } from '../state/sync-status.ts';
import { apiCapabilitiesSchema } from './api-capabilities.ts';
import { applyPlan } from './apply-response.ts';
import { type Checkpoint, hasListedAll } from './checkpoint.ts';
import { handleResponse } from './handle-response.ts';
import type { LibraryManifest } from './library-manifest.ts';
import { nextRequests, type SyncRequest } from './next-requests.ts';
import { planListing } from './plan-listing.ts';
import { RateBudget } from './rate-budget.ts';
import { countParseFailure } from './recover.ts';
import { RunCache } from './run-cache.ts';
import { type CompletedRequest, sendRequest } from './send-request.ts';
import type { FetchedRecord, SyncDeps } from './sync-deps.ts';

/** The end of a run. Its checkpoint is stored, except for a cancelled one. */
export type FetchResult =
  | { readonly kind: 'complete'; readonly checkpoint: Checkpoint }
  | { readonly kind: 'problem'; readonly checkpoint: Checkpoint; readonly problem: Problem }
  | { readonly kind: 'pause'; readonly checkpoint: Checkpoint; readonly pause: Pause }
  | { readonly kind: 'cancelled' };

/** The options of a run. */
export interface FetchOptions {
  readonly rateSharePercent: number;
  /** Called after every step that was stored. */
  readonly onProgress: (checkpoint: Checkpoint) => Promise<void>;
  /** True once the run is no longer wanted. */
  readonly isCancelled: () => boolean;
}

/** The longest wait inside the worker, ms, and how many of them; longer waits go by alarm. */
const MAX_SLEEP_MS = 3000;
const MAX_SLEEPS = 2;

/**
 * Fetches the rest of a run: the tracked accounts, then pages of posts and gains beside each other.
 * Each response is stored with the checkpoint that it leads to before a request follows from it. A
 * problem stops new requests; those under way are waited for and kept.
 *
 * @param manifest the state of the library that the run adds to; `null`: it is empty
 */
export async function fetchLibrary(
  deps: SyncDeps,
  start: Checkpoint,
  manifest: LibraryManifest | null,
  options: FetchOptions,
): Promise<FetchResult> {
  const cache = await RunCache.load(deps.library, start, manifest);
  return new FetchRun(deps, start, manifest, options, cache).run();
}

/** A run: the state machine, and the requests in flight. */
class FetchRun {
  readonly #deps: SyncDeps;
  readonly #manifest: LibraryManifest | null;
  readonly #options: FetchOptions;
  readonly #budget: RateBudget;
  #cache: RunCache;
  #checkpoint: Checkpoint;
  /** The reason to make no further request. */
  #stop: { readonly problem: Problem } | { readonly pause: Pause } | null = null;
  #clockOffsetMs: number;
  #sleepsLeft = MAX_SLEEPS;
  readonly #inFlight = new Map<SyncRequest, Promise<void>>();
  /** Responses that came and are not applied yet, more of them the longer a write takes. */
  #arrived: CompletedRequest[] = [];
  #progress: Promise<void> = Promise.resolve();

  constructor(
    deps: SyncDeps,
    start: Checkpoint,
    manifest: LibraryManifest | null,
    options: FetchOptions,
    cache: RunCache,
  ) {
    this.#deps = deps;
    this.#checkpoint = start;
    this.#manifest = manifest;
    this.#options = options;
    this.#budget = new RateBudget(start.rateLimit, options.rateSharePercent);
    this.#cache = cache;
    this.#clockOffsetMs = start.clockOffsetMs;
  }

  async run(): Promise<FetchResult> {
    for (;;) {
      await this.#plan();
      this.#send();
      if (this.#inFlight.size === 0) return this.#finish();
      await Promise.race(this.#inFlight.values());
      if (this.#options.isCancelled()) return { kind: 'cancelled' };
      await this.#receive();
    }
  }

  /** Decides what to list, once the accounts are known. */
  async #plan(): Promise<void> {
    const { accountScan, listing, useFilters, accountsUnavailable, run, lists } = this.#checkpoint;
    if (accountScan !== null || listing !== null) return;
    const pages =
      useFilters && !accountsUnavailable ? this.#deps.library.accountPagesOf(run) : null;
    const plan = await planListing(this.#manifest, pages, lists, this.#deps.now());
    await this.#store(applyPlan(this.#checkpoint, plan), []);
  }

  /** Sends what can be sent now. */
  #send(): void {
    if (this.#stop !== null) return;
    for (const request of nextRequests(this.#checkpoint, [...this.#inFlight.keys()])) {
      const pause = this.#budget.pauseBefore(this.#inFlight.size, this.#deps.now());
      if (pause !== null) {
        if (pause !== 'probe') this.#stop = { pause };
        return;
      }
      const sent = sendRequest(this.#deps, request, this.#cache).then((completed) => {
        this.#arrived.push(completed);
      });
      // Should storage fail, the first rejection ends the run, and no further one may go unhandled.
      sent.catch(() => undefined);
      this.#inFlight.set(request, sent);
    }
  }

  /**
   * Applies and stores the responses that have arrived, then waits if one of them asks for a
   * moment.
   */
  async #receive(): Promise<void> {
    const completed = this.#arrived.splice(0);
    const run = this.#checkpoint.run;
    let checkpoint = this.#checkpoint;
    let sleepMs = 0;
    const records: FetchedRecord[] = [];
    for (const response of completed) {
      this.#inFlight.delete(response.request);
      this.#budget.note(response.result.rateLimit, this.#deps.now());
      this.#clockOffsetMs = response.result.clockOffsetMs ?? this.#clockOffsetMs;
      // The other responses belong to the abandoned run.
      if (checkpoint.run !== run) continue;
      const handled = await handleResponse(this.#deps, checkpoint, response, this.#cache);
      if (handled.kind === 'applied') {
        checkpoint = handled.checkpoint;
        records.push(...handled.records);
      } else if (this.#canSleepThrough(handled.problem)) {
        sleepMs = Math.max(sleepMs, handled.problem.retryAfterMs ?? 0);
      } else {
        checkpoint = countParseFailure(checkpoint, response, handled.problem);
        this.#stopFor(handled.problem);
      }
    }
    if (checkpoint.run === run) await this.#store(checkpoint, records);
    else await this.#startOver(checkpoint);
    if (sleepMs > 0) await this.#deps.sleep(sleepMs);
  }

  #canSleepThrough({ retryAfterMs }: Problem): boolean {
    if (retryAfterMs === null || retryAfterMs > MAX_SLEEP_MS || this.#sleepsLeft === 0)
      return false;
    this.#sleepsLeft -= 1;
    return true;
  }

  /** The first problem counts, with the longest wait that any of them asks for. */
  #stopFor(problem: Problem): void {
    const first = this.#stop !== null && 'problem' in this.#stop ? this.#stop.problem : problem;
    const waits = [first.retryAfterMs, problem.retryAfterMs].filter((wait) => wait !== null);
    this.#stop = {
      problem: { ...first, retryAfterMs: waits.length === 0 ? null : Math.max(...waits) },
    };
  }

  /** Continues with a run under another name. */
  async #startOver(checkpoint: Checkpoint): Promise<void> {
    await Promise.allSettled(this.#inFlight.values());
    this.#inFlight.clear();
    this.#arrived = [];
    this.#budget.note(null, this.#deps.now());
    this.#cache = await RunCache.load(this.#deps.library, checkpoint, this.#manifest);
    await this.#store(checkpoint, []);
  }

  /** Stores a checkpoint with the records that led to it and the rate limit. */
  async #store(reached: Checkpoint, records: readonly FetchedRecord[]): Promise<void> {
    const isProgress = reached !== this.#checkpoint;
    this.#checkpoint = {
      ...reached,
      rateLimit: this.#budget.state,
      clockOffsetMs: this.#clockOffsetMs,
    };
    // Side by side, because each of them waits for the disk.
    await Promise.all([this.#deps.library.store(this.#checkpoint, records), this.#progress]);
    if (!isProgress) return;
    this.#progress = this.#options.onProgress(this.#checkpoint);
    // Waited for with the next step, or in the end.
    this.#progress.catch(() => undefined);
  }

  async #finish(): Promise<FetchResult> {
    const checkpoint = this.#checkpoint;
    const capabilities = apiCapabilitiesSchema.parse(checkpoint);
    await Promise.all([this.#progress, this.#deps.writeCapabilities(capabilities)]);
    if (this.#stop === null) {
      if (!isComplete(checkpoint)) throw new Error('a run has ended before all of it has come');
      return { kind: 'complete', checkpoint };
    }
    return 'pause' in this.#stop
      ? { kind: 'pause', checkpoint, pause: this.#stop.pause }
      : { kind: 'problem', checkpoint, problem: this.#stop.problem };
  }
}

function isComplete(checkpoint: Checkpoint): boolean {
  return (
    checkpoint.accountScan === null && hasListedAll(checkpoint) && checkpoint.pending.length === 0
  );
}
