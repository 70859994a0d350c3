import { armJobAlarm } from '../../utils/browser/job-alarm.ts';
import { DEFAULT_SETTINGS } from '../../utils/settings/settings.ts';
import { serialQueue } from '../../utils/storage/serial-queue.ts';
import { dueJobsStore, settingsStore } from '../../utils/storage/stored-values.ts';
import { correctJobs, type DueJobs, nextJobAt } from '../../utils/sync/due-jobs.ts';

const enqueue = serialQueue();

/**
 * Changes the list of jobs and arms the alarm for the next one. The alarm comes first: a worker
 * that dies before the list is stored is woken too early rather than too late.
 */
export function planJobs(change: (jobs: DueJobs) => DueJobs): Promise<void> {
  return enqueue(async () => {
    const [before, { refreshMinutes }] = await Promise.all([
      dueJobsStore.read(),
      settingsStore.read(),
    ]);
    const now = Date.now();
    const after = correctJobs(change(before), refreshMinutes, now);
    await armJobAlarm(nextJobAt(after) ?? now, refreshMinutes);
    if (JSON.stringify(after) !== JSON.stringify(before)) await dueJobsStore.write(after);
  });
}

/** Schedules the continuation of the sync at `time` (ms since epoch); `null`: there is none. */
export function scheduleResume(time: number | null): Promise<void> {
  return planJobs((jobs) => ({ ...jobs, resume: time }));
}

/** Schedules a repaint of the badge at `time` (ms since epoch); `null`: nothing on it expires. */
export function scheduleRepaint(time: number | null): Promise<void> {
  return planJobs((jobs) => ({ ...jobs, repaint: time }));
}

/**
 * Plans the next poll and makes the alarm right: a clock that was set back makes Chromium's wait
 * until the clock has caught up. Where storage fails, the alarm is armed all the same.
 */
export function ensureJobs(): Promise<void> {
  return planJobs((jobs) => jobs).catch(() => {
    const { refreshMinutes } = DEFAULT_SETTINGS;
    return armJobAlarm(Date.now() + refreshMinutes * 60_000, refreshMinutes);
  });
}
