import { engagementOf } from '../simulation/engagement-count.ts';
import {
  type Injection,
  ORDINARY_HABITS,
  type SimulatedPost,
  simulatedPost,
  viewsOf,
} from '../simulation/post.ts';
import { SeededRandom } from '../simulation/random.ts';
import type { Counts, LibraryPost, ListName } from './library-post.ts';
import { PeriodicRefreshes } from './refresh-times.ts';
import type { SeededAccount } from './seeded-account.ts';
import { seededUuid } from './seeded-uuid.ts';

const STREAM = 102;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A recount happened within this many days. */
const RECOUNT_WITHIN_DAYS = 14;

/** The shares of posts that lack a field, or to which something has happened. */
const SHARES = {
  unavailable: 0.01,
  inactive: 0.01,
  image: 0.02,
  withoutShortcode: 0.03,
  withoutCreationTime: 0.005,
  withHiddenLikes: 0.03,
  withoutShareCount: 0.2,
  withoutInterval: 0.02,
  withoutAccountWhenTrackedAlone: 0.4,
} as const;

/** The position of a post in its library. */
export interface PostPlace {
  readonly owner: SeededAccount;
  /** Within the account. */
  readonly index: number;
  readonly list: ListName;
  readonly caption: string | null;
  /** The time when it was created, ms since epoch. Default: drawn by the simulation. */
  readonly createdAt?: number;
  readonly injection?: Injection;
  /** From this moment on, ms since epoch, all posts of the account get so many times the views. */
  readonly rise: { readonly factor: number; readonly from: number } | null;
}

/** Draws a shortcode like Instagram's, 11 characters. */
function shortcode(random: SeededRandom): string {
  const signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-';
  return Array.from({ length: 11 }, () => signs[random.integer(0, signs.length - 1)]).join('');
}

/**
 * Creates the post at a position in the library of a seed at `start` (ms since epoch), from which
 * it grows. Its views are the simulation's; at the account's last refresh its age is the simulated
 * one.
 */
export function seededPost(seed: number, place: PostPlace, start: number): LibraryPost {
  const { owner, index, list } = place;
  const { account } = owner;
  const random = new SeededRandom(seed, STREAM, owner.simulated.index, index);
  const happens = (share: number) => random.next() < share;
  const steady = simulatedPost(
    seed,
    owner.simulated,
    index,
    ORDINARY_HABITS,
    RECOUNT_WITHIN_DAYS,
    place.injection,
  );
  const createdAt =
    Math.floor((place.createdAt ?? owner.lastRefresh - steady.ageDays * DAY_MS) / 1000) * 1000;
  const simulated = place.rise === null ? steady : lifted(steady, createdAt, place.rise);
  const addedAt = Math.max(createdAt, account.trackedSince);

  const id = seededUuid(random);
  const onInstagram = account.platform === 'instagram';
  const endedAt = Math.floor((start - random.uniform(0, 20) * DAY_MS) / 1000) * 1000;
  const mayHaveEnded = endedAt > addedAt;
  const isUnavailable = happens(SHARES.unavailable) && mayHaveEnded;
  const isInactive = happens(SHARES.inactive) && mayHaveEnded;
  const isImage = happens(SHARES.image) && onInstagram;
  const hasLikes = !(happens(SHARES.withHiddenLikes) && onInstagram);
  const hasShares = !(happens(SHARES.withoutShareCount) && onInstagram);
  const until =
    isUnavailable || isInactive ? Math.min(endedAt, owner.refreshedUntil) : owner.refreshedUntil;
  const intervalMs = account.refreshIntervalHours * HOUR_MS;

  const engagementAt = engagementOf(simulated, seed);
  let counter: ReturnType<typeof viewsOf> | null = null;
  const countsAt = (time: number): Counts => {
    // Created on first use, because most posts of a large library are never requested.
    counter ??= viewsOf(simulated, seed);
    const viewsThen = counter.viewsAt((time - createdAt) / DAY_MS);
    const { likes, comments, shares, saves } = engagementAt(viewsThen);
    return {
      views: isImage ? null : viewsThen,
      likes: hasLikes ? likes : null,
      comments,
      shares: hasShares ? shares : null,
      saves: onInstagram ? saves : null,
    };
  };
  return {
    id,
    list,
    platform: account.platform,
    account: list === 'videos' && happens(SHARES.withoutAccountWhenTrackedAlone) ? null : account,
    username: account.username,
    externalId: String(random.integer(10 ** 14, 10 ** 15)),
    shortcode: onInstagram && !happens(SHARES.withoutShortcode) ? shortcode(random) : null,
    caption: place.caption,
    mediaType: isImage ? 'image' : 'video',
    durationS: isImage ? null : random.integer(5, 180),
    createdAt: happens(SHARES.withoutCreationTime) ? null : createdAt,
    addedAt,
    isActive: !isInactive,
    unavailableSince: isUnavailable ? endedAt : null,
    refreshIntervalHours: happens(SHARES.withoutInterval) ? null : account.refreshIntervalHours,
    refreshes: new PeriodicRefreshes(owner.lastRefresh, intervalMs, addedAt, until),
    countsAt,
  };
}

/** The post as it grows in the rise of its account. */
function lifted(
  post: SimulatedPost,
  createdAt: number,
  { factor, from }: NonNullable<PostPlace['rise']>,
): SimulatedPost {
  const lift = { fromAgeDays: Math.max(0, (from - createdAt) / DAY_MS), factor };
  return { ...post, curve: { ...post.curve, lift } };
}
