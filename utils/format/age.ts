import { DAY_MS, HOUR_MS, MINUTE_MS } from '../time/units.ts';
import { formatter } from './formatter.ts';

export type AgeUnit = 'minute' | 'hour' | 'day' | 'month' | 'year';

/**
 * Measures `ms` in the largest unit of which it holds at least one; less than a minute is 0
 * minutes. A negative age is 0.
 */
export function inWholeUnits(ms: number): { readonly amount: number; readonly unit: AgeUnit } {
  const age = Math.max(ms, 0);
  if (age < HOUR_MS) return { amount: Math.floor(age / MINUTE_MS), unit: 'minute' };
  if (age < DAY_MS) return { amount: Math.floor(age / HOUR_MS), unit: 'hour' };
  if (age < 60 * DAY_MS) return { amount: Math.floor(age / DAY_MS), unit: 'day' };
  if (age < 730 * DAY_MS) return { amount: Math.floor(age / (30.44 * DAY_MS)), unit: 'month' };
  return { amount: Math.floor(age / (365.25 * DAY_MS)), unit: 'year' };
}

/** Writes an amount of time from now, negative for the past: `3 hours ago`, `yesterday`. */
export function relativeTime(amount: number, unit: AgeUnit, locale: string): string {
  return formatter(Intl.RelativeTimeFormat, locale, { numeric: 'auto' }).format(amount, unit);
}

/**
 * Writes how long it takes until `time` (ms since epoch), rounded up to the minute: `in 2 minutes`.
 */
export function timeUntil(time: number, now: number, locale: string): string {
  const { amount, unit } = inWholeUnits(time - now + MINUTE_MS - 1);
  return relativeTime(Math.max(amount, 1), unit, locale);
}

/** Writes the date of a moment: `Nov 23, 2026`. */
export function formatDate(time: number, locale: string): string {
  return formatter(Intl.DateTimeFormat, locale, { dateStyle: 'medium' }).format(time);
}

/** Writes a moment: the time of day, with the date when it is not within half a day of `now`. */
export function formatDateTime(time: number, now: number, locale: string): string {
  const isNear = Math.abs(now - time) < DAY_MS / 2;
  return formatter(
    Intl.DateTimeFormat,
    locale,
    isNear ? { timeStyle: 'short' } : { dateStyle: 'medium', timeStyle: 'short' },
  ).format(time);
}
