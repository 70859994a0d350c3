import { formatter } from './formatter.ts';

/** Names a day of the week in short. @param day 1 is Monday, 7 is Sunday (ISO 8601) */
export function weekdayName(day: number, locale: string): string {
  // The Sunday of November 22, 2026, and the days that follow.
  const time = Date.UTC(2026, 10, 22 + day);
  return formatter(Intl.DateTimeFormat, locale, { weekday: 'short', timeZone: 'UTC' }).format(time);
}
