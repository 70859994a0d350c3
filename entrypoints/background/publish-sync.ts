import type { Group } from '../../utils/library/group.ts';
import type { PublicationHead } from '../../utils/state/publication-head.ts';
import type { SyncStatus } from '../../utils/state/sync-status.ts';
import {
  keyOwnerStore,
  publicationStore,
  settingsStore,
  syncStatusStore,
  writeBatch,
} from '../../utils/storage/stored-values.ts';
import { type Checkpoint, scopeOf } from '../../utils/sync/checkpoint.ts';
import { hasChanges, type LibraryHead } from '../../utils/sync/library-manifest.ts';
import { HOUR_MS } from '../../utils/time/units.ts';
import { completeFetched, mergeFetched } from './merge-run.ts';
import { withPublishLock } from './publish-lock.ts';
import { rankAndPublish } from './rank-and-publish.ts';
import { libraryOf } from './rankable-library.ts';

/**
 * The age, ms, from which rankings are computed again although nothing was listed: they depend on
 * the time (posts become stale, breakouts end).
 */
const MAX_RANKING_AGE_MS = 6 * HOUR_MS;

/**
 * Merges a complete run into the library, ranks, and publishes the ranking together with the sync
 * status. A run that found nothing new publishes the status alone. Repeatable: a worker that died
 * anywhere in between starts it over.
 */
export function publishSync(fetched: Checkpoint, status: SyncStatus): Promise<void> {
  return withPublishLock(async () => {
    if (!(await isStillWanted(fetched))) return;
    const merged = await mergeFetched(fetched);
    const damaged = await publishMerged(fetched, merged.head, status);
    await completeFetched(fetched, merged, damaged);
  });
}

/**
 * Returns true if the run belongs to the stored key and settings. Nothing of another key's run is
 * published.
 */
export async function isStillWanted({ scope }: Checkpoint): Promise<boolean> {
  const [owner, settings] = await Promise.all([keyOwnerStore.read(), settingsStore.read()]);
  return owner !== null && scope === scopeOf(owner, settings);
}

/** @returns groups of posts that could not be read */
async function publishMerged(
  fetched: Checkpoint,
  library: LibraryHead,
  status: SyncStatus,
): Promise<readonly Group[]> {
  const [settings, publication] = await Promise.all([
    settingsStore.read(),
    publicationStore.read(),
  ]);
  const completedAt = Date.now();
  const isRanked =
    publication !== null &&
    publication.isPartial !== true &&
    publication.run === library.run &&
    isCurrent(publication, completedAt);
  if (isRanked) {
    const head = hasChanges(fetched) ? publication : { ...publication, completedAt };
    await writeBatch([publicationStore.toEntry(head), syncStatusStore.toEntry(status)]);
    return [];
  }
  const head = { run: library.run, completedAt, lookbackDays: settings.lookbackDays };
  const rankable = await libraryOf(library);
  return rankAndPublish(rankable, head, settings, [syncStatusStore.toEntry(status)]);
}

/**
 * Returns true if the rankings are recent. A time in the future means that the clock was set back.
 */
function isCurrent({ rankedAt }: PublicationHead, now: number): boolean {
  return rankedAt <= now && now - rankedAt < MAX_RANKING_AGE_MS;
}
