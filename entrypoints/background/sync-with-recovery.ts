import type { Problem } from '../../utils/creator-audit/problem/problem.ts';
import { rebuildLibrary } from '../../utils/library/library-database.ts';
import { makeRoom } from '../../utils/library/make-room.ts';
import { discardRun } from '../../utils/library/merge-run.ts';
import { RunLost } from '../../utils/library/run-lost.ts';
import { logEvent } from '../../utils/storage/event-log.ts';
import {
  StorageError,
  type StorageErrorKind,
  toStorageError,
} from '../../utils/storage/storage-error.ts';
import {
  eventsStore,
  evidenceLogStore,
  settingsStore,
  syncStatusStore,
} from '../../utils/storage/stored-values.ts';
import { pauseUntilLaterPoll } from '../../utils/sync/backoff.ts';
import { runSync, type SyncResult, type SyncTrigger } from '../../utils/sync/run-sync.ts';
import { scheduleResume } from './job-list.ts';
import { reportLoss } from './merge-run.ts';
import { problemFromError } from './problem-from-error.ts';
import { createSyncDeps } from './sync-deps.ts';

/** A library that could not be opened by this many syncs in a row is moved aside. */
const MAX_FAILED_SYNCS = 5;

/** A store is recovered at most this often in one sync. */
const MAX_RECOVERIES = 2;

/**
 * Runs one sync and always records its outcome in the status and the diagnostics. A storage error
 * is recovered from where that is possible, and the sync tried again.
 */
export async function syncWithRecovery(
  trigger: SyncTrigger,
  cancel: AbortSignal,
): Promise<SyncResult> {
  const startedAt = Date.now();
  const counts = { pages: 0, requests: 0 };
  const result = await attemptWithRecovery(() =>
    runSync(createSyncDeps(cancel, counts), trigger, () => cancel.aborted),
  ).catch(async (error): Promise<SyncResult> => {
    if (!cancel.aborted) await recordFailure(problemFromError(error)).catch(() => undefined);
    return 'done';
  });
  if (result === 'done') {
    await logEvent({
      type: 'synced',
      ...(cancel.aborted ? { outcome: 'cancelled' } : await currentOutcome()),
      sync: { trigger, ...counts, durationMs: Date.now() - startedAt },
    });
  }
  return result;
}

async function attemptWithRecovery(attempt: () => Promise<SyncResult>): Promise<SyncResult> {
  for (let recoveries = 0; ; recoveries++) {
    try {
      return await attempt();
    } catch (error) {
      if (recoveries === MAX_RECOVERIES) throw error;
      await recoverFrom(error, recoveries === 0);
    }
  }
}

/**
 * Recovers a failed store as far as it can.
 *
 * @param isFirst nothing was tried yet in this sync
 * @throws `thrown` when there is nothing (more) to try
 */
async function recoverFrom(thrown: unknown, isFirst: boolean): Promise<void> {
  const error = toStorageError('library', thrown);
  if (!(error instanceof StorageError)) throw thrown;
  if (error instanceof RunLost && isFirst) return discardRun();
  const { kind, store, cause } = error;
  // The other stores take no room from extension storage, so clearing them cannot help.
  if (store === 'extension-storage') throw thrown;
  // Browsers report transient errors and damage with the same names: reopening the database
  // distinguishes them.
  if (isFirst && kind !== 'storage-full' && cause !== undefined) return;
  if (store === 'library' && (kind === 'storage-damaged' || (await hasFailedTooOften(kind)))) {
    return startLibraryOver();
  }
  if (kind !== 'storage-full' || !isFirst) throw thrown;
  const { trimmedToDays } = await makeRoom(Date.now());
  if (trimmedToDays !== null) await reportLoss('history-trimmed');
}

/** Returns true after {@link MAX_FAILED_SYNCS} failures in a row, when waiting no longer helps. */
async function hasFailedTooOften(kind: StorageErrorKind): Promise<boolean> {
  if (kind !== 'storage-unavailable') return false;
  const { problem, failuresInARow } = await syncStatusStore.read();
  return problem?.kind === kind && failuresInARow >= MAX_FAILED_SYNCS;
}

/**
 * Replaces a damaged library by one with its history, fetches the posts again, and notifies the
 * user.
 */
async function startLibraryOver(): Promise<void> {
  const { lost, isMovedAside } = await rebuildLibrary();
  await evidenceLogStore.remove();
  await reportLoss('posts-rebuilt');
  // A history that was moved aside cannot be read, perhaps permanently.
  if (lost > 0 || isMovedAside) await reportLoss('history-lost');
}

/**
 * Ends the sync with a problem caused by the extension: the publication stays, and the next poll
 * tries again.
 */
async function recordFailure(problem: Problem): Promise<void> {
  const [status, { refreshMinutes }] = await Promise.all([
    syncStatusStore.read(),
    settingsStore.read(),
  ]);
  const now = Date.now();
  const failuresInARow = status.failuresInARow + 1;
  const pause = pauseUntilLaterPoll(failuresInARow, refreshMinutes, now);
  const write = () =>
    syncStatusStore.write({
      ...status,
      problem,
      pause,
      failuresInARow,
      progress: null,
      lastAttemptAt: now,
    });
  // If there is no room even for the status, the diagnostics make way.
  await write().catch(() => eventsStore.remove().then(write));
  await scheduleResume(null);
}

async function currentOutcome(): Promise<{ outcome: string; requestId: string | null }> {
  const { problem, pause } = await syncStatusStore
    .read()
    .catch(() => ({ problem: null, pause: null }));
  return {
    outcome: problem?.kind ?? pause?.reason ?? 'complete',
    requestId: problem?.requestId ?? null,
  };
}
