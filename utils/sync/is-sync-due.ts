import type { SyncStatus } from '../state/sync-status.ts';
import { MINUTE_MS } from '../time/units.ts';

/**
 * Returns true when a starting worker has to sync: a sync is unfinished, or the last one began an
 * interval ago. A last attempt that is an interval in the future means that the clock was set back.
 *
 * @param now ms since epoch
 */
export function isSyncDue(
  { progress, lastAttemptAt }: Pick<SyncStatus, 'progress' | 'lastAttemptAt'>,
  refreshMinutes: number,
  now: number,
): boolean {
  return (
    progress !== null ||
    lastAttemptAt === null ||
    Math.abs(now - lastAttemptAt) >= refreshMinutes * MINUTE_MS
  );
}
