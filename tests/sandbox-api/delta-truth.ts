import type { Counts, LibraryPost } from './library-post.ts';

/** The gains of a post by window in days. A count is `null` where it cannot be known. */
export type PostDeltas = Readonly<Record<number, Counts>>;

const DAY_MS = 86_400_000;
const UNKNOWN: Counts = { views: null, likes: null, comments: null, shares: null, saves: null };

function difference(later: number | null, earlier: number | null): number | null {
  return later === null || earlier === null ? null : later - earlier;
}

/**
 * Computes the gains of a post as the API does at `now` (ms since epoch): the counts of its last
 * refresh minus those of the earliest refresh inside the window. The window ends with the last
 * refresh. With a single refresh every gain is 0; with none it is unknown.
 */
export function deltasOfPost(
  post: LibraryPost,
  windows: readonly number[],
  now: number,
): PostDeltas {
  const overrides = post.deltaOverrides;
  if (overrides)
    return Object.fromEntries(windows.map((days) => [days, { ...UNKNOWN, ...overrides[days] }]));
  const last = post.refreshes.last(now);
  if (last === null) return Object.fromEntries(windows.map((days) => [days, UNKNOWN]));
  const end = post.countsAt(last);
  return Object.fromEntries(
    windows.map((days) => {
      const start = post.countsAt(post.refreshes.earliestSince(last - days * DAY_MS, now) ?? last);
      return [
        days,
        {
          views: difference(end.views, start.views),
          likes: difference(end.likes, start.likes),
          comments: difference(end.comments, start.comments),
          shares: difference(end.shares, start.shares),
          saves: difference(end.saves, start.saves),
        },
      ];
    }),
  );
}
