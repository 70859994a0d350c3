import { HOUR_MS } from '../../time/units.ts';
import type { Post } from '../model/post.ts';
import type { ClassificationReason } from './classification.ts';
import { USUAL_INTERVAL_HOURS } from './eligibility.ts';

/**
 * The time when a post that was not compared can be, ms since epoch: after its next refresh, where
 * that is all it lacks. `null`: unknown.
 */
export function comparableFrom(
  { lastRefreshedAt, refreshIntervalHours }: Pick<Post, 'lastRefreshedAt' | 'refreshIntervalHours'>,
  reason: ClassificationReason,
): number | null {
  const isWaiting =
    reason === 'no-second-refresh' ||
    reason === 'window-not-covered' ||
    reason === 'not-refreshed-in-window';
  if (!isWaiting || lastRefreshedAt === null) return null;
  return lastRefreshedAt + (refreshIntervalHours ?? USUAL_INTERVAL_HOURS) * HOUR_MS;
}
