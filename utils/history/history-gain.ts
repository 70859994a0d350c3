import type { Delta } from '../breakouts/model/delta.ts';
import { DAY_MS } from '../time/units.ts';
import type { Point, Series } from './point.ts';

/**
 * A refresh up to this long before the start of a window counts as its start, ms: refreshes are not
 * exactly a day apart.
 */
const MAX_EARLY_MS = DAY_MS / 4;

/** The gain of a post over a look-back window, as far as its history goes. */
export interface OwnGain extends Delta {
  /** Days from the first point that was used to the last one; at most the window. */
  readonly coveredDays: number;
}

const NO_GAIN: OwnGain = { views: null, engagement: null, coveredDays: 0 };

/**
 * Computes the gain over the window that ends with the last point: the last counts minus those at
 * the start of the window. The start is the earliest point inside the window, as for the API,
 * unless a point at most 6 hours before the window is nearer to it. Negative where the platform
 * recounted, `null` where a count is unknown or there is no second point.
 *
 * Engagement is likes + comments + shares, as far as both points have them and if both have likes,
 * as in `utils/creator-audit/parse-deltas.ts`.
 */
export function historyGain(series: Series, windowDays: number): OwnGain {
  const last = series.at(-1);
  if (last === undefined) return NO_GAIN;
  const first = startOf(series, last.at - windowDays * DAY_MS);
  if (first === last) return NO_GAIN;
  const gained = (count: 'views' | 'likes' | 'comments' | 'shares') =>
    difference(last[count], first[count]);
  const likes = gained('likes');
  return {
    views: gained('views'),
    engagement: likes === null ? null : likes + (gained('comments') ?? 0) + (gained('shares') ?? 0),
    coveredDays: Math.min((last.at - first.at) / DAY_MS, windowDays),
  };
}

/** Returns the point at the start of a window, in which the last point is. */
function startOf(series: Series, start: number): Point {
  const inside = series.findIndex(({ at }) => at >= start);
  const [before, after] = [series[inside - 1], series[inside] as Point];
  if (before === undefined) return after;
  const early = start - before.at;
  return early <= MAX_EARLY_MS && early < after.at - start ? before : after;
}

function difference(later: number | null, earlier: number | null): number | null {
  return later === null || earlier === null ? null : later - earlier;
}
