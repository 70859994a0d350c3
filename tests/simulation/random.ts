/**
 * Seeded random numbers in any order: the generator for (seed, post, day) is made from these three
 * numbers, so the value for one post on one day never depends on what else was drawn before. A
 * package (pure-rand) would save the lines of mulberry32 only, none of the distributions, and
 * change every world. Not for secrets.
 */

/**
 * Hashes whole numbers to 32 well-mixed bits (the finalizer of MurmurHash3 over each number in
 * turn). Order matters.
 */
export function hashOf(...numbers: readonly number[]): number {
  let hash = 0x9e3779b9;
  for (const number of numbers) {
    hash = Math.imul(hash ^ Math.imul(number | 0, 0xcc9e2d51), 0x1b873593);
    hash ^= hash >>> 16;
    hash = Math.imul(hash, 0x85ebca6b);
    hash ^= hash >>> 13;
    hash = Math.imul(hash, 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return hash >>> 0;
}

/**
 * Means above this are drawn as a rounded normal: off by less than the simulated noise of a day,
 * and far cheaper.
 */
const POISSON_BY_NORMAL_ABOVE = 50;

/**
 * One stream of random numbers (mulberry32 by Tommy Ettinger, public domain). The same keys give
 * the same stream.
 */
export class SeededRandom {
  #state: number;

  constructor(...keys: readonly number[]) {
    this.#state = hashOf(...keys);
  }

  /** Returns a stream that goes on as this one does. */
  copy(): SeededRandom {
    const copy = new SeededRandom();
    copy.#state = this.#state;
    return copy;
  }

  /** Draws a uniform number in [0, 1). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let bits = this.#state;
    bits = Math.imul(bits ^ (bits >>> 15), bits | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  }

  /** Draws a uniform number in [from, to). */
  uniform(from: number, to: number): number {
    return from + (to - from) * this.next();
  }

  /** Draws a whole number from `from` to `to`, both included. */
  integer(from: number, to: number): number {
    return Math.floor(this.uniform(from, to + 1));
  }

  /** Draws a normal number (Box–Muller). */
  normal(mean: number, deviation: number): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.next()));
    return mean + deviation * radius * Math.cos(2 * Math.PI * this.next());
  }

  /** Draws an exponential number with this mean. */
  exponential(mean: number): number {
    return -mean * Math.log(1 - this.next());
  }

  /**
   * Draws a Poisson number with this mean (Knuth's products; above {@link POISSON_BY_NORMAL_ABOVE}
   * a rounded normal).
   */
  poisson(mean: number): number {
    if (!(mean > 0)) return 0;
    if (mean > POISSON_BY_NORMAL_ABOVE)
      return Math.max(0, Math.round(this.normal(mean, Math.sqrt(mean))));
    const limit = Math.exp(-mean);
    let count = 0;
    for (let product = this.next(); product > limit; product *= this.next()) count += 1;
    return count;
  }
}
