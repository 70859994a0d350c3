import { isTransient } from '../creator-audit/problem/is-transient.ts';
import { needsUser } from '../creator-audit/problem/needs-user.ts';
import type { Problem } from '../creator-audit/problem/problem.ts';
import type { Settings } from '../settings/settings.ts';
import type { KeyOwner } from '../state/key-owner.ts';
import type { Pause, SyncProgress, SyncStatus } from '../state/sync-status.ts';
import { MINUTE_MS } from '../time/units.ts';
import { activePause, pauseAfter, pauseUntilLaterPoll } from './backoff.ts';
import {
  type Checkpoint,
  hasListedAll,
  libraryScopeOf,
  newCheckpoint,
  pagesExpected,
  scopeOf,
  usableCheckpoint,
} from './checkpoint.ts';
import { type FetchResult, fetchLibrary } from './fetch-library.ts';
import { type LibraryManifest, usableManifest } from './library-manifest.ts';
import type { SyncDeps } from './sync-deps.ts';

/**
 * The reason for a sync:
 *
 * - `scheduled`: an alarm or a start; it respects a pause and the end of polling;
 * - `manual`: the user asked, or changed the key or the settings; it is tried at once.
 */
export type SyncTrigger = 'scheduled' | 'manual';

/** `not-due`: there is no key, or a scheduled sync has to wait; nothing was requested. */
export type SyncResult = 'not-due' | 'done';

/** The time after which a worker that died is followed by another, ms. */
const RESUME_AFTER_MS = MINUTE_MS;
/**
 * The shortest time between two writes of the progress, ms: nobody needs more, and each write costs
 * several milliseconds, because pages and the badge follow it.
 */
const PROGRESS_INTERVAL_MS = 500;
/**
 * The time after which a first sync publishes its posts so far, ms; it does so again whenever its
 * time has doubled, so that short syncs are not delayed, and long ones little.
 */
const FIRST_PARTIAL_AFTER_MS = 3000;
/** A library of more posts is ranked at the end only: its posts would fill the worker's memory. */
const MAX_PARTIAL_POSTS = 20_000;

/**
 * Runs one sync from where the last one stopped: fetches, ranks and publishes, and stores how it
 * went. Never throws for what the API does. The caller makes sure that no other sync runs.
 *
 * @param isCancelled true once the run is no longer wanted, because the key or the settings have
 *   changed; it then leaves no trace
 */
export async function runSync(
  deps: SyncDeps,
  trigger: SyncTrigger,
  isCancelled: () => boolean,
): Promise<SyncResult> {
  const [settings, keyOwner, before] = await Promise.all([
    deps.readSettings(),
    deps.readKeyOwner(),
    deps.readStatus(),
  ]);
  if (keyOwner === null) return 'not-due';
  if (trigger === 'scheduled' && !canStart(before, deps.now())) return 'not-due';

  // Before the first request: nothing else wakes a worker that the browser kills.
  await deps.wakeAt(deps.now() + RESUME_AFTER_MS);
  const fetched = await fetchFor(deps, settings, keyOwner, before, isCancelled);
  if (fetched === null) return 'done';
  await conclude(deps, fetched, settings.refreshMinutes);
  return 'done';
}

/** The end of fetching. */
interface Fetched {
  readonly result: Exclude<FetchResult, { kind: 'cancelled' }>;
  readonly start: Checkpoint;
  readonly status: SyncStatus;
}

/**
 * Fetches what the library lacks, and shows how far it is. A function of its own: the list of the
 * accounts is garbage when it ends, before the library is ranked.
 *
 * @returns `null`: cancelled
 */
