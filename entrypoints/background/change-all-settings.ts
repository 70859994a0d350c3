import { requiresResync } from '../../utils/settings/change-settings.ts';
import type { SettingTimes } from '../../utils/settings/merge-settings.ts';
import type { Settings } from '../../utils/settings/settings.ts';
import { logEvent } from '../../utils/storage/event-log.ts';
import { settingsStore, settingTimesStore, writeBatch } from '../../utils/storage/stored-values.ts';
import { sendDueAlerts } from './alerts.ts';
import { reconcileKeyPlace, reconcileRankings } from './reconcile-settings.ts';
import { syncNow, withSyncStopped } from './sync-runner.ts';

/**
 * Stores changed settings with the times of their changes, and does what follows from them. Call it
 * with the settings lock. A repeated call finishes what a dead worker began.
 */
export async function changeAllSettings(
  before: Settings,
  after: Settings,
  times: SettingTimes,
): Promise<void> {
  const store = async () => {
    await writeBatch([settingsStore.toEntry(after), settingTimesStore.toEntry(times)]);
    await reconcileKeyPlace();
  };
  await (requiresResync(before, after) ? withSyncStopped(store) : store());
  await logEvent({ type: 'settings-changed' });
  const { needsSync } = await reconcileRankings();
  await sendDueAlerts();
  if (needsSync) void syncNow('manual');
}
