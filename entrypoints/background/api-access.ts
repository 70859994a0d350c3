import { hasApiAccess } from '../../utils/browser/api-access.ts';

import { createProblem } from '../../utils/creator-audit/problem/create-problem.ts';
import { logEvent } from '../../utils/storage/event-log.ts';
import { keyOwnerStore, syncStatusStore } from '../../utils/storage/stored-values.ts';
import { scheduleResume } from './job-list.ts';
import { syncNow, withSyncStopped } from './sync-runner.ts';

/**
 * Updates the sync status to the host permission, which the user may withhold or grant at any time:
 * without access polling stops, with access it resumes. Idempotent.
 */
export async function followApiAccess(): Promise<void> {
  const [hasAccess, owner, { problem }] = await Promise.all([
    hasApiAccess(),
    keyOwnerStore.read(),
    syncStatusStore.read(),
  ]);
  const isPaused = problem?.kind === 'access-missing';
  if (owner === null || hasAccess !== isPaused) return;
  await logEvent({ type: hasAccess ? 'access-granted' : 'access-removed' });
  if (hasAccess) await syncNow('manual');
  else await pauseUntilGranted();
}

async function pauseUntilGranted(): Promise<void> {
  await withSyncStopped(async () => {
    const status = await syncStatusStore.read();
    await syncStatusStore.write({
      ...status,
      problem: createProblem('access-missing'),
      pause: null,
    });
    await scheduleResume(null);
  });
}
