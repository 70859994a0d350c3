import type { Series } from './point.ts';

const DAY_MS = 86_400_000;

/** How dense a series stays: up to an age, one point for each stretch of so many days (0: all). Days. */
const DENSITIES = [
  { upToAge: 14, stretch: 0 },
  { upToAge: 90, stretch: 1 },
  { upToAge: Number.POSITIVE_INFINITY, stretch: 7 },
] as const;

/** No point is kept for longer, in days: no look-back window reaches further. */
export const MAX_HISTORY_DAYS = 365;

/**
 * The series with fewer points the older they are: all of the last 14 days, the first of each day (UTC) up to 90 days, the first of each
 * week up to 365 days, none before; the last point always, within that. Thinning step by step as time passes leaves the same as thinning once in the end, for stretches begin at
 * fixed times and a week's first point is its day's first as well.
 *
 * @param asOf what ages are reckoned from, ms since epoch
 * @param keepDays nothing older than this is kept, in days
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
    // A first point that is too old to be kept is the first all the same: the others of its week went long ago, if it was thinned before.
    const isFirst = stretch !== lastStretch;
    lastStretch = stretch;
    return isKept && (isFirst || at === lastAt);
  });
}
