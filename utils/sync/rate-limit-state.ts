import * as z from 'zod/mini';
import type { RateLimit } from '../creator-audit/http/result.ts';

/** What is known of the key's rate limit. Times are ms since epoch. */
export const rateLimitStateSchema = z.readonly(
  z.object({
    limit: z.number(),
    remaining: z.number(),
    resetsAt: z.number(),
    /** When the answer came that said so. */
    toldAt: z.number(),
  }),
);

export type RateLimitState = z.infer<typeof rateLimitStateSchema>;

/**
 * How long an answer's word on the rate limit is taken, ms. Periods of the API may be longer; it is asked again once an hour all the same, so that
 * no wrong header and no clock set back ends polling.
 */
export const RATE_LIMIT_TTL_MS = 60 * 60 * 1000;

/** Two resets that lie no further apart are one: they are carried over to the user's clock by seconds only. ms. */
const SAME_RESET_WITHIN_MS = 10_000;

/**
 * How many requests may be counted before it is stored that they were: one in a hundred of the limit. Whoever goes on after a death has to take
 * them as made.
 */
export function maxUnpersisted(known: RateLimitState | null): number {
  return known === null ? 0 : Math.floor(known.limit / 100);
}

/** Whether what is `known` has to be stored over what is: it tells of another period, or of more requests than may go unstored. */
export function shouldPersist(stored: RateLimitState | null, known: RateLimitState): boolean {
  return (
    stored === null ||
    stored.limit !== known.limit ||
    !isSamePeriod(stored, known) ||
    stored.remaining - known.remaining > maxUnpersisted(known)
  );
}

/** Whether what is known says anything of `now`: not after the period, nor much later than it was told, nor before (the clock was set back). */
export function isRateLimitCurrent({ resetsAt, toldAt }: RateLimitState, now: number): boolean {
  return resetsAt > now && toldAt <= now && now - toldAt < RATE_LIMIT_TTL_MS;
}

/**
 * What is known after another answer. Answers overtake one another: of two that tell of the same period, the one with fewer requests left was
 * given later, and one that tells of a period before the known one is late.
 */
export function rateLimitAfter(known: RateLimitState | null, told: RateLimit, now: number): RateLimitState {
  if (known !== null && isRateLimitCurrent(known, now)) {
    if (isSamePeriod(known, told) ? known.remaining < told.remaining : told.resetsAt < known.resetsAt) return known;
  }
  return { ...told, toldAt: now };
}

function isSamePeriod(one: RateLimit, other: RateLimit): boolean {
  return Math.abs(one.resetsAt - other.resetsAt) <= SAME_RESET_WITHIN_MS;
}
