/**
 * The times when a post's counts were read from its platform. All times ms since epoch; `null`
 * where there is none.
 */
export interface RefreshTimes {
  /** The first refresh by `now`. */
  first(now: number): number | null;
  /** The last refresh by `now`. */
  last(now: number): number | null;
  /** The earliest refresh between `since` and `now`, both included. */
  earliestSince(since: number, now: number): number | null;
  /** The next refresh after `now`; `Infinity`: none. */
  next(now: number): number;
}

/** Refreshes at a fixed interval, the way CreatorAudit refreshes an account (24 h by default). */
export class PeriodicRefreshes implements RefreshTimes {
  readonly #first: number;
  readonly #intervalMs: number;
  readonly #until: number;

  /**
   * @param phase any time of the schedule; the others are whole intervals apart
   * @param from The post is refreshed at the moments of the schedule at or after this one,
   * @param until and not after this one (the post went stale or became unavailable).
   */
  constructor(phase: number, intervalMs: number, from: number, until = Number.POSITIVE_INFINITY) {
    this.#first = phase + Math.ceil((from - phase) / intervalMs) * intervalMs;
    this.#intervalMs = intervalMs;
    this.#until = until;
  }

  first(now: number): number | null {
    return this.#first <= Math.min(now, this.#until) ? this.#first : null;
  }

  last(now: number): number | null {
    const end = Math.min(now, this.#until);
    if (this.#first > end) return null;
    return this.#first + Math.floor((end - this.#first) / this.#intervalMs) * this.#intervalMs;
  }

  earliestSince(since: number, now: number): number | null {
    const steps = Math.max(0, Math.ceil((since - this.#first) / this.#intervalMs));
    const time = this.#first + steps * this.#intervalMs;
    return time <= Math.min(now, this.#until) ? time : null;
  }

  next(now: number): number {
    const steps = Math.max(0, Math.floor((now - this.#first) / this.#intervalMs) + 1);
    const time = this.#first + steps * this.#intervalMs;
    return time <= this.#until ? time : Number.POSITIVE_INFINITY;
  }
}

/** Refreshes at given times. */
export class ListedRefreshes implements RefreshTimes {
  readonly #times: readonly number[];

  constructor(times: readonly number[]) {
    this.#times = times.toSorted((a, b) => a - b);
  }

  first(now: number): number | null {
    const time = this.#times[0];
    return time !== undefined && time <= now ? time : null;
  }

  last(now: number): number | null {
    return this.#times.findLast((time) => time <= now) ?? null;
  }

  earliestSince(since: number, now: number): number | null {
    const time = this.#times.find((candidate) => candidate >= since);
    return time !== undefined && time <= now ? time : null;
  }

  next(now: number): number {
    return this.#times.find((time) => time > now) ?? Number.POSITIVE_INFINITY;
  }
}
