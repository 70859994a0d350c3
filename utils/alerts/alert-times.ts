import type { AlertSettings } from '../settings/alert-settings.ts';
import { DAY_MS, HOUR_MS } from '../time/units.ts';
import { firstMoment, type LocalClock, minuteOfText, weekdayOf } from './local-clock.ts';

/** The minute of the day when a pause "until tomorrow" and a day without further messages end. */
const MORNING = 8 * 60;

/** No pause is longer, ms; a longer one dates from before the clock was set back. */
const MAX_PAUSE_MS = 2 * DAY_MS;

type QuietSettings = Pick<AlertSettings, 'alertQuietHours' | 'alertQuietFrom' | 'alertQuietUntil'>;
type DigestSettings = Pick<AlertSettings, 'alertDigest' | 'alertDigestAt' | 'alertDigestDays'>;

/** The lengths of a pause that the icon menu and the popup offer. */
export type PauseChoice = 'hour' | 'tomorrow';

/** Returns the end of a pause, ms since epoch. */
export function pauseEnd(choice: PauseChoice, now: number, clock: LocalClock): number {
  return choice === 'hour' ? now + HOUR_MS : clock.momentOf(clock.dayOf(now) + 1, MORNING);
}

/** Returns true if alerts are paused. @param pausedUntil ms since epoch; `null`: not */
export function isPaused(pausedUntil: number | null, now: number): boolean {
  const left = (pausedUntil ?? now) - now;
  return left > 0 && left <= MAX_PAUSE_MS;
}

/** Returns true in the quiet hours. Equal times of begin and end mean none. */
export function isQuiet(
  { alertQuietHours, alertQuietFrom, alertQuietUntil }: QuietSettings,
  now: number,
  clock: LocalClock,
): boolean {
  if (!alertQuietHours) return false;
  const [from, until] = [minuteOfText(alertQuietFrom), minuteOfText(alertQuietUntil)];
  const minute = clock.minuteOf(now);
  return from <= until ? from <= minute && minute < until : minute >= from || minute < until;
}

/** Returns the end of the quiet hours that `now` is in, ms since epoch; else `now`. */
export function afterQuiet(settings: QuietSettings, now: number, clock: LocalClock): number {
  if (!isQuiet(settings, now, clock)) return now;
  const until = minuteOfText(settings.alertQuietUntil);
  const today = clock.dayOf(now);
  const isOver = (time: number) => !isQuiet(settings, time, clock);
  for (const day of [today, today + 1]) {
    const first = clock.momentOf(day, until);
    // Where clocks are set back, they show the time a second time, an hour or half of one later.
    for (const end of [first, first + HOUR_MS / 2, first + HOUR_MS])
      if (end > now && isOver(end)) return firstMoment(now, end, isOver);
  }
  return now + HOUR_MS;
}

/** Everything that may hold messages back. */
export interface Restraint {
  readonly settings: QuietSettings & DigestSettings & Pick<AlertSettings, 'alertMaxPerDay'>;
  /** ms since epoch; `null`: alerts are not paused. */
  readonly pausedUntil: number | null;
  readonly clock: LocalClock;
}

/** Returns the first moment from `now` on that is neither paused nor quiet, ms since epoch. */
export function afterSilence({ settings, pausedUntil, clock }: Restraint, now: number): number {
  const resumed = isPaused(pausedUntil, now) ? (pausedUntil as number) : now;
  return afterQuiet(settings, resumed, clock);
}

/**
 * Returns the time until which the messages to a channel are held back, ms since epoch: by a pause,
 * the quiet hours, or the number of messages of a day. `now`: they are not.
 *
 * @param sentAt the times of the channel's messages of the last days
 * @param reservedFor the time of a digest that one of its day's messages is kept for; `null`: none
 */
export function heldUntil(
  restraint: Restraint,
  sentAt: readonly number[],
  reservedFor: number | null,
  now: number,
): number {
  const { settings, clock } = restraint;
  const isFull = (day: number) => {
    const reserved = reservedFor !== null && clock.dayOf(reservedFor) === day ? 1 : 0;
    return countOfDay(sentAt, day, clock) + reserved >= settings.alertMaxPerDay;
  };
  let time = afterSilence(restraint, now);
  const today = clock.dayOf(time);
  const morning = clock.momentOf(today, MORNING);
  // What was too much for a day is for the next morning, not for its midnight.
  if (time < morning && countOfDay(sentAt, today - 1, clock) >= settings.alertMaxPerDay)
    time = morning;
  for (let day = today; isFull(day) && day <= today + 1; day++)
    time = clock.momentOf(day + 1, MORNING);
  return afterSilence(restraint, time);
}

/** Returns the number of messages that were sent on a local day. */
function countOfDay(sentAt: readonly number[], day: number, clock: LocalClock): number {
  return sentAt.filter((time) => clock.dayOf(time) === day).length;
}

/** Returns the time of the first digest after `time`, ms since epoch; `null`: there is none. */
export function digestAfter(
  { alertDigest, alertDigestAt, alertDigestDays }: DigestSettings,
  time: number,
  clock: LocalClock,
): number | null {
  if (!alertDigest) return null;
  const today = clock.dayOf(time);
  for (let day = today; day <= today + 7; day++) {
    if (!alertDigestDays.includes(weekdayOf(day))) continue;
    const moment = clock.momentOf(day, minuteOfText(alertDigestAt));
    if (moment > time) return moment;
  }
  return null;
}
