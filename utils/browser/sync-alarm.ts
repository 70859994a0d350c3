import { isAlarmValid } from '../sync/poll-alarm.ts';
import { browser } from './browser.ts';

/** The alarm that starts a sync at every interval. */
export const POLL_ALARM = 'poll';
/** The alarm that goes on with a sync: after a pause, or after the worker died in the middle. */
export const RESUME_ALARM = 'resume';

/** The alarm that wakes the worker again if it dies before it has seen what there is to do. */
export const STARTUP_ALARM = 'start';

const START_AGAIN_AFTER_MINUTES = 1;

/**
 * The first thing that a worker does. The alarm that has woken it is used up, and Firefox forgets all alarms when it is closed: a worker that dies
 * in its first moments would be woken by nothing. Never throws: where there are no alarms, the sync says so.
 */
export async function armStartupAlarm(): Promise<void> {
  await browser.alarms.create(STARTUP_ALARM, { delayInMinutes: START_AGAIN_AFTER_MINUTES }).catch(() => undefined);
}

/** Takes it back: whatever has to be woken for has an alarm of its own now. */
export async function clearStartupAlarm(): Promise<void> {
  await browser.alarms.clear(STARTUP_ALARM).catch(() => undefined);
}

/** Makes the poll alarm right; one that is right is left alone, for creating it anew would start its countdown again. */
export async function ensurePollAlarm(periodMinutes: number, now: number): Promise<void> {
  const alarm = await browser.alarms.get(POLL_ALARM);
  if (isAlarmValid(alarm, periodMinutes, now)) return;
  await browser.alarms.create(POLL_ALARM, { delayInMinutes: periodMinutes, periodInMinutes: periodMinutes });
}

/** Wakes the worker at `time` (ms since epoch) to go on with the sync; `null`: no need to. */
export async function scheduleResume(time: number | null): Promise<void> {
  if (time === null) await browser.alarms.clear(RESUME_ALARM);
  else await browser.alarms.create(RESUME_ALARM, { when: time });
}
