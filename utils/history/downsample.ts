import { DAY_MS } from '../time/units.ts';
import type { Series } from './point.ts';

/** The density of a series: up to an age, one point for each stretch of days (0: all). Days. */
const DENSITIES = [
  { upToAge: 14, stretch: 0 },
  { upToAge: 90, stretch: 1 },
  { upToAge: Number.POSITIVE_INFINITY, stretch: 7 },
] as const;

/** The oldest point that is kept, in days: no look-back window reaches further. */
export const MAX_HISTORY_DAYS = 365;

/**
 * Drops points the more, the older they are. It keeps all of the last 14 days, the first of each
 * day (UTC) up to 90 days, the first of each week up to 365 days, and always the last point.
 * Thinning step by step leaves the same as thinning once: stretches begin at fixed times, and the
 * first point of a week is the first of its day too.
 *
 * @param asOf the time that ages refer to, ms since epoch
 * @param keepDays the oldest point to keep, in days
 */
export function downsample(series: Series, asOf: number, keepDays = MAX_HISTORY_DAYS): Series {
  let lastStretch = '';
  const lastAt = series.at(-1)?.at;
  return series.filter(({ at }) => {
    const age = (asOf - at) / DAY_MS;
    const isKept = age <= Math.min(keepDays, MAX_HISTORY_DAYS);
    const days = DENSITIES.find(({ upToAge }) => age <= upToAge)?.stretch ?? 0;
    if (days === 0) return isKept;
    const stretch = `${days} ${Math.floor(at / DAY_MS / days)}`;
    // A first point that is too old to be kept still is the first of its stretch.
    const isFirst = stretch !== lastStretch;
    lastStretch = stretch;
    return isKept && (isFirst || at === lastAt);
  });
}
