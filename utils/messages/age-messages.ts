import { type AgeUnit, inWholeUnits, relativeTime } from '../format/age.ts';
import { MINUTE_MS } from '../time/units.ts';
import type { Translate } from './translate.ts';

const SHORT = {
  minute: 'time.minutes',
  hour: 'time.hours',
  day: 'time.days',
  month: 'time.months',
  year: 'time.years',
} as const satisfies Record<AgeUnit, string>;

/** Writes an age (ms) in the fewest words: `3 d`, `5 h`, `2 mo`. */
export function shortAge(ms: number, { t }: { readonly t: Translate }): string {
  const { amount, unit } = inWholeUnits(ms);
  return t.plural(SHORT[unit], amount, amount);
}

/** Writes how long it takes until `time` (ms since epoch) in the fewest words: `in 45 min`. */
export function shortUntil(
  time: number,
  { t, now }: { readonly t: Translate; readonly now: number },
): string {
  const { amount, unit } = inWholeUnits(time - now + MINUTE_MS - 1);
  const atLeastOne = Math.max(amount, 1);
  return t('time.until', t.plural(SHORT[unit], atLeastOne, atLeastOne));
}

/** Writes how long ago `time` (ms since epoch) was: `3 hours ago`, `just now` below a minute. */
export function timeAgo(
  time: number,
  { t, locale, now }: { readonly t: Translate; readonly locale: string; readonly now: number },
): string {
  const { amount, unit } = inWholeUnits(now - time);
  return amount === 0 ? t('time.justNow') : relativeTime(-amount, unit, locale);
}
