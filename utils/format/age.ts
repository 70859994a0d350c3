import { formatter } from './formatter.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

type Unit = 'minute' | 'hour' | 'day' | 'month' | 'year';

/** The largest unit of which `ms` holds at least one, and how many; less than a minute is 0 minutes. A future time has age 0. */
function inWholeUnits(ms: number): { amount: number; unit: Unit } {
  const age = Math.max(ms, 0);
  if (age < HOUR) return { amount: Math.floor(age / MINUTE), unit: 'minute' };
  if (age < DAY) return { amount: Math.floor(age / HOUR), unit: 'hour' };
  if (age < 60 * DAY) return { amount: Math.floor(age / DAY), unit: 'day' };
  if (age < 730 * DAY) return { amount: Math.floor(age / (30.44 * DAY)), unit: 'month' };
  return { amount: Math.floor(age / (365.25 * DAY)), unit: 'year' };
}

/** An age in the fewest words: `3 d`, `5 hr`. */
export function shortAge(ms: number, locale: string): string {
  const { amount, unit } = inWholeUnits(ms);
  return formatter(Intl.NumberFormat, locale, { style: 'unit', unit, unitDisplay: 'short' }).format(amount);
}

/** How long ago `time` (ms since epoch) was, in words: `3 hours ago`, `this minute`. */
export function timeAgo(time: number, now: number, locale: string): string {
  const { amount, unit } = inWholeUnits(now - time);
  return formatter(Intl.RelativeTimeFormat, locale, { numeric: 'auto' }).format(-amount, unit);
}

/** How long it still takes until `time` (ms since epoch), in words, rounded up to the minute: `in 2 minutes`. */
export function timeUntil(time: number, now: number, locale: string): string {
  const { amount, unit } = inWholeUnits(time - now + MINUTE - 1);
  return formatter(Intl.RelativeTimeFormat, locale, { numeric: 'auto' }).format(amount, unit);
}

/** A moment: the time of day, with the date when it is not within half a day of `now`. */
export function formatDateTime(time: number, now: number, locale: string): string {
  const isNear = Math.abs(now - time) < DAY / 2;
  return formatter(
    Intl.DateTimeFormat,
    locale,
    isNear ? { timeStyle: 'short' } : { dateStyle: 'medium', timeStyle: 'short' },
  ).format(time);
}
