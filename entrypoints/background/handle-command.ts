import type { Answer, Command } from '../../utils/browser/commands.ts';
import { ensurePollAlarm } from '../../utils/browser/sync-alarm.ts';
import { changeSettings, requiresRerank, requiresResync } from '../../utils/settings/change-settings.ts';
import type { Settings } from '../../utils/settings/settings.ts';
import { readApiKey, storeApiKey } from '../../utils/storage/api-key-store.ts';
import { logEvent } from '../../utils/storage/event-log.ts';
import { noticesStore, settingsStore } from '../../utils/storage/stored-values.ts';
import { removeKey, saveKey } from './api-key.ts';
import { changeMarks } from './change-marks.ts';
import { republish } from './republish.ts';
import { rerank } from './rerank.ts';
import { cancelSync, syncNow } from './sync-runner.ts';
import { updateBadge } from './update-badge.ts';

/** Carries out a command of a page. */
export async function handleCommand(command: Command): Promise<Answer> {
  switch (command.type) {
    case 'refresh':
      void syncNow('manual');
      return { result: 'done' };
    case 'wake':
      return { result: 'done' };
    case 'dismiss-notices':
      await noticesStore.write([]);
      return { result: 'done' };
    case 'save-key':
      return saveKey(command.key, command.mayReplaceOrganization);
    case 'remove-key':
      await removeKey();
      return { result: 'done' };
    case 'save-settings':
      return saveSettings(command.changes);
    case 'republish':
      await republish();
      return { result: 'done' };
    case 'mark-seen':
    case 'mark-new':
    case 'snooze':
    case 'mute':
    case 'unmute':
    case 'undo':
      await changeMarks(command);
      return { result: 'done' };
  }
}

async function saveSettings(changes: Readonly<Record<string, unknown>>): Promise<Answer> {
  const before = await settingsStore.read();
  const after = changeSettings(before, changes);
  if (after === null) return { result: 'failed', reason: 'a value that does not fit its setting' };
  await settingsStore.write(after);
  await logEvent({ what: 'settings-changed' });
  if (after.keepKey !== before.keepKey) await moveApiKey(after.keepKey);
  if (after.refreshMinutes !== before.refreshMinutes) await ensurePollAlarm(after.refreshMinutes, Date.now());
  if (requiresResync(before, after)) await cancelSync();
  // What cannot be ranked anew, for it is damaged, is fetched again.
  const isRanked =
    !requiresRerank(before, after) ||
    (await rerank().then(
      () => true,
      () => false,
    ));
  if (requiresResync(before, after) || !isRanked) void syncNow('manual');
  await updateBadge();
  return { result: 'done' };
}

async function moveApiKey(where: Settings['keepKey']): Promise<void> {
  const key = await readApiKey();
  if (key !== null) await storeApiKey(key, where);
}
