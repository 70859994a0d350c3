import { keepPolling } from '../../utils/browser/sync-alarm.ts';
import { frontChoice } from '../../utils/state/ranking-selection.ts';
import { readKey } from '../../utils/storage/api-key-store.ts';
import { readRanking } from '../../utils/storage/published-rankings.ts';
import { keyHolderStore, publicationStore, settingsStore, syncStatusStore } from '../../utils/storage/stored-values.ts';
import { isSyncDue } from '../../utils/sync/sync-due.ts';
import { saveKey } from './api-key.ts';
import { rankAnew } from './rerank.ts';
import { syncNow } from './sync-runner.ts';
import { repaintBadge } from './update-badge.ts';

/**
 * What every start of the worker does, whatever woke it: paints the badge from storage, sees to the poll alarm, and goes on with what is
 * overdue. Disabling and enabling the extension fires no event at all, so nothing of this may hang on one.
 */
export async function wakeUp(): Promise<void> {
  await repaintBadge();
  const [{ refreshMinutes }, status] = await Promise.all([settingsStore.read(), syncStatusStore.read()]);
  const now = Date.now();
  await seeToPolling();
  const isComplete = await completeWhatIsMissing();
  if (!isComplete || isSyncDue(status, refreshMinutes, now)) await syncNow(isComplete ? 'planned' : 'wanted');
}

/** Makes the poll alarm right: a clock that was set back makes Chromium's wait until the clock has caught up. */
export async function seeToPolling(): Promise<void> {
  await keepPolling((await settingsStore.read()).refreshMinutes, Date.now());
}

/** Brings back what was lost and can be had without the user. @returns false when that takes a sync, which also says so if the key is missing */
async function completeWhatIsMissing(): Promise<boolean> {
  const [key, keyHolder, publication] = await Promise.all([readKey(), keyHolderStore.read(), publicationStore.read()]);
  // Nobody knows whose key it is: the API says it again.
  if (key !== null && keyHolder === null) await saveKey(key, true);
  if (key === null && keyHolder !== null) return (await syncStatusStore.read()).problem?.kind === 'key-missing';
  if (publication === null || keyHolder === null) return true;
  const ranking = await readRanking(publication, frontChoice(publication.lookbackDays));
  return (
    ranking !== null ||
    rankAnew().then(
      () => true,
      () => false,
    )
  );
}
