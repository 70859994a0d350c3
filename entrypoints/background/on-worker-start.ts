import { readApiKey, readUnclaimedKey } from '../../utils/storage/api-key-store.ts';
import { isPublicationReadable, sweepRankings } from '../../utils/storage/published-rankings.ts';
import {
  keyOwnerStore,
  publicationStore,
  syncStatusStore,
} from '../../utils/storage/stored-values.ts';
import { startAlerts } from './alerts.ts';
import { followApiAccess } from './api-access.ts';
import { saveKey } from './api-key.ts';
import { ensureJobs } from './job-list.ts';
import { withPublishLock } from './publish-lock.ts';
import { reconcileRankings } from './reconcile-settings.ts';
import { rerank } from './rerank.ts';
import { runDueJobs } from './run-due-jobs.ts';
import { sendMessages } from './send-messages.ts';
import { withSettingsLock } from './settings-lock.ts';
import { shareSettings } from './share-settings.ts';
import { showNotices } from './show-notices.ts';
import { syncNow } from './sync-runner.ts';
import { updateBadge } from './update-badge.ts';

/**
 * Runs at every start of the worker: paints the badge, finishes what an earlier worker left undone,
 * and syncs when that is due. Must not rely on `onInstalled` or `onStartup`: re-enabling the
 * extension fires neither.
 */
export async function onWorkerStart(): Promise<void> {
  try {
    await updateBadge();
    await withPublishLock(sweepRankings);
    // A change while the extension was disabled fires no event.
    await startAlerts();
    void Promise.all([sendMessages(), showNotices()]).catch(updateBadge);
    await followApiAccess();
    const isRestored = await restoreMissingState();
    const { needsSync } = await withSettingsLock(reconcileRankings);
    if (!isRestored) await syncNow('manual');
    else if (needsSync) await syncNow('scheduled');
    await runDueJobs();
    // Another browser may have changed settings while this one was closed.
    await shareSettings();
  } finally {
    await ensureJobs();
    // The developer tools show it, and tests wait for it.
    performance.mark('worker-ready');
  }
}

/**
 * Restores lost data as far as that is possible without the user.
 *
 * @returns false when that takes a sync, which also reports a missing key
 */
async function restoreMissingState(): Promise<boolean> {
  const unclaimed = await readUnclaimedKey();
  if (unclaimed !== null) await saveKey(unclaimed, true);
  const [key, owner, publication] = await Promise.all([
    readApiKey(),
    keyOwnerStore.read(),
    publicationStore.read(),
  ]);
  if (key === null && owner !== null)
    return (await syncStatusStore.read()).problem?.kind === 'key-missing';
  if (publication === null || owner === null || (await isPublicationReadable())) return true;
  return rerank().then(
    () => true,
    () => false,
  );
}
