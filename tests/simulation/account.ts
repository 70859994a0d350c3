import { SeededRandom } from './random.ts';

/**
 * The random stream of accounts; each thing has a stream of its own, so that none depend on others.
 */
const STREAM = 1;

/** An account of the simulated world. */
export interface SimulatedAccount {
  readonly index: number;
  /** The views of an ordinary post of this account on its first day. */
  readonly size: number;
  /** The usual likes per view; comments and shares follow from it. */
  readonly likeRate: number;
  /** The days for which its posts have been refreshed. */
  readonly trackedDays: number;
}

/**
 * Logarithm of the size of an account: median 2,981 first-day views, and a spread from some tens to
 * some hundred thousands.
 */
const SIZE = { mean: 8, deviation: 2.2 };

/**
 * The share of accounts tracked for less than 20 days; the others are tracked for longer than any
 * window.
 */
const NEWLY_TRACKED = { share: 0.25, days: 20 };
const LONG_TRACKED_DAYS = 400;

/**
 * Creates the account with this index in the world of this seed, independent of the rest of the
 * world.
 */
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
