import type { Delta } from '../breakouts/model/delta.ts';
import type { Point, Series } from './point.ts';

const DAY_MS = 86_400_000;

/**
 * Refreshes come once a day give or take some minutes, so that the one which belongs to the start of a window often lies just before it. ms.
 */
const EARLY_MS = DAY_MS / 4;

/** What a post gained over a look-back window, as far as its history goes. */
export interface OwnGain extends Delta {
  /** From the point that was counted from to the last one, in days; at most the window. */
  readonly coveredDays: number;
}

/**
 * What a post gained over the window that ends with its last point: the last counts minus those at the start of the window. That is the earliest
 * point inside the window, as the API reckons it, unless there is one at most 6 hours before it that is nearer to its start. Negative
 * where the platform recounted, `null` where a count is unknown or there is no second point.
 *
 * Engagement is likes + comments + shares, as far as both points have them and if both have likes (as `utils/creator-audit/parse-deltas.ts` reads
 * it from the API).
 */
export function historyGain(series: Series, windowDays: number): OwnGain {
  const last = series.at(-1);
  const first = last && startOf(series, last.at - windowDays * DAY_MS);
  if (last === undefined || first === undefined || first === last) {
    return { views: null, engagement: null, coveredDays: 0 };
  }
  const gained = (count: 'views' | 'likes' | 'comments' | 'shares') => difference(last[count], first[count]);
  const likes = gained('likes');
  return {
    views: gained('views'),
    engagement: likes === null ? null : likes + (gained('comments') ?? 0) + (gained('shares') ?? 0),
    coveredDays: Math.min((last.at - first.at) / DAY_MS, windowDays),
  };
}

function startOf(series: Series, start: number): Point | undefined {
  const inside = series.findIndex(({ at }) => at >= start);
  const [before, after] = [series[inside - 1], series[inside]];
  if (before === undefined || after === undefined) return after;
  const early = start - before.at;
  return early <= EARLY_MS && early < after.at - start ? before : after;
}

function difference(later: number | null, earlier: number | null): number | null {
  return later === null || earlier === null ? null : later - earlier;
}
