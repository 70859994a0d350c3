import { scheduleResume } from '../../utils/browser/sync-alarm.ts';
import type { Problem } from '../../utils/creator-audit/problem/problem.ts';
import { trimOlderThan } from '../../utils/history/history-store.ts';
import { freeSpace, rebuildLibrary } from '../../utils/library/post-store.ts';
import { eventsStore, logEvent } from '../../utils/storage/event-log.ts';
import { evidenceLogStore } from '../../utils/storage/ranking-stores.ts';
import { noticesStore, settingsStore, syncStatusStore } from '../../utils/storage/stored-values.ts';
import { pauseUntilLaterPoll } from '../../utils/sync/backoff.ts';
import { runSync, type SyncResult, type SyncTrigger } from '../../utils/sync/run-sync.ts';
import { problemFromError } from './problem-from-error.ts';
import { createSyncDeps } from './sync-deps.ts';

/** When the browser gives no more room: history older than so many days goes. */
const KEPT_WHEN_FULL_DAYS = 60;

/**
 * One sync, and the truth of it in the stored status and the diagnostics, whatever was thrown meanwhile. What is damaged in the library is
 * fetched again, and where room is short some is made: once, for what does not help the first time does not help the second.
 */
export async function syncWithRecovery(trigger: SyncTrigger, cancel: AbortSignal): Promise<SyncResult> {
  const startedAt = Date.now();
  const counts = { pages: 0, requests: 0 };
  const attempt = () => runSync(createSyncDeps(cancel, counts), trigger, () => cancel.aborted);
  const result = await attempt()
    .catch(async (error) => {
      await recoverFrom(problemFromError(error), error);
      return attempt();
    })
    .catch(async (error): Promise<SyncResult> => {
      if (!cancel.aborted) await recordFailure(problemFromError(error)).catch(() => undefined);
      return 'done';
    });
  if (result === 'done') {
    await logEvent({
      what: 'synced',
      ...(cancel.aborted ? { outcome: 'cancelled' } : await currentOutcome()),
      sync: { trigger, ...counts, durationMs: Date.now() - startedAt },
    });
  }
  return result;
}

/** Does what can be done about storage that has failed. @throws `error` when nothing can */
async function recoverFrom({ kind }: Problem, error: unknown): Promise<void> {
  if (kind === 'storage-damaged') {
    await rebuildLibrary();
    await evidenceLogStore.remove();
    const notices = await noticesStore.read();
    if (!notices.includes('posts-rebuilt')) await noticesStore.write([...notices, 'posts-rebuilt']);
    await logEvent({ what: 'storage-healed', outcome: 'posts-rebuilt' });
  } else if (kind === 'storage-full') {
    await freeSpace();
    await trimOlderThan(KEPT_WHEN_FULL_DAYS, Date.now());
  } else throw error;
}

/** Ends the sync with a problem of the extension's own making: what was published stays, and the next poll tries again. */
async function recordFailure(problem: Problem): Promise<void> {
  const [status, { refreshMinutes }] = await Promise.all([syncStatusStore.read(), settingsStore.read()]);
  const now = Date.now();
  const failuresInARow = status.failuresInARow + 1;
  const pause = pauseUntilLaterPoll(failuresInARow, refreshMinutes, now);
  const write = () =>
    syncStatusStore.write({ ...status, problem, pause, failuresInARow, progress: null, lastAttemptAt: now });
  // Where there is no room even for this, the diagnostics make some.
  await write().catch(() => eventsStore.remove().then(write));
  await scheduleResume(null);
}

async function currentOutcome(): Promise<{ outcome: string; requestId: string | null }> {
  const { problem, pause } = await syncStatusStore.read().catch(() => ({ problem: null, pause: null }));
  return { outcome: problem?.kind ?? pause?.reason ?? 'complete', requestId: problem?.requestId ?? null };
}
