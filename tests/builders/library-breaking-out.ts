import type { HandMadePost } from '../sandbox-api/hand-made-post.ts';
import { libraryWithHits } from './library-with-hits.ts';
import { DAY, HOUR } from './time.ts';

/** A post that breaks out at a time, ms since epoch. */
export interface ComingBreakout {
  readonly id: string;
  readonly at: number;
}

/**
 * Creates a library in which nothing breaks out until posts gain many times the usual at once.
 *
 * @param now ms since epoch
 * @param hours the hours from now after which a post breaks out, one post of its own for each entry
 */
export function libraryBreakingOut(
  now: number,
  hours: readonly number[],
): { readonly posts: readonly HandMadePost[]; readonly coming: readonly ComingBreakout[] } {
  const { posts, hitIds } = libraryWithHits(now);
  // The third youngest post of each account, as old as the hits.
  const candidates = posts.filter(({ id }) => Number(id.slice(-12)) % 1000 === 2);
  const coming = hours.map((hour, index) => ({
    id: candidates[index]?.id ?? '',
    at: now + hour * HOUR,
  }));
  const refreshTimes = [...new Set(coming.map(({ at }) => at))].sort((a, b) => a - b);
  const quiet = posts.map((post): HandMadePost => {
    const scale = hitIds.includes(post.id) ? 1 / HIT_MULTIPLE : 1;
    const known = (post.refreshes ?? [])
      .map((refresh) => scaled(refresh, scale))
      .toSorted((a, b) => a.at - b.at);
    const last = known.at(-1);
    if (last === undefined) return post;
    const breaksOutAt = coming.find(({ id }) => id === post.id)?.at ?? Infinity;
    const later = [...refreshTimes, now + DAY].map((at) =>
      at >= breaksOutAt ? { ...scaled(last, HIT_MULTIPLE), at } : { ...last, at },
    );
    return { ...post, refreshes: [...known, ...later] };
  });
  return { posts: quiet, coming };
}

/** As much as the hits of `libraryWithHits`. */
const HIT_MULTIPLE = 20;

type Refresh = NonNullable<HandMadePost['refreshes']>[number];

function scaled(refresh: Refresh, factor: number): Refresh {
  const { at, ...counts } = refresh;
  return {
    at,
    ...Object.fromEntries(
      Object.entries(counts).map(([name, count]) => [name, Math.round((count ?? 0) * factor)]),
    ),
  };
}
