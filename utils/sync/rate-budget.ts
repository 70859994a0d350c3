import * as z from 'zod/mini';
import type { RateLimit } from '../creator-audit/http/result.ts';
import type { Pause } from '../state/sync-status.ts';
import { HOUR_MS } from '../time/units.ts';

/** The key's rate limit as a response reported it. Times are ms since epoch. */
export const rateLimitStateSchema = z.readonly(
  z.object({
    limit: z.number(),
    remaining: z.number(),
    resetsAt: z.number(),
    receivedAt: z.number(),
  }),
);

export type RateLimitState = z.infer<typeof rateLimitStateSchema>;

/**
 * The time for which a response's rate limit is believed, ms. Periods of the API may be longer; it
 * is asked again once an hour all the same, so that no wrong header and no clock set back ends
 * updates.
 */
const RATE_LIMIT_TTL_MS = HOUR_MS;

/**
 * Resets that differ by less are of one period: they reach the user's clock by whole seconds only.
 * ms.
 */
const SAME_RESET_WITHIN_MS = 10_000;

/**
 * Requests under way at the same time, at most. Browsers keep six connections to a host (HTTP/1.1):
 * with two more, a connection has its next request while a response is being stored.
 */
export const MAX_IN_FLIGHT = 8;

/**
 * Keeps to a share of the key's rate limit, so that the key's other users keep theirs (API
 * reference, Rate limits).
 */
export class RateBudget {
  readonly #sharePercent: number;
  #state: RateLimitState | null;
  /**
   * Requests that the API may have counted but no header has confirmed: those of a worker that
   * died, and those that got no response.
   */
  #unconfirmed = MAX_IN_FLIGHT;

  /** @param sharePercent the part of the limit that this extension may use, in percent */
  constructor(state: RateLimitState | null, sharePercent: number) {
    this.#state = state;
    this.#sharePercent = sharePercent;
  }

  /** The last known rate limit; `null`: none. */
  get state(): RateLimitState | null {
    return this.#state;
  }

  /** Notes a response. @param received the limit in its headers; `null`: none, or no response */
  note(received: RateLimit | null, now: number): void {
    this.#unconfirmed = received === null ? MAX_IN_FLIGHT : 0;
    if (received !== null) this.#state = latest(this.#state, received, now);
  }

  /**
   * Returns the pause before the next request; `null`: none; `'probe'`: until one of the requests
   * in flight has reported the limit of a new period.
   *
   * @param inFlight requests under way, which no header has counted yet
   */
  pauseBefore(inFlight: number, now: number): Pause | 'probe' | null {
    if (this.#state === null) return null;
    if (!isCurrent(this.#state, now)) return inFlight > 0 ? 'probe' : null;
    const { limit, remaining, resetsAt, receivedAt } = this.#state;
    // In whole numbers: 10 · (1 - 0.9) is a little less than 1.
    const leftToOthers = Math.floor((limit * (100 - this.#sharePercent)) / 100);
    if (remaining - inFlight - this.#unconfirmed > leftToOthers) return null;
    // While a response is under way, its rate limit is worth waiting for.
    if (inFlight > 0) return 'probe';
    return { until: Math.min(resetsAt, receivedAt + RATE_LIMIT_TTL_MS), reason: 'rate-budget' };
  }
}

/**
 * Returns false after the period, long after the response, and before it (the clock was set back).
 */
function isCurrent({ resetsAt, receivedAt }: RateLimitState, now: number): boolean {
  return resetsAt > now && receivedAt <= now && now - receivedAt < RATE_LIMIT_TTL_MS;
}

/**
 * Returns the newer of two states. Responses overtake one another: of two of the same period the
 * one with fewer requests left is newer, and one of a period before the known one is late.
 */
function latest(known: RateLimitState | null, received: RateLimit, now: number): RateLimitState {
  if (known !== null && isCurrent(known, now)) {
    const isSamePeriod = Math.abs(known.resetsAt - received.resetsAt) <= SAME_RESET_WITHIN_MS;
    if (isSamePeriod ? known.remaining < received.remaining : received.resetsAt < known.resetsAt)
      return known;
  }
  return { ...received, receivedAt: now };
}
