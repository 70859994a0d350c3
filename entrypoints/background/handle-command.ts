import type { Answer, Command } from '../../utils/browser/commands.ts';
import { keepPolling } from '../../utils/browser/sync-alarm.ts';
import { changeSettings, isOtherWork, isRankedOtherwise } from '../../utils/settings/change-settings.ts';
import type { Settings } from '../../utils/settings/settings.ts';
import { keepKey, readKey } from '../../utils/storage/api-key-store.ts';
import { logEvent } from '../../utils/storage/event-log.ts';
import { noticesStore, seenStore, settingsStore } from '../../utils/storage/stored-values.ts';
import { removeKey, saveKey } from './api-key.ts';
import { oneAtATime } from './publish-lock.ts';
import { rankAnew } from './rerank.ts';
import { cancelSync, syncNow } from './sync-runner.ts';
import { repaintBadge } from './update-badge.ts';

/** Carries out a command of a page. */
export async function carryOut(command: Command): Promise<Answer> {
  switch (command.type) {
    case 'refresh':
      void syncNow('wanted');
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
    case 'looked':
      await markSeen(command.postIds);
      return { result: 'done' };
  }
}

async function saveSettings(changes: Readonly<Record<string, unknown>>): Promise<Answer> {
  const before = await settingsStore.read();
  const after = changeSettings(before, changes);
  if (after === null) return { result: 'failed', reason: 'a value that does not fit its setting' };
  await settingsStore.write(after);
  await logEvent({ what: 'settings-changed' });
  if (after.keepKey !== before.keepKey) await moveKey(after.keepKey);
  if (after.refreshMinutes !== before.refreshMinutes) await keepPolling(after.refreshMinutes, Date.now());
  if (isOtherWork(before, after)) await cancelSync();
  // What cannot be ranked anew, for it is damaged, is fetched again.
  const isRanked =
    !isRankedOtherwise(before, after) ||
    (await rankAnew().then(
      () => true,
      () => false,
    ));
  if (isOtherWork(before, after) || !isRanked) void syncNow('wanted');
  await repaintBadge();
  return { result: 'done' };
}

async function moveKey(where: Settings['keepKey']): Promise<void> {
  const key = await readKey();
  if (key !== null) await keepKey(key, where);
}

/** The user has looked at these posts, breakouts or ended ones. */
async function markSeen(postIds: readonly string[]): Promise<void> {
  const now = Date.now();
  const looked = Object.fromEntries(postIds.map((id) => [id, now]));
  await oneAtATime(async () => seenStore.write({ ...(await seenStore.read()), ...looked }));
  await repaintBadge();
}
