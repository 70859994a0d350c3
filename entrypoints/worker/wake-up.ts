import { settingsStore, syncStatusStore } from '../../utils/browser/stores.ts';
import { keepPolling } from '../../utils/browser/sync-alarm.ts';
import { repaintBadge } from './repaint-badge.ts';
import { syncNow } from './sync-now.ts';

/**
 * What every start of the worker does, whatever woke it: paints the badge from storage, sees to the poll alarm, and goes on with what is
 * overdue. Disabling and enabling the extension fires no event at all, so nothing of this may hang on one.
 */
export async function wakeUp(): Promise<void> {
  await repaintBadge();
  const [{ refreshMinutes }, { progress, lastAttemptAt }] = await Promise.all([
    settingsStore.read(),
    syncStatusStore.read(),
  ]);
  const now = Date.now();
  await keepPolling(refreshMinutes, now);
  const isOverdue = lastAttemptAt === null || Math.abs(now - lastAttemptAt) >= refreshMinutes * 60_000;
  if (progress !== null || isOverdue) await syncNow('planned');
}
