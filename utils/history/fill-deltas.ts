import type { Delta, DeltasByPost } from '../breakouts/delta.ts';
import type { OwnHistory } from '../breakouts/own-history.ts';
import type { Post } from '../breakouts/post.ts';
import type { OwnGain } from './gained-over.ts';

const DAY_MS = 86_400_000;

/** A window is covered although this much of its start is missing, in days (as the breakout rule has it for the API's deltas). */
const MISSING_DAYS = 0.75;

/** What our own history says of many posts, by post id and by window in days. */
export type OwnGains = ReadonlyMap<string, Readonly<Record<number, OwnGain>>>;

const UNKNOWN: Delta = { views: null, engagement: null };

/** Whether the API left out what was asked of it for one of the windows (days). */
export function lacksDelta(id: string, deltas: DeltasByPost, windows: readonly number[]): boolean {
  const byWindow = deltas.get(id);
  return windows.some((days) => {
    const { views, engagement } = byWindow?.[days] ?? UNKNOWN;
    return views === null || engagement === null;
  });
}

/** Whether our own gain over a window (days) says as much as the API's delta of the post would. */
export function covers(
  { coveredDays }: OwnGain,
  days: number,
  { firstRefreshedAt, lastRefreshedAt }: Pick<Post, 'firstRefreshedAt' | 'lastRefreshedAt'>,
): boolean {
  const followedDays =
    firstRefreshedAt === null || lastRefreshedAt === null ? Infinity : (lastRefreshedAt - firstRefreshedAt) / DAY_MS;
  return coveredDays >= Math.min(days, followedDays) - MISSING_DAYS;
}

/**
 * The API's deltas, with our own history's in the places of those that it did not give. A gain of our own counts only where the history covers the
 * window, but for {@link MISSING_DAYS}; of a post that CreatorAudit itself has followed for less than the window, where it covers all that time, for
 * the API's own delta says no more.
 *
 * @param windows days
 */
export function fillDeltas(
  posts: readonly Pick<Post, 'id' | 'firstRefreshedAt' | 'lastRefreshedAt'>[],
  deltas: DeltasByPost,
  ownGains: OwnGains,
  windows: readonly number[],
): { readonly deltas: DeltasByPost; readonly ownHistory: OwnHistory } {
  const filled = new Map(deltas);
  for (const { id, firstRefreshedAt, lastRefreshedAt } of posts) {
    const own = ownGains.get(id);
    if (own === undefined || !lacksDelta(id, deltas, windows)) continue;
    const byWindow: Record<number, Delta> = { ...deltas.get(id) };
    for (const days of windows) {
      const gain = own[days];
      if (gain === undefined || !covers(gain, days, { firstRefreshedAt, lastRefreshedAt })) continue;
      const { views, engagement } = byWindow[days] ?? UNKNOWN;
      byWindow[days] = { views: views ?? gain.views, engagement: engagement ?? gain.engagement };
    }
    filled.set(id, byWindow);
  }
  return {
    deltas: filled,
    ownHistory: {
      coveredDays: (id, days, measure) =>
        (deltas.get(id)?.[days]?.[measure] ?? null) === null ? (ownGains.get(id)?.[days]?.coveredDays ?? 0) : null,
    },
  };
}
