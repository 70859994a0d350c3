import { applyMarkCommand } from '../../utils/state/apply-mark-command.ts';
import type { MarkCommand } from '../../utils/state/mark-commands.ts';
import { marksStore } from '../../utils/storage/stored-values.ts';
import { withPublishLock } from './publish-lock.ts';
import { updateBadge } from './update-badge.ts';

/** Marks posts, accounts and creators as the user has said. A ranking that is being published meanwhile loses none of it. */
export async function changeMarks(command: MarkCommand): Promise<void> {
  await withPublishLock(async () => {
    const marks = await marksStore.read();
    await marksStore.write(applyMarkCommand(marks, command, crypto.randomUUID(), Date.now()));
  });
  await updateBadge();
}
