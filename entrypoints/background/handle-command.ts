import type { Command, CommandResult } from '../../utils/browser/commands.ts';
import { changeSettings, requiresResync } from '../../utils/settings/change-settings.ts';
import { logEvent } from '../../utils/storage/event-log.ts';
import { noticesStore, settingsStore } from '../../utils/storage/stored-values.ts';
import { ensureReadable } from '../../utils/storage/worker-storage.ts';
import { deleteAllData, removeKey, saveKey, startSample } from './api-key.ts';
import { changeMarks } from './change-marks.ts';
import { reconcileKeyPlace, reconcileRankings } from './reconcile-settings.ts';
import { republish } from './republish.ts';
import { withSettingsLock } from './settings-lock.ts';
import { syncNow, withSyncStopped } from './sync-runner.ts';

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
      await noticesStore.write([]);
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
    case 'mark-seen':
    case 'mark-new':
    case 'snooze':
    case 'mute':
    case 'unmute':
    case 'undo':
      await changeMarks(command);
      return { result: 'ok' };
  }
}

/**
 * Stores changed settings and does what follows from them. A repeated save finishes what a dead
 * worker began.
 */
async function saveSettings(changes: Readonly<Record<string, unknown>>): Promise<CommandResult> {
  return withSettingsLock(async () => {
    const before = await settingsStore.read();
    const after = changeSettings(before, changes);
    if (after === null)
      return { result: 'failed', reason: 'a value that does not fit its setting' };
    const store = async () => {
      await settingsStore.write(after);
      await reconcileKeyPlace();
    };
    await (requiresResync(before, after) ? withSyncStopped(store) : store());
    await logEvent({ type: 'settings-changed' });
    const { needsSync } = await reconcileRankings();
    if (needsSync) void syncNow('manual');
    return { result: 'ok' };
  });
}
