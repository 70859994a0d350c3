import { dueJobsStore, settingsStore, syncStatusStore } from '../../utils/storage/stored-values.ts';
import { beginJobs, isSyncJobDue } from '../../utils/sync/due-jobs.ts';
import { isSyncDue } from '../../utils/sync/is-sync-due.ts';
import { sendDueAlerts } from './alerts.ts';
import { planJobs } from './job-list.ts';
import { syncNow } from './sync-runner.ts';

/**
 * Syncs when a job is due, or when the last sync is unfinished or longer ago than the interval.
 * Then sends the alerts that are due, so that a digest knows of what the sync has found.
 */
export async function runDueJobs(): Promise<void> {
  await syncIfDue();
  await sendDueAlerts();
}

async function syncIfDue(): Promise<void> {
  const now = Date.now();
  const [jobs, { refreshMinutes }, status] = await Promise.all([
    dueJobsStore.read(),
    settingsStore.read(),
    syncStatusStore.read(),
  ]);
  if (!isSyncJobDue(jobs, now) && !isSyncDue(status, refreshMinutes, now)) return;
  await planJobs((present) => beginJobs(present, now));
  await syncNow('scheduled');
  await planJobs((present) => ({ ...present, restart: null }));
}
