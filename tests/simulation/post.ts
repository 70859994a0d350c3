import type { SimulatedAccount } from './account.ts';
import { hashOf, SeededRandom } from './random.ts';
import {
  type DailyNoise,
  ORDINARY_NOISE,
  type Recount,
  type ViewArrivals,
  type ViewCounter,
  viewArrivals,
  viewCounter,
} from './view-count.ts';
import type { Resurgence, ViewCurve } from './view-curve.ts';

const STREAM = 2;

/** The parameters that may differ between worlds. */
export interface PostHabits {
  /** Standard deviation of the logarithm of a post's quality. */
  readonly qualityDeviation: number;
  /** Exponent θ by which views decay with age, of the typical post. */
  readonly decay: number;
}

export const ORDINARY_HABITS: PostHabits = { qualityDeviation: 0.8, decay: 1.4 };

/** The share of lucky posts, and the mean that luck adds to the logarithm of their quality. */
const LUCK = { share: 0.03, mean: 1.2 };
const DECAY_DEVIATION = 0.2;
/** A rate that is summable has an exponent above 1. */
const MIN_DECAY = 1.02;
const EVERGREEN = { share: 1 / 150, level: [0.05, 0.4] } as const;
const RECOUNT = { share: 0.004, taken: [0.05, 0.4] } as const;

/** Everything that is fixed about one post of the simulated world. */
export interface SimulatedPost {
  readonly account: SimulatedAccount;
  /** Within the account. */
  readonly index: number;
  /** Age in days at the last refresh before the poll. */
  readonly ageDays: number;
  /** The multiple of the account's ordinary post, over its whole life. */
  readonly quality: number;
  readonly curve: ViewCurve;
  readonly recount: Recount | null;
  /** Time of day at which it was published, as a share of a day. */
  readonly birthHour: number;
  /** The format; posts of one account may have formats with levels of their own. */
  readonly mediaType: string | null;
}

/** The breakout injected into a post in place of its luck. */
export interface Injection {
  readonly ageDays?: number;
  readonly quality?: number;
  readonly resurgence?: Resurgence;
  /** The hit has its peak at this age; 0 or absent: at once. */
  readonly peakAgeDays?: number;
}

/** Draws the age of a post in days: most are young, some from anywhere in the last 200 days. */
function drawAgeDays(random: SeededRandom): number {
  return random.next() < 0.8 ? random.exponential(35) : random.uniform(0, 200);
}

/**
 * Creates the post with this index on the account, independent of its other posts.
 *
 * @param recountWithinDays a recount, where the post has one, happened in the last so many days
 */
export function simulatedPost(
  seed: number,
  account: SimulatedAccount,
  index: number,
  habits: PostHabits,
  recountWithinDays: number,
  injection: Injection = {},
): SimulatedPost {
  const random = new SeededRandom(seed, STREAM, account.index, index);
  const drawnAge = drawAgeDays(random);
  const luck = random.next() < LUCK.share ? random.exponential(LUCK.mean) : 0;
  const drawnQuality = Math.exp(random.normal(0, habits.qualityDeviation) + luck);
  const decay = Math.max(MIN_DECAY, random.normal(habits.decay, DECAY_DEVIATION));
  const evergreenLevel = random.next() < EVERGREEN.share ? random.uniform(...EVERGREEN.level) : 0;
  const ageDays = injection.ageDays ?? drawnAge;
  const quality = injection.quality ?? drawnQuality;
  const recounted = random.next() < RECOUNT.share;
  const recount = recounted
    ? {
        ageDays: ageDays - random.uniform(0, Math.min(ageDays, recountWithinDays)),
        share: random.uniform(...RECOUNT.taken),
      }
    : null;
  return {
    account,
    index,
    ageDays,
    quality,
    curve: {
      ...{
        firstDayViews: account.size * quality,
        decay,
        evergreenLevel,
        resurgence: injection.resurgence ?? null,
      },
      ...(injection.peakAgeDays
        ? { latePeak: { ageDays: injection.peakAgeDays, share: 1 / quality } }
        : {}),
    },
    recount,
    birthHour: random.next(),
    mediaType: null,
  };
}

/** Draws the views of a post day by day; needs no more than its curve and the seed of its world. */
export function arrivalsOf(
  { curve, account, index, birthHour }: SimulatedPost,
  seed: number,
  noise: DailyNoise,
): ViewArrivals {
  return viewArrivals(curve, seed, hashOf(account.index, index), noise, birthHour);
}

/** Counts the views of a post day by day. */
export function viewsOf(
  post: SimulatedPost,
  seed: number,
  noise: DailyNoise = ORDINARY_NOISE,
): ViewCounter {
  return viewCounter(arrivalsOf(post, seed, noise), post.recount);
}
