import type { Answer, Command } from '../../utils/browser/commands.ts';
import { seenStore, settingsStore } from '../../utils/browser/stores.ts';
import { keepPolling } from '../../utils/browser/sync-alarm.ts';
import { type Settings, settingsSchema } from '../../utils/settings/settings.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { rankAnew } from './publish-run.ts';
import { repaintBadge } from './repaint-badge.ts';
import { removeKey, saveKey } from './save-key.ts';
import { cancelSync, syncNow } from './sync-now.ts';

/** Carries out a command of a page. */
export async function carryOut(command: Command): Promise<Answer> {
  switch (command.type) {
    case 'refresh':
      void syncNow('wanted');
      return { result: 'done' };
    case 'save-key':
      return saveKey(command.key, command.mayReplaceOrganization);
    case 'remove-key':
      await removeKey();
      return { result: 'done' };
    case 'save-settings':
      await saveSettings(command.changes);
      return { result: 'done' };
    case 'looked':
      await markSeen(command.postIds);
      return { result: 'done' };
  }
}

async function saveSettings(changes: Readonly<Record<string, unknown>>): Promise<void> {
  const before = await settingsStore.read();
  const after = settingsSchema.parse({ ...before, ...changes });
  await settingsStore.write(after);
  if (after.refreshMinutes !== before.refreshMinutes) await keepPolling(after.refreshMinutes, Date.now());
  if (isOtherWork(before, after)) {
    await cancelSync();
    await rankAnew();
    void syncNow('wanted');
  } else {
    await rankAnew();
  }
  await repaintBadge();
}

/** Whether the API has to be asked for something else than before. */
function isOtherWork(before: Settings, after: Settings): boolean {
  return before.lists !== after.lists || before.lookbackDays !== after.lookbackDays;
}

/** The user has looked at these posts, breakouts or ended ones. */
async function markSeen(postIds: readonly string[]): Promise<void> {
  const now = Date.now();
  const looked = Object.fromEntries(postIds.map((id) => [id, now]));
  await oneAtATime(async () => seenStore.write({ ...(await seenStore.read()), ...looked }));
  await repaintBadge();
}