async function fetchFor(
  deps: SyncDeps,
  settings: Settings,
  keyOwner: KeyOwner,
  before: SyncStatus,
  isCancelled: () => boolean,
): Promise<Fetched | null> {
  const manifest = usableManifest(
    await deps.library.loadManifest(),
    libraryScopeOf(keyOwner, settings),
  );
  const start = await loadStart(deps, settings, keyOwner, manifest, isUnresumable(before));
  let status: SyncStatus = {
    ...before,
    problem: null,
    // A requested wait is forgotten once the API answers, and not before: the worker may die until
    // then.
    pause: before.pause?.reason === 'retry-after' ? activePause(before.pause, deps.now()) : null,
    lastAttemptAt: deps.now(),
    progress: progressOf(start),
  };
  await deps.writeStatus(status);

  const startedAt = deps.now();
  let partialAfterMs = FIRST_PARTIAL_AFTER_MS;
  let writtenAt = Number.NEGATIVE_INFINITY;
  const result = await fetchLibrary(deps, start, manifest, {
    rateSharePercent: settings.rateSharePercent,
    async onProgress(checkpoint) {
      const now = deps.now();
      // In either direction, because the clock may have been set back.
      const isOverdue = Math.abs(now - writtenAt) >= PROGRESS_INTERVAL_MS;
      // Always written: nothing else may happen for a while after the last page.
      const isLastPage = hasListedAll(checkpoint) && status.progress?.pages !== checkpoint.pages;
      if (isOverdue || isLastPage) {
        writtenAt = now;
        status = { ...status, progress: progressOf(checkpoint), pause: null };
        await deps.writeStatus(status);
      }
      if (manifest !== null || now - startedAt < partialAfterMs || !isPartial(checkpoint)) return;
      partialAfterMs = 2 * (now - startedAt);
      await deps.publishPartial(checkpoint);
    },
    isCancelled,
  });
  if (result.kind === 'cancelled') return null;
  return { result, start, status: { ...status, progress: progressOf(result.checkpoint) } };
}

/** Loads the checkpoint of the unfinished run, or creates one of a new run. */
async function loadStart(
  { library, readCapabilities, now, random }: SyncDeps,
  settings: Settings,
  keyOwner: KeyOwner,
  manifest: LibraryManifest | null,
  startsAgain: boolean,
): Promise<Checkpoint> {
  const baseRun = manifest?.run ?? null;
  const stored = startsAgain ? null : await library.loadCheckpoint();
  const usable = usableCheckpoint(stored, scopeOf(keyOwner, settings), baseRun, now());
  if (usable !== null)
    return { ...usable, pending: await library.pendingOf(usable.run, usable.windows) };
  return {
    ...newCheckpoint(keyOwner, settings, await readCapabilities(), now(), random()),
    baseRun,
  };
}

async function conclude(
  deps: SyncDeps,
  { result, start, status }: Fetched,
  refreshMinutes: number,
): Promise<void> {
  const now = deps.now();
  switch (result.kind) {
    case 'pause':
      await deps.writeStatus({ ...status, pause: result.pause });
      await deps.wakeAt(result.pause.until);
      return;
    case 'problem': {
      const { problem } = result;
      // A run that made progress has not failed in a row: a large library would never be complete
      // where some requests always fail.
      const madeProgress = result.checkpoint.nextRecord > start.nextRecord;
      const failuresInARow = madeProgress ? 1 : status.failuresInARow + 1;
      const pause = pauseFor(problem, failuresInARow, refreshMinutes, now, deps.random());
      await deps.writeStatus({ ...status, problem, pause, failuresInARow });
      await deps.wakeAt(pause !== null && isTransient(problem) ? pause.until : null);
      return;
    }
    case 'complete':
      await deps.publish(result.checkpoint, {
        ...status,
        progress: null,
        pause: null,
        lastSuccessAt: now,
        failuresInARow: 0,
      });
      await deps.wakeAt(null);
  }
}

function pauseFor(
  problem: Problem,
  failuresInARow: number,
  refreshMinutes: number,
  now: number,
  random: number,
): Pause | null {
  if (needsUser(problem)) return null;
  return isTransient(problem)
    ? pauseAfter(problem, failuresInARow, now, random)
    : pauseUntilLaterPoll(failuresInARow, refreshMinutes, now);
}

/** Returns false after a problem that only the user can solve, and during a pause. */
function canStart(status: SyncStatus, now: number): boolean {
  return (
    !(status.problem !== null && needsUser(status.problem)) &&
    activePause(status.pause, now, status.lastAttemptAt) === null
  );
}

/**
 * Returns true when the last run ended at a cursor that is refused even after a restart, or in an
 * endless list. From its checkpoint each run would end there again.
 */
function isUnresumable({ problem }: SyncStatus): boolean {
  return problem?.kind === 'validation' || problem?.kind === 'endless-list';
}

/** Returns true if a first sync can show something before its end. */
function isPartial({ posts, pending }: Checkpoint): boolean {
  return posts > pending.length && posts <= MAX_PARTIAL_POSTS;
}

function progressOf(checkpoint: Checkpoint): SyncProgress {
  return {
    accounts: checkpoint.accounts,
    pages: checkpoint.pages,
    pagesExpected: pagesExpected(checkpoint),
    posts: checkpoint.posts,
  };
}
