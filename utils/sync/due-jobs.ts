import * as z from 'zod/mini';
import { MINUTE_MS } from '../time/units.ts';

/** An interrupted worker is followed by another within this time, ms. */
export const RESTART_AFTER_MS = MINUTE_MS;

/** Chrome lets no alarm fire sooner, ms (Chrome 120). */
const MIN_ALARM_DELAY_MS = 30_000;

/** Browsers hold alarms back for a while when the machine sleeps or is busy. ms. */
const SLACK_MS = MINUTE_MS;

const time = z.catch(z.nullable(z.number()), null);

/** The jobs of the worker with the time each is due, ms since epoch; `null`: not planned. */
export const dueJobsSchema = z.readonly(
  z.object({
    /** The next regular sync. */
    poll: time,
    /** Going on with a sync after a pause, or after its worker died. */
    resume: time,
    /** The repetition of begun work, in case the worker dies. */
    restart: time,
    /** Repainting the badge, because a snooze ends. Every alarm repaints it. */
    repaint: time,
    /** Sending a message of the outbox, or giving one up. */
    outbox: time,
    /** Sending what quiet hours or a pause held back, or the digest. */
    alerts: time,
  }),
);

export type DueJobs = z.infer<typeof dueJobsSchema>;

export const NO_JOBS: DueJobs = {
  poll: null,
  resume: null,
  restart: null,
  repaint: null,
  outbox: null,
  alerts: null,
};

/** Returns the time of the next job, ms since epoch; `null` when none is planned. */
export function nextJobAt(jobs: DueJobs): number | null {
  const times = Object.values(jobs).filter((due) => due !== null);
  return times.length === 0 ? null : Math.min(...times);
}

/**
 * Plans the next poll, unless it is planned right. Jobs further ahead than they are ever planned
 * date from before the clock was set back or the period shortened.
 *
 * @param now ms since epoch
 */
export function correctJobs(jobs: DueJobs, periodMinutes: number, now: number): DueJobs {
  const nextPoll = now + periodMinutes * MINUTE_MS;
  return {
    ...jobs,
    poll: jobs.poll === null ? nextPoll : Math.min(jobs.poll, nextPoll),
    restart: jobs.restart === null ? null : Math.min(jobs.restart, now + RESTART_AFTER_MS),
  };
}

/** Returns true if a job is due that takes a sync. */
export function isSyncJobDue({ poll, resume, restart }: DueJobs, now: number): boolean {
  return [poll, resume, restart].some((due) => due !== null && due <= now);
}

/**
 * Removes due sync jobs from the list, and plans their repetition in case the worker dies.
 *
 * @param now ms since epoch
 */
export function beginJobs(jobs: DueJobs, now: number): DueJobs {
  const { poll, resume } = jobs;
  return {
    ...jobs,
    poll: laterThan(now, poll),
    resume: laterThan(now, resume),
    restart: now + RESTART_AFTER_MS,
  };
}

function laterThan(now: number, due: number | null): number | null {
  return due !== null && due > now ? due : null;
}

/**
 * Returns true if an alarm wakes the worker for the next job. One that is too far ahead was set
 * before the clock was set back, and Chrome would delay it until the clock has caught up. One
 * within the next 30 s is valid for any earlier job: Chrome would make the alarm that replaces it
 * wait for 30 s, which is later.
 *
 * @param alarm times in ms since epoch
 * @param dueAt the time of the next job, ms since epoch
 */
export function isAlarmValid(
  alarm:
    | { readonly scheduledTime: number; readonly periodInMinutes?: number | undefined }
    | undefined,
  dueAt: number,
  periodMinutes: number,
  now: number,
): boolean {
  if (alarm === undefined || alarm.periodInMinutes !== periodMinutes) return false;
  const { scheduledTime } = alarm;
  return (
    scheduledTime >= Math.max(dueAt, now) - SLACK_MS &&
    scheduledTime <= Math.max(dueAt, now + MIN_ALARM_DELAY_MS)
  );
}
