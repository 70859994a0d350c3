import { isAlarmRight } from '../sync/poll-alarm.ts';
import { browser } from './browser.ts';

/** The alarm that starts a sync at every interval. */
export const POLL_ALARM = 'poll';
/** The alarm that goes on with a sync: after a pause, or after the worker died in the middle. */
export const RESUME_ALARM = 'resume';

/** Makes the poll alarm right; one that is right is left alone, for creating it anew would start its countdown again. */
export async function keepPolling(periodMinutes: number, now: number): Promise<void> {
  const alarm = await browser.alarms.get(POLL_ALARM);
  if (isAlarmRight(alarm, periodMinutes, now)) return;
  await browser.alarms.create(POLL_ALARM, { delayInMinutes: periodMinutes, periodInMinutes: periodMinutes });
}

/** Wakes the worker at `time` (ms since epoch) to go on with the sync; `null`: no need to. */
export async function wakeToResume(time: number | null): Promise<void> {
  if (time === null) await browser.alarms.clear(RESUME_ALARM);
  else await browser.alarms.create(RESUME_ALARM, { when: time });
}
