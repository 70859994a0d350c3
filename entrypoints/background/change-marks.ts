import { applyMarkCommand } from '../../utils/state/apply-mark-command.ts';
import type { MarkCommand } from '../../utils/state/mark-commands.ts';
import { nextSnoozeEnd } from '../../utils/state/prune-marks.ts';
import { keyOwnerStore, marksStore } from '../../utils/storage/stored-values.ts';
import { scheduleRepaint } from './job-list.ts';
import { withPublishLock } from './publish-lock.ts';

/**
 * Marks posts, accounts and creators as the user has said. A ranking that is being published meanwhile loses none
 * of it. Without a key there is nothing to mark: the page showed the posts of an organization that was removed.
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
