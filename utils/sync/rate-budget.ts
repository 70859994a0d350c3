import type { Pause } from '../state/sync-status.ts';
import { isRateLimitCurrent, RATE_LIMIT_TTL_MS, type RateLimitState } from './rate-limit-state.ts';

/**
 * Whether the next request has to wait so that the key's other users keep their part of the rate limit (API reference,
 * Rate limits): a pause until the period ends once fewer requests remain than are left to the others, else `null`.
 *
 * @param sharePercent how much of the limit this extension may use, in percent
 * @param inFlight requests on their way, which the header of the last answer did not count yet
 */
export function pauseForRateBudget(
  rateLimit: RateLimitState | null,
  sharePercent: number,
  inFlight: number,
  now: number,
): Pause | null {
  if (rateLimit === null || !isRateLimitCurrent(rateLimit, now)) return null;
  // Reckoned in whole numbers: 10 · (1 - 0.9) is a little less than 1.
  const leftToOthers = Math.floor((rateLimit.limit * (100 - sharePercent)) / 100);
  if (rateLimit.remaining - inFlight > leftToOthers) return null;
  return { until: Math.min(rateLimit.resetsAt, rateLimit.toldAt + RATE_LIMIT_TTL_MS), reason: 'rate-budget' };
}
