/** The number of requests per key and period. */
export interface RateLimitRule {
  readonly limit: number;
  readonly periodS: number;
}

/** The state of a key after a request. */
export interface RateLimitState {
  readonly limit: number;
  readonly remaining: number;
  /** The end of the period, whole Unix seconds, as in `X-RateLimit-Reset`. */
  readonly resetS: number;
  readonly isExceeded: boolean;
}

/** Counts requests per key in fixed periods that begin with a key's first request. */
export class RateLimiter {
  rule: RateLimitRule;
  readonly #periods = new Map<string, { endsAt: number; used: number }>();

  constructor(rule: RateLimitRule) {
    this.rule = rule;
  }

  /**
   * Counts one request at `now` (ms since epoch). A request beyond the limit is refused and not
   * counted.
   */
  count(key: string, now: number): RateLimitState {
    const periodMs = this.rule.periodS * 1000;
    let period = this.#periods.get(key);
    // If the clock was set back, the period would end far in the future.
    if (!period || now >= period.endsAt || period.endsAt - now > periodMs + 1000) {
      // Whole seconds, so that the header and the real end of the period are the same moment.
      period = { endsAt: Math.ceil((now + periodMs) / 1000) * 1000, used: 0 };
      this.#periods.set(key, period);
    }
    const isExceeded = period.used >= this.rule.limit;
    if (!isExceeded) period.used += 1;
    return {
      limit: this.rule.limit,
      remaining: Math.max(0, this.rule.limit - period.used),
      resetS: period.endsAt / 1000,
      isExceeded,
    };
  }

  /** Starts a new period for every key with its next request. */
  reset(): void {
    this.#periods.clear();
  }
}
