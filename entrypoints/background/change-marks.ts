import { applyMarkCommand } from '../../utils/state/apply-mark-command.ts';
import type { MarkCommand } from '../../utils/state/mark-commands.ts';
import { keyOwnerStore, marksStore } from '../../utils/storage/stored-values.ts';
import { ensureJobs } from './job-list.ts';
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
    await marksStore.write(applyMarkCommand(marks, command, crypto.randomUUID(), Date.now()));
    // A snooze may end before the next poll.
    await ensureJobs();
  });
}
