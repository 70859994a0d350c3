import { applyMarkCommand } from '../../utils/state/apply-mark-command.ts';
import type { MarkCommand } from '../../utils/state/mark-commands.ts';
import { nextSnoozeEnd } from '../../utils/state/prune-marks.ts';
import { keyOwnerStore, marksStore } from '../../utils/storage/stored-values.ts';
import { scheduleRepaint } from './job-list.ts';
import { withPublishLock } from './publish-lock.ts';

/**
 * Applies a mark command. It takes the publish lock, so that a ranking that is published at the
 * same time loses no mark. Ignored without a key: the page still showed the posts of a removed
 * organization.
 */
export async function changeMarks(command: MarkCommand): Promise<void> {
  await withPublishLock(async () => {
    const [marks, owner] = await Promise.all([marksStore.read(), keyOwnerStore.read()]);
    if (owner === null) return;
    const now = Date.now();
    const changed = applyMarkCommand(marks, command, crypto.randomUUID(), now);
    await marksStore.write(changed);
    await scheduleRepaint(nextSnoozeEnd(changed, now));
  });
}
