import type { SyncStatus } from '../state/sync-status.ts';

const MINUTE_MS = 60_000;

/**
 * Whether a worker that starts has something to do: a sync that was not finished, or none for an interval. A last attempt that lies ahead
 * of the clock by an interval means that the clock was set back, and counts as long ago.
 *
 * @param now ms since epoch
 */
export function isSyncDue(
  { progress, lastAttemptAt }: Pick<SyncStatus, 'progress' | 'lastAttemptAt'>,
  refreshMinutes: number,
  now: number,
): boolean {
  return progress !== null || lastAttemptAt === null || Math.abs(now - lastAttemptAt) >= refreshMinutes * MINUTE_MS;
}
