import { browser } from '../../utils/browser/browser.ts';
import { mergeSettings, toSharedItems } from '../../utils/settings/merge-settings.ts';
import {
  settingsSharingStore,
  settingsStore,
  settingTimesStore,
} from '../../utils/storage/stored-values.ts';
import { changeAllSettings } from './change-all-settings.ts';
import { withSettingsLock } from './settings-lock.ts';

/** The browsers' words for too much data or too many writes. */
const QUOTA = /quota|max_write|exceed/i;

/**
 * Brings the settings of this browser and those that the user's browsers share in line, if the user
 * has chosen to. A failure of the browser's storage is shown beside the switch, and the next change
 * tries again.
 */
export async function shareSettings(): Promise<void> {
  await withSettingsLock(async () => {
    const [settings, times] = [await settingsStore.read(), await settingTimesStore.read()];
    if (!settings.syncSettings) return;
    const items = await orFailure(() => browser.storage.sync.get(null));
    if (items === null) return;
    const merged = mergeSettings(settings, times, items);
    const after = { ...settings, ...merged.changes };
    if (Object.keys(merged.changes).length > 0)
      await changeAllSettings(settings, after, merged.times);
    if (merged.newerHere.length === 0) return;
    const newer = { ...toSharedItems(merged.newerHere, after, merged.times) };
    await orFailure(() => browser.storage.sync.set(newer));
  });
}

/** Follows the changes of other browsers. Must be called synchronously at the worker's start. */
export function watchSharedSettings(follow: () => void): void {
  browser.storage.onChanged.addListener((_, area) => {
    if (area === 'sync') follow();
  });
}

/** Deletes the shared settings where the user shares them; other browsers keep their own. */
export async function deleteSharedSettings(): Promise<void> {
  const { syncSettings } = await settingsStore.read();
  if (syncSettings) await orFailure(() => browser.storage.sync.clear());
}

/** Uses the shared storage and stores how that went. Returns `null` where it failed. */
async function orFailure<T>(use: () => Promise<T>): Promise<T | null> {
  try {
    const result = await use();
    if ((await settingsSharingStore.read()).failure !== null)
      await settingsSharingStore.write({ failure: null });
    return result;
  } catch (error) {
    const isQuota = error instanceof Error && QUOTA.test(error.message);
    await settingsSharingStore.write({ failure: isQuota ? 'quota' : 'failed' });
    return null;
  }
}
