import { runSync } from '../../utils/sync/run-sync.ts';
import { syncGate } from '../../utils/sync/sync-gate.ts';
import { repaintBadge } from './repaint-badge.ts';
import { syncWorld } from './sync-world.ts';

/** The syncs of this worker; the lock keeps them apart from those of another, should there ever be two. */
export const { syncNow, cancelSync } = syncGate(async (trigger, cancel) => {
  const result = await navigator.locks.request('sync', () => runSync(syncWorld(cancel), trigger, () => cancel.aborted));
  await repaintBadge();
  return result;
});
