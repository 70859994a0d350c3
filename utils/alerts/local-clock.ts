import { DAY_MS, MINUTE_MS } from '../time/units.ts';

/** The wall clock of a time zone. */
export interface LocalClock {
  /** The days from 1970-01-01 to the local date of `time` (ms since epoch). */
  dayOf(time: number): number;
  /** The minutes since the local midnight, 0 to 1439. */
  minuteOf(time: number): number;
  /**
   * Returns the first moment at which the clock shows at least this minute of this day, ms since
   * epoch: where clocks skip the minute, the moment when they skip it.
   */
  momentOf(day: number, minute: number): number;
}

/** Returns the time zone of the user's device (IANA). */
export function userTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Making a format takes a hundred times as long as using it. */
const clocks = new Map<string, LocalClock>();

/** Returns the wall clock of a time zone. @param timeZone IANA; @throws RangeError if unknown */
export function localClock(timeZone: string): LocalClock {
  const clock = clocks.get(timeZone) ?? createLocalClock(timeZone);
  clocks.set(timeZone, clock);
  return clock;
}

/**
 * Creates the wall clock of a time zone, daylight saving included.
 */
function createLocalClock(timeZone: string): LocalClock {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  /** The local date and time of a moment, as the ms since epoch at which UTC shows the same. */
  const localOf = (time: number) => {
    const part = { year: 1970, month: 1, day: 1, hour: 0, minute: 0, second: 0 };
    for (const { type, value } of format.formatToParts(time))
      if (type in part) part[type as keyof typeof part] = Number(value);
    return Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second);
  };
  return {
    dayOf: (time) => Math.floor(localOf(time) / DAY_MS),
    minuteOf: (time) => Math.floor((localOf(time) % DAY_MS) / MINUTE_MS),
    momentOf(day, minute) {
      const local = day * DAY_MS + minute * MINUTE_MS;
      const candidates = [local - DAY_MS, local + DAY_MS].map((near) => local - offsetAt(near));
      const [earlier, later] = candidates.sort((a, b) => a - b) as [number, number];
      return firstMoment(earlier, later, (time) => localOf(time) >= local);
    },
  };

  function offsetAt(time: number): number {
    return localOf(time) - Math.floor(time / 1000) * 1000;
  }
}

/** Returns the day of the week, 1 (Monday) to 7 (Sunday). @param day since 1970-01-01 */
export function weekdayOf(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** Returns the minutes since midnight of `HH:MM`. */
export function minuteOfText(text: string): number {
  const [hours, minutes] = text.split(':');
  return Number(hours) * 60 + Number(minutes);
}

/**
 * Returns the first full second between two moments, ms since epoch, from which `holds` is true; it
 * is at the later one.
 */
export function firstMoment(
  earlier: number,
  later: number,
  holds: (time: number) => boolean,
): number {
  if (holds(earlier)) return earlier;
  let [before, after] = [earlier, later];
  while (after - before > 1000) {
    const middle = Math.floor((before + after) / 2000) * 1000;
    if (middle <= before) break;
    if (holds(middle)) after = middle;
    else before = middle;
  }
  return after;
}
