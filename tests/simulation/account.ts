import { SeededRandom } from './random.ts';

/** Which stream of a seed belongs to what, so that no two things share their luck. */
const STREAM = 1;

/** An account of the simulated world. */
export interface SimulatedAccount {
  readonly index: number;
  /** Views that an ordinary post of this account gets on its first day. */
  readonly size: number;
  /** Likes per view that are usual here; comments and shares follow from it. */
  readonly likeRate: number;
  /** For how many days its posts have been refreshed. */
  readonly trackedDays: number;
}

/**
 * Logarithm of the size of an account: median 2,981 first-day views, and a spread from some tens to
 * some hundred thousands.
 */
const SIZE = { mean: 8, deviation: 2.2 };

/** Most accounts have been tracked for longer than any window; so many for less than 20 days. */
const NEWLY_TRACKED = { share: 0.25, days: 20 };
const LONG_TRACKED_DAYS = 400;

/** The account with this index in the world of this seed, whatever else the world holds. */
export function simulatedAccount(seed: number, index: number): SimulatedAccount {
  const random = new SeededRandom(seed, STREAM, index);
  return {
    index,
    size: Math.exp(random.normal(SIZE.mean, SIZE.deviation)),
    likeRate: Math.min(0.25, Math.exp(random.normal(Math.log(0.05), 0.5))),
    trackedDays:
      random.next() < NEWLY_TRACKED.share
        ? random.uniform(1, NEWLY_TRACKED.days)
        : LONG_TRACKED_DAYS,
  };
}
