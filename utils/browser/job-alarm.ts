import { isAlarmValid, RESTART_AFTER_MS } from '../sync/due-jobs.ts';
import { browser } from './browser.ts';

/** The one alarm of the extension: it wakes the worker for its next job. */
export const JOB_ALARM = 'jobs';

/** The period of an alarm whose worker has not read the settings yet. */
const UNKNOWN_PERIOD_MINUTES = 60;

/**
 * Makes sure that the worker is woken again if it dies before it knows its jobs: the first thing a
 * worker does, because Firefox forgets all alarms when it is closed. Never throws: where there are
 * no alarms, the sync reports it.
 */
export async function armStartupAlarm(): Promise<void> {
  try {
    const now = Date.now();
    const alarm = await browser.alarms.get(JOB_ALARM);
    const periodInMinutes = alarm?.periodInMinutes ?? UNKNOWN_PERIOD_MINUTES;
    if (alarm !== undefined && Math.abs(alarm.scheduledTime - now) <= RESTART_AFTER_MS) return;
    await browser.alarms.create(JOB_ALARM, { when: now + RESTART_AFTER_MS, periodInMinutes });
  } catch {
    // The sync arms the alarm too, and reports when it cannot.
  }
}

/**
 * Arms the alarm for the next job. It repeats every period, so that a worker that is killed before
 * its first call is woken once more. A valid alarm is left alone, because creating it again
 * restarts its countdown.
 *
 * @param dueAt ms since epoch
 */
export async function armJobAlarm(dueAt: number, periodMinutes: number): Promise<void> {
  const now = Date.now();
  if (isAlarmValid(await browser.alarms.get(JOB_ALARM), dueAt, periodMinutes, now)) return;
  await browser.alarms.create(JOB_ALARM, {
    when: Math.max(dueAt, now),
    periodInMinutes: periodMinutes,
  });
}
