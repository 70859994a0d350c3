import { ensurePollAlarm } from '../../utils/browser/sync-alarm.ts';
import { readApiKey } from '../../utils/storage/api-key-store.ts';
import { isPublicationReadable, sweepRankings } from '../../utils/storage/published-rankings.ts';
import { keyOwnerStore, publicationStore, settingsStore, syncStatusStore } from '../../utils/storage/stored-values.ts';
import { isSyncDue } from '../../utils/sync/sync-due.ts';
import { followApiAccess } from './api-access.ts';
import { saveKey } from './api-key.ts';
import { withPublishLock } from './publish-lock.ts';
import { rerank } from './rerank.ts';
import { syncNow } from './sync-runner.ts';
import { updateBadge } from './update-badge.ts';

/**
 * What every start of the worker does, whatever woke it: paints the badge from storage, sees to the poll alarm, and goes on with what is
 * overdue. Disabling and enabling the extension fires no event at all, so nothing of this may hang on one.
 */
export async function onWorkerStart(): Promise<void> {
  await updateBadge();
  const [{ refreshMinutes }, status] = await Promise.all([settingsStore.read(), syncStatusStore.read()]);
  const now = Date.now();
  await ensureScheduledPoll();
  await withPublishLock(sweepRankings);
  // A change while the extension was disabled fires no event.
  await followApiAccess();
  const isComplete = await restoreMissingState();
  if (!isComplete || isSyncDue(status, refreshMinutes, now)) await syncNow(isComplete ? 'scheduled' : 'manual');
}

/** Makes the poll alarm right: a clock that was set back makes Chromium's wait until the clock has caught up. */
export async function ensureScheduledPoll(): Promise<void> {
  await ensurePollAlarm((await settingsStore.read()).refreshMinutes, Date.now());
}

/** Brings back what was lost and can be had without the user. @returns false when that takes a sync, which also says so if the key is missing */
async function restoreMissingState(): Promise<boolean> {
  const [key, keyHolder, publication] = await Promise.all([
    readApiKey(),
    keyOwnerStore.read(),
    publicationStore.read(),
  ]);
  // Nobody knows whose key it is: the API says it again.
  if (key !== null && keyHolder === null) await saveKey(key, true);
  if (key === null && keyHolder !== null) return (await syncStatusStore.read()).problem?.kind === 'key-missing';
  if (publication === null || keyHolder === null) return true;
  return (
    (await isPublicationReadable()) ||
    rerank().then(
      () => true,
      () => false,
    )
  );
}
