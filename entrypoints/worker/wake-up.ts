import { settingsStore, syncStatusStore } from '../../utils/browser/stores.ts';
import { keepPolling } from '../../utils/browser/sync-alarm.ts';
import { isSyncDue } from '../../utils/sync/sync-due.ts';
import { repaintBadge } from './repaint-badge.ts';
import { syncNow } from './sync-now.ts';

/**
 * What every start of the worker does, whatever woke it: paints the badge from storage, sees to the poll alarm, and goes on with what is
 * overdue. Disabling and enabling the extension fires no event at all, so nothing of this may hang on one.
 */
export async function wakeUp(): Promise<void> {
  await repaintBadge();
  const [{ refreshMinutes }, status] = await Promise.all([settingsStore.read(), syncStatusStore.read()]);
  const now = Date.now();
  await keepPolling(refreshMinutes, now);
  if (isSyncDue(status, refreshMinutes, now)) await syncNow('planned');
}
