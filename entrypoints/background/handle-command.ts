import type { Command, CommandResult } from '../../utils/browser/commands.ts';
import { changeSettings } from '../../utils/settings/change-settings.ts';
import { timesAfter } from '../../utils/settings/merge-settings.ts';
import {
  hiddenColumnsStore,
  settingsStore,
  settingTimesStore,
} from '../../utils/storage/stored-values.ts';
import { ensureReadable } from '../../utils/storage/worker-storage.ts';
import { pauseAlerts, sendDueAlerts } from './alerts.ts';
import { deleteAllData, removeKey, saveKey, startSample } from './api-key.ts';
import { changeAllSettings } from './change-all-settings.ts';
import { changeMarks } from './change-marks.ts';
import { changeSavedFilters } from './change-saved-filters.ts';
import { removeWebhook, saveWebhook, switchChannel, testChannel } from './channels.ts';
import { showIconMenu } from './icon-menu.ts';
import { dismissNotices } from './notice-list.ts';
import { republish } from './republish.ts';
import { withSettingsLock } from './settings-lock.ts';
import { shareSettings } from './share-settings.ts';
import { syncNow } from './sync-runner.ts';

/** Carries out a command of a page. */
export async function handleCommand(command: Command): Promise<CommandResult> {
  switch (command.type) {
    case 'refresh':
      void syncNow('manual');
      return { result: 'ok' };
    case 'ping':
      await ensureReadable();
      return { result: 'ok' };
    case 'dismiss-notices':
      await dismissNotices();
      return { result: 'ok' };
    case 'save-key':
      return saveKey(command.key, command.mayReplaceOrganization);
    case 'remove-key':
      await removeKey();
      return { result: 'ok' };
    case 'start-sample':
      return startSample();
    case 'delete-all-data':
      await deleteAllData();
      return { result: 'ok' };
    case 'save-settings':
      return saveSettings(command.changes);
    case 'republish':
      await republish();
      return { result: 'ok' };
    case 'switch-channel':
      await switchChannel(command.channel, command.isOn);
      await sendDueAlerts();
      await showIconMenu();
      return { result: 'ok' };
    case 'save-webhook': {
      const saved = await saveWebhook(command.channel, command.address);
      await sendDueAlerts();
      return saved;
    }
    case 'pause-alerts':
      await pauseAlerts(command.until);
      return { result: 'ok' };
    case 'remove-webhook':
      await removeWebhook(command.channel);
      return { result: 'ok' };
    case 'test-channel':
      return testChannel(command.channel, command.id);
    case 'hide-columns':
      await hiddenColumnsStore.write(command.columns);
      return { result: 'ok' };
    case 'mark-seen':
    case 'mark-new':
    case 'snooze':
    case 'snooze-many':
    case 'mute':
    case 'mute-many':
    case 'unmute':
    case 'undo':
      await changeMarks(command);
      return { result: 'ok' };
    case 'save-filter':
    case 'delete-filter':
      await changeSavedFilters(command);
      return { result: 'ok' };
  }
}

/** Checks and stores changed settings, and shares them with the user's other browsers. */
async function saveSettings(changes: Readonly<Record<string, unknown>>): Promise<CommandResult> {
  const isStored = await withSettingsLock(async () => {
    const before = await settingsStore.read();
    const after = changeSettings(before, changes);
    if (after === null) return false;
    const times = timesAfter(await settingTimesStore.read(), before, after, Date.now());
    await changeAllSettings(before, after, times);
    return true;
  });
  if (!isStored) return { result: 'failed', reason: 'a value that does not fit its setting' };
  await shareSettings();
  return { result: 'ok' };
}
