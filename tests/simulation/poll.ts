import type { DeltasByWindow } from '../../utils/breakouts/model/delta.ts';
import type { Post } from '../../utils/breakouts/model/post.ts';
import { engagementOf } from './engagement-count.ts';
import { type SimulatedPost, viewsOf } from './post.ts';
import { SeededRandom } from './random.ts';
import type { World } from './world.ts';

const STREAM = 5;
const DAY_MS = 86_400_000;

/** When every world is polled, in ms since epoch. */
export const POLL_TIME = Date.UTC(2026, 10, 23, 12);

/** What the API would answer about a world at {@link POLL_TIME}. */
export interface Poll {
  readonly now: number;
  /** In the order of the world's posts. */
  readonly posts: readonly Post[];
  readonly deltas: ReadonlyMap<string, DeltasByWindow>;
}

/**
 * Refreshes every account once a day, at an hour of its own, since it is tracked; a delta is the count at the last refresh minus
 * the count at the earliest refresh inside the window.
 *
 * @param windows days
 */
export function pollWorld(world: World, windows: readonly number[]): Poll {
  const deltas = new Map<string, DeltasByWindow>();
  const posts = world.posts.map((post) => {
    const hour = new SeededRandom(world.seed, STREAM, post.account.index).next();
    const { row, gained } = poll(post, world.seed, POLL_TIME - hour * DAY_MS, windows);
    deltas.set(row.id, gained);
    return row;
  });
  return { now: POLL_TIME, posts, deltas };
}

/** The id under which a post of a world is polled. */
export function postId(post: SimulatedPost): string {
  return `${post.account.index}-${post.index}`;
}

function poll(post: SimulatedPost, seed: number, lastRefresh: number, windows: readonly number[]) {
  const { account, ageDays } = post;
  const refreshesBefore = Math.floor(Math.min(ageDays, account.trackedDays));
  const counter = viewsOf(post, seed);
  const engagementAt = engagementOf(post, seed);
  const countsBefore = (days: number) => {
    const views = counter.viewsAt(ageDays - Math.min(days, refreshesBefore));
    const { likes, comments, shares, saves } = engagementAt(views);
    return { views, likes, comments, shares, saves, engagement: likes + comments + shares };
  };
  const last = countsBefore(0);
  const row: Post = {
    id: postId(post),
    platform: 'tiktok',
    accountKey: `account-${account.index}`,
    accountName: `account${account.index}`,
    caption: null,
    url: null,
    coverUrl: null,
    mediaType: null,
    createdAt: lastRefresh - ageDays * DAY_MS,
    firstRefreshedAt: lastRefresh - refreshesBefore * DAY_MS,
    lastRefreshedAt: lastRefresh,
    refreshIntervalHours: 24,
    isUnavailable: false,
    views: last.views,
    likes: last.likes,
    comments: last.comments,
    shares: last.shares,
    saves: null,
  };
  const gained = Object.fromEntries(
    windows.map((days) => {
      const start = countsBefore(days);
      return [days, { views: last.views - start.views, engagement: last.engagement - start.engagement }];
    }),
  );
  return { row, gained };
}
