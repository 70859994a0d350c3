import { isTransient, needsUser } from '../creator-audit/problem/problem-policy.ts';
import { usableManifest } from '../library/library-manifest.ts';
import type { SyncProgress, SyncStatus } from '../state/sync-status.ts';
import { activePause, pauseAfter, pauseUntilLaterPoll } from './backoff.ts';
import {
  type Checkpoint,
  libraryScopeOf,
  newCheckpoint,
  pagesExpected,
  scopeOf,
  usableCheckpoint,
} from './checkpoint.ts';
import { type FetchResult, fetchLibrary } from './fetch-library.ts';
import type { SyncDeps } from './sync-deps.ts';

/**
 * - `planned`: an alarm or a start; it respects a pause and the end of polling.
 * - `wanted`: the user asked, or changed the key or what is followed; it is tried at once, whatever was planned.
 */
export type SyncTrigger = 'scheduled' | 'manual';

/** `not-due`: there is no key, or a planned sync has to wait; nothing was asked. */
export type SyncResult = 'not-due' | 'done';

/** A worker that died in the middle is woken after this time, ms. */
const RESUME_AFTER_MS = 60_000;
/** Progress is shown so often at most, ms: a screen shows no more, and each write takes its time from the sync. */
const PROGRESS_INTERVAL_MS = 250;

/**
 * One sync, from where the last one stopped: fetches, ranks, publishes, and leaves in the stored status how it went. Never throws for what
 * the API does. Runs alone: the caller sees to it.
 *
 * @param isCancelled true once the run is no longer wanted, for the key or the settings have changed; it then leaves no trace
 */
export async function runSync(world: SyncDeps, trigger: SyncTrigger, isCancelled: () => boolean): Promise<SyncResult> {
  const [settings, keyHolder, before] = await Promise.all([
    world.readSettings(),
    world.readKeyOwner(),
    world.readStatus(),
  ]);
  if (keyHolder === null) return 'not-due';
  if (trigger === 'scheduled' && !canStart(before, world.now())) return 'not-due';

  // Before the first request: a worker that the browser kills is woken by nothing else.
  await world.wakeAt(world.now() + RESUME_AFTER_MS);
  const scope = scopeOf(keyHolder, settings);
  const ledger = usableManifest(await world.library.loadManifest(), libraryScopeOf(keyHolder, settings));
  const baseRun = ledger?.run ?? null;
  const stored = isUnresumable(before) ? null : await world.library.loadCheckpoint();
  const begun = usableCheckpoint(stored, scope, baseRun, world.now());
  const checkpoint =
    begun === null
      ? {
          ...newCheckpoint(keyHolder, settings, await world.readCapabilities(), world.now(), world.random()),
          baseRun,
        }
      : { ...begun, pending: await world.library.pendingOf(begun.run, begun.windows) };
  let status: SyncStatus = {
    ...before,
    problem: null,
    // A wait that the API asked for is forgotten when it answers otherwise, and not before: the worker may die until then.
    pause: before.pause?.reason === 'retry-after' ? activePause(before.pause, world.now()) : null,
    lastAttemptAt: world.now(),
    progress: progressOf(checkpoint),
  };
  const show = async (changes: Partial<SyncStatus>) => {
    status = { ...status, ...changes };
    await world.writeStatus(status);
  };
  await show({});

  let shownAt = Number.NEGATIVE_INFINITY;
  const result = await fetchLibrary(world, checkpoint, ledger, {
    rateSharePercent: settings.rateSharePercent,
    async onProgress(reached) {
      // Either way, for the clock may have been set back.
      if (Math.abs(world.now() - shownAt) < PROGRESS_INTERVAL_MS) return;
      shownAt = world.now();
      await show({ progress: progressOf(reached), pause: null });
    },
    isCancelled,
  });
  if (result.kind === 'cancelled') return 'done';
  const reached = { ...status, progress: progressOf(result.checkpoint) };
  await conclude(world, result, checkpoint, reached, settings.refreshMinutes);
  return 'done';
}

async function conclude(
  world: SyncDeps,
  result: Exclude<FetchResult, { kind: 'cancelled' }>,
  start: Checkpoint,
  status: SyncStatus,
  refreshMinutes: number,
): Promise<void> {
  const now = world.now();
  switch (result.kind) {
    case 'pause':
      await world.writeStatus({ ...status, pause: result.pause });
      await world.wakeAt(result.pause.until);
      return;
    case 'problem': {
      const { problem } = result;
      // What got on has not failed in a row: else a large library would never be fetched where some requests always fail.
      const gotOn = result.checkpoint.nextRecord > start.nextRecord;
      const failuresInARow = gotOn ? 1 : status.failuresInARow + 1;
      const pause = needsUser(problem)
        ? null
        : isTransient(problem)
          ? pauseAfter(problem, failuresInARow, now, world.random())
          : pauseUntilLaterPoll(failuresInARow, refreshMinutes, now);
      await world.writeStatus({ ...status, problem, pause, failuresInARow });
      await world.wakeAt(pause !== null && isTransient(problem) ? pause.until : null);
      return;
    }
    case 'complete':
      await world.publish(result.checkpoint, {
        ...status,
        progress: null,
        pause: null,
        lastSuccessAt: now,
        failuresInARow: 0,
      });
      await world.wakeAt(null);
  }
}

/** Polling stops at a problem that only the user can solve, and waits for a pause to end. */
function canStart(status: SyncStatus, now: number): boolean {
  return (
    !(status.problem !== null && needsUser(status.problem)) &&
    activePause(status.pause, now, status.lastAttemptAt) === null
  );
}

/**
 * The last run ended at a cursor that is refused even after a restart, or in a list that goes in circles: from there it would end in the same
 * way for as long as its checkpoint lasts, and the user's Refresh too. Only a new run may find a way.
 */
function isUnresumable({ problem }: SyncStatus): boolean {
  return problem?.kind === 'validation' || problem?.kind === 'endless-list';
}

function progressOf(checkpoint: Checkpoint): SyncProgress {
  return {
    accounts: checkpoint.accounts,
    pages: checkpoint.pages,
    pagesExpected: pagesExpected(checkpoint),
    posts: checkpoint.posts,
  };
}
