import { NEVER_SYNCED } from '../../utils/state/initial-state.ts';
import type { SyncStatus } from '../../utils/state/sync-status.ts';
import { HOUR, NOW } from './time.ts';

/** Creates the status after a sync that succeeded half an hour ago. */
export function aSyncStatus(changes: Partial<SyncStatus> = {}): SyncStatus {
  return {
    ...NEVER_SYNCED,
    lastAttemptAt: NOW - HOUR / 2,
    lastSuccessAt: NOW - HOUR / 2,
    ...changes,
  };
}
