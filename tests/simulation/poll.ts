import type { DeltasByWindow } from '../../utils/breakouts/model/delta.ts';
import type { Post } from '../../utils/breakouts/model/post.ts';
import { engagementOf } from './engagement-count.ts';
import { arrivalsOf, type SimulatedPost } from './post.ts';
import { refreshSchedule } from './refresh-schedule.ts';
import { type DailyNoise, type ViewArrivals, type ViewCounter, viewCounter } from './view-count.ts';
import type { ViewCurve } from './view-curve.ts';
import type { World } from './world.ts';

const DAY_MS = 86_400_000;

/** The time of the poll of every world, ms since epoch. */
const POLL_TIME = Date.UTC(2026, 10, 23, 12);

/** The responses of the API for a world at {@link POLL_TIME}. */
export interface Poll {
  readonly now: number;
  /** In the order of the world's posts. */
  readonly posts: readonly Post[];
  readonly deltas: ReadonlyMap<string, DeltasByWindow>;
}

/**
 * Refreshes every account in its rhythm (once a day, at its own hour) since it is tracked, and
 * creates the responses of the API; windows count back from a post's last refresh.
 *
 * @param windows days
 */
export function pollWorld(world: World, windows: readonly number[]): Poll {
  const { seed, settings } = world;
  const deltas = new Map<string, DeltasByWindow>();
  const schedules = new Map<number, ReturnType<typeof refreshSchedule>>();
  const scheduleOf = (account: number) => {
    const schedule = schedules.get(account) ?? refreshSchedule(seed, account, settings.rhythm);
    schedules.set(account, schedule);
    return schedule;
  };
  const posts = world.posts.map((post) => {
    const { sinceLast, daysBefore } = scheduleOf(post.account.index);
    const { row, gained } = pollPost(post, world, {
      lastRefresh: POLL_TIME - sinceLast * DAY_MS,
      daysBefore,
      windows,
    });
    deltas.set(row.id, gained);
    return row;
  });
  return { now: POLL_TIME, posts, deltas };
}

/** Returns the id of a post of a world in its poll. */
export function postId(post: SimulatedPost): string {
  return `${post.account.index}-${post.index}`;
}

interface PollOfPost {
  readonly lastRefresh: number;
  readonly daysBefore: readonly number[];
  readonly windows: readonly number[];
}

function pollPost(
  post: SimulatedPost,
  { seed, settings }: World,
  { lastRefresh, daysBefore, windows }: PollOfPost,
) {
  const { account, ageDays } = post;
  const reach = Math.min(ageDays, account.trackedDays);
  const firstRefresh = lastUpTo(daysBefore, reach);
  const counter = sharedViewsOf(post, seed, settings.noise);
  const organic = post.curve.bought
    ? sharedViewsOf({ ...post, curve: { ...post.curve, bought: undefined } }, seed, settings.noise)
    : counter;
  const engagementAt = engagementOf(post, seed, settings.engagementFallsWithReach);
  const countsBefore = (days: number) => {
    const { likes, comments, shares, saves } = engagementAt(organic.viewsAt(ageDays - days));
    const views = counter.viewsAt(ageDays - days);
    return { views, likes, comments, shares, saves, engagement: likes + comments + shares };
  };
  const startOf = (days: number) =>
    settings.deltaReading === 'earliest-inside'
      ? lastUpTo(daysBefore, Math.min(days + ROUNDING_DAYS, reach))
      : Math.min(
          daysBefore.find((before) => before >= days - ROUNDING_DAYS) ?? firstRefresh,
          firstRefresh,
        );
  const last = countsBefore(0);
  const row: Post = {
    ...{ id: postId(post), platform: 'tiktok', mediaType: post.mediaType, coverUrl: null },
    ...{
      accountKey: `account-${account.index}`,
      accountName: `account${account.index}`,
      caption: null,
      url: null,
    },
    createdAt: lastRefresh - ageDays * DAY_MS,
    firstRefreshedAt: lastRefresh - firstRefresh * DAY_MS,
    lastRefreshedAt: lastRefresh,
    ...{ refreshIntervalHours: 24, isUnavailable: false },
    ...{
      views: last.views,
      likes: last.likes,
      comments: last.comments,
      shares: last.shares,
      saves: null,
    },
  };
  const gained = Object.fromEntries(
    windows.map((days) => {
      const start = countsBefore(startOf(days));
      return [
        days,
        { views: last.views - start.views, engagement: last.engagement - start.engagement },
      ];
    }),
  );
  return { row, gained };
}

/** The views of a post with one curve and one noise. */
interface DrawnViews {
  readonly curve: ViewCurve;
  readonly noise: DailyNoise;
  readonly arrivals: ViewArrivals;
}

/**
 * The views of posts in the worlds of the last seed, by the post's id. Drawing them takes most of
 * the time of a poll, and worlds of a seed that are polled one after another have most of them in
 * common.
 */
let drawn: { readonly seed: number; readonly views: Map<string, DrawnViews[]> } | null = null;

/** Counts the views of a post, with those that an equal post of another world has drawn. */
function sharedViewsOf(post: SimulatedPost, seed: number, noise: DailyNoise): ViewCounter {
  if (drawn?.seed !== seed) drawn = { seed, views: new Map() };
  const ofPost = drawn.views.get(postId(post)) ?? [];
  let known = ofPost.find((other) => other.noise === noise && isSameCurve(other.curve, post.curve));
  if (known === undefined) {
    known = { curve: post.curve, noise, arrivals: arrivalsOf(post, seed, noise) };
    drawn.views.set(postId(post), [...ofPost, known]);
  }
  return viewCounter(known.arrivals, post.recount);
}

function isSameCurve(one: ViewCurve, other: ViewCurve): boolean {
  return (
    one.firstDayViews === other.firstDayViews &&
    one.decay === other.decay &&
    (hasNoEvents(one) && hasNoEvents(other)
      ? one.evergreenLevel === other.evergreenLevel
      : JSON.stringify(one) === JSON.stringify(other))
  );
}

/** Returns true if nothing but age changes the views: of most posts. */
function hasNoEvents({ resurgence, latePeak, lift, bought }: ViewCurve): boolean {
  return resurgence === null && (latePeak ?? lift ?? bought) === undefined;
}

/** The last of ascending numbers that is no larger than `limit`, and at least the first. */
function lastUpTo(ascending: readonly number[], limit: number): number {
  // From the start, because windows are short.
  let index = 0;
  while ((ascending[index + 1] ?? Number.POSITIVE_INFINITY) <= limit) index += 1;
  return ascending[index] ?? 0;
}

/** Sums of intervals of exactly one day are whole days, except for their rounding. */
const ROUNDING_DAYS = 1e-9;
