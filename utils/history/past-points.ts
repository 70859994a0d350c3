import { MAX_SHORT_WINDOW_DAYS } from '../breakouts/model/gain.ts';
import type { Post } from '../breakouts/model/post.ts';
import { DAY_MS, HOUR_MS } from '../time/units.ts';
import { appendPoints } from './append-points.ts';
import { pointOf, type Series } from './point.ts';

/** A number of views at a moment of a post's life. */
export interface PastPoint {
  /** ms since epoch. */
  readonly at: number;
  /** Lifetime views. */
  readonly views: number;
  /** True if it follows from a gain; false if it is a count that this browser saved. */
  readonly isEstimated: boolean;
}

/** CreatorAudit's gain of a post over a look-back window. */
export interface KnownGain {
  readonly days: number;
  /** Views; negative where the platform corrected its count. */
  readonly views: number;
}

type DatedPost = Pick<
  Post,
  | 'createdAt'
  | 'firstRefreshedAt'
  | 'lastRefreshedAt'
  | ('views' | 'likes' | 'comments' | 'shares' | 'saves')
>;

/**
 * An estimate this close to a saved count is of the same refresh, and the count replaces it:
 * refreshes are a day apart, give or take hours.
 */
const SAME_REFRESH_MS = 12 * HOUR_MS;

/** An estimate that contradicts the saved counts around it by more than this is dropped. */
const MAX_CONTRADICTION = 0.1;

/**
 * Returns what is known of a post's views over time, oldest first: the counts that this browser
 * saved, and estimates where it saved none. The views a window ago are those of the last refresh
 * minus the gain over the window, or those of the first refresh where CreatorAudit has not tracked
 * the post for so long. No estimate is above the point after it or below the point before it: a
 * longer window cannot have gained less. A post began with no views, which is a point too where it
 * does not stretch the time to more than twice what is known.
 *
 * @param saved the saved counts of the post
 * @param gains CreatorAudit's gains, not those of the saved counts
 */
export function estimatePastPoints(
  post: DatedPost,
  saved: Series,
  gains: readonly KnownGain[],
): readonly PastPoint[] {
  const last = pointOf(post);
  const counted = (last === null ? saved : appendPoints(saved, [last])).flatMap(
    ({ at, views }): PastPoint[] => (views === null ? [] : [{ at, views, isEstimated: false }]),
  );
  const estimates = estimatesOf(post, gains).flatMap((estimate) => {
    const fitted = fitBetween(estimate, counted);
    return fitted === null ? [] : [fitted];
  });
  const points = [...estimates, ...counted].sort((a, b) => a.at - b.at);
  const birth = birthOf(post, points);
  return birth === null ? points : [birth, ...points];
}

/** The estimates of the gains alone, in any order; those over longer windows are not higher. */
function estimatesOf(post: DatedPost, gains: readonly KnownGain[]): PastPoint[] {
  const { createdAt, firstRefreshedAt, lastRefreshedAt, views } = post;
  if (lastRefreshedAt === null || views === null) return [];
  const ascending = gains.toSorted((a, b) => a.days - b.days);
  const byTime = new Map<number, PastPoint>();
  let mostGained = 0;
  for (const [place, gain] of ascending.entries()) {
    if (isOfMissedRefresh(gain, ascending[place + 1])) continue;
    mostGained = Math.min(views, Math.max(mostGained, gain.views));
    const at = Math.max(
      lastRefreshedAt - gain.days * DAY_MS,
      firstRefreshedAt ?? Number.NEGATIVE_INFINITY,
    );
    if (at >= lastRefreshedAt || at <= (createdAt ?? Number.NEGATIVE_INFINITY)) continue;
    if (!byTime.has(at)) byTime.set(at, { at, views: views - mostGained, isEstimated: true });
  }
  return [...byTime.values()];
}

/**
 * Returns true if no refresh fell between the starts of two windows: equal gains count from the
 * longer one, as in the rule (`gain.ts`).
 */
function isOfMissedRefresh(gain: KnownGain, longer: KnownGain | undefined): boolean {
  if (gain.days > MAX_SHORT_WINDOW_DAYS || longer === undefined) return false;
  return gain.views === longer.views || (gain.views === 0 && longer.views > 0);
}

/** Fits an estimate between the counts around it; `null` where they replace it. */
function fitBetween(estimate: PastPoint, counted: readonly PastPoint[]): PastPoint | null {
  if (counted.some(({ at }) => Math.abs(at - estimate.at) < SAME_REFRESH_MS)) return null;
  const next = counted.findIndex(({ at }) => at > estimate.at);
  const least = counted[next - 1]?.views ?? 0;
  const most = counted[next]?.views ?? Number.POSITIVE_INFINITY;
  const isContradicted =
    least > most ||
    estimate.views < least * (1 - MAX_CONTRADICTION) ||
    estimate.views > most * (1 + MAX_CONTRADICTION);
  if (isContradicted) return null;
  return { ...estimate, views: Math.min(Math.max(estimate.views, least), most) };
}

function birthOf({ createdAt }: DatedPost, points: readonly PastPoint[]): PastPoint | null {
  const [first, last] = [points[0], points.at(-1)];
  if (createdAt === null || first === undefined || last === undefined) return null;
  const before = first.at - createdAt;
  // A post that was refreshed once has its birth and one count.
  const isNear = before > 0 && (first === last || before <= last.at - first.at);
  return isNear ? { at: createdAt, views: 0, isEstimated: true } : null;
}
