import type { AlertPause } from '../../utils/alerts/alert-pause.ts';
import { afterSilence } from '../../utils/alerts/alert-times.ts';
import { localClock, userTimeZone } from '../../utils/alerts/local-clock.ts';
import { type Deliveries, nextDeliveryAt } from '../../utils/alerts/outbox.ts';
import { nextAlertAt } from '../../utils/alerts/send-due.ts';
import { armJobAlarm } from '../../utils/browser/job-alarm.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../utils/settings/settings.ts';
import { nextSnoozeEnd } from '../../utils/state/prune-marks.ts';
import { serialQueue } from '../../utils/storage/serial-queue.ts';
import {
  alertMemoryStore,
  alertPauseStore,
  channelsStore,
  dueJobsStore,
  marksStore,
  outboxStore,
  readBatch,
  settingsStore,
} from '../../utils/storage/stored-values.ts';
import { correctJobs, type DueJobs, nextJobAt } from '../../utils/sync/due-jobs.ts';
import { MINUTE_MS } from '../../utils/time/units.ts';

const enqueue = serialQueue();

/**
 * Changes the list of jobs and arms the alarm for the next one. The alarm comes first: a worker
 * that dies before the list is stored is woken too early rather than too late. The badge is
 * repainted when the next snooze ends, which follows from the marks; the next message is sent when
 * the outbox says, and alerts when nothing holds them back any more.
 *
 * @param deliveries the outbox that is about to be stored; without it, the stored one counts
 */
export function planJobs(
  change: (jobs: DueJobs) => DueJobs,
  deliveries?: Deliveries,
): Promise<void> {
  return enqueue(async () => {
    const [before, settings, marks, outbox, channels, memory, pause] = await readBatch(
      dueJobsStore,
      settingsStore,
      marksStore,
      outboxStore,
      channelsStore,
      alertMemoryStore,
      alertPauseStore,
    );
    const { refreshMinutes } = settings;
    const now = Date.now();
    const moment = { now, timeZone: userTimeZone(), pausedUntil: pause.until };
    const deliveryAt = nextDeliveryAt(deliveries ?? { outbox, channels }, now);
    const silentTo = afterSilence(restraintOf(settings, pause), now);
    const changed = {
      ...change(before),
      repaint: nextSnoozeEnd(marks, now),
      outbox: deliveryAt === null || silentTo === now ? deliveryAt : Math.max(deliveryAt, silentTo),
      alerts: nextAlertAt(memory, { settings }, moment),
    };
    const after = correctJobs(changed, refreshMinutes, now);
    await armJobAlarm(nextJobAt(after) ?? now, refreshMinutes);
    if (JSON.stringify(after) !== JSON.stringify(before)) await dueJobsStore.write(after);
  });
}

/** Returns the end of quiet hours and pauses, ms since epoch; `now` outside of them. */
export async function silentUntil(now: number): Promise<number> {
  const [settings, pause] = await readBatch(settingsStore, alertPauseStore);
  return afterSilence(restraintOf(settings, pause), now);
}

function restraintOf(settings: Settings, { until }: AlertPause) {
  return { settings, pausedUntil: until, clock: localClock(userTimeZone()) };
}

/** Schedules the continuation of the sync at `time` (ms since epoch); `null`: there is none. */
export function scheduleResume(time: number | null): Promise<void> {
  return planJobs((jobs) => ({ ...jobs, resume: time }));
}

/**
 * Plans the next poll and makes the alarm right: a clock that was set back makes Chromium's wait
 * until the clock has caught up. Where storage fails, the alarm is armed all the same.
 *
 * @param deliveries see {@link planJobs}
 */
export function ensureJobs(deliveries?: Deliveries): Promise<void> {
  return planJobs((jobs) => jobs, deliveries).catch(() => {
    const { refreshMinutes } = DEFAULT_SETTINGS;
    return armJobAlarm(Date.now() + refreshMinutes * MINUTE_MS, refreshMinutes);
  });
}
