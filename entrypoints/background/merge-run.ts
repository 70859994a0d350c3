import { forgetGroups } from '../../utils/library/forget-groups.ts';
import type { Group } from '../../utils/library/group.ts';
import { deleteObsoletePosts, salvageOlder } from '../../utils/library/library-database.ts';
import { completeRun, type MergedRun, mergeRun } from '../../utils/library/merge-run.ts';
import type { Notice } from '../../utils/state/notice.ts';
import { logEvent } from '../../utils/storage/event-log.ts';
import type { Checkpoint } from '../../utils/sync/checkpoint.ts';
import { addNotice } from './notice-list.ts';

/** Merges a complete run into the library, and reports data that was lost. */
export async function mergeFetched(fetched: Checkpoint): Promise<MergedRun> {
  await adoptOlderDatabases();
  const merged = await mergeRun(fetched, Date.now());
  if (merged.damage.groups > 0) await logRepair('accounts-refetched');
  if (merged.damage.histories > 0) await reportLoss('history-lost');
  return merged;
}

/**
 * Ends a run after its posts were ranked and published.
 *
 * @param damaged groups that could not be read while ranking: the next sync lists them again
 */
export async function completeFetched(
  fetched: Checkpoint,
  merged: MergedRun,
  damaged: readonly Group[],
): Promise<void> {
  await completeRun(fetched, merged);
  if (damaged.length === 0) return;
  await forgetGroups(damaged);
  await logRepair('accounts-refetched');
}

/** Notifies the user of lost data, and logs it in the diagnostics. */
export async function reportLoss(loss: Notice): Promise<void> {
  await addNotice(loss);
  await logRepair(loss);
}

async function logRepair(outcome: Notice): Promise<void> {
  await logEvent({ type: 'storage-repaired', outcome });
}

/** True once this worker has looked for older databases. */
let hasAdopted = false;

/** Takes over what former versions, or databases that were moved aside, still hold. */
async function adoptOlderDatabases(): Promise<void> {
  if (hasAdopted) return;
  hasAdopted = true;
  // Best effort: whatever cannot be read now is tried again by the next worker.
  const salvage = await salvageOlder().catch(() => null);
  if (salvage !== null && salvage.lost > 0) await reportLoss('history-lost');
  await deleteObsoletePosts().catch(() => undefined);
}
