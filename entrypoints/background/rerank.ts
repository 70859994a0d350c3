import { windowsToAsk } from '../../utils/breakouts/model/lookback-window.ts';
import { readHead } from '../../utils/library/read-library.ts';
import type { Settings } from '../../utils/settings/settings.ts';
import type { PublicationHead } from '../../utils/state/publication-head.ts';
import { StorageError } from '../../utils/storage/storage-error.ts';
import { publicationStore, settingsStore } from '../../utils/storage/stored-values.ts';
import { withPublishLock } from './publish-lock.ts';
import { rankAndPublish } from './rank-and-publish.ts';
import { libraryOf } from './rankable-library.ts';

/**
 * Returns the look-back window that can be ranked now, days: the chosen one, once its windows were
 * fetched.
 */
export function rankableDays(
  publication: Pick<PublicationHead, 'lookbackDays'>,
  { lookbackDays }: Pick<Settings, 'lookbackDays'>,
): number {
  const fetched = new Set(windowsToAsk(publication.lookbackDays));
  const isCovered = windowsToAsk(lookbackDays).every((days) => fetched.has(days));
  return isCovered ? lookbackDays : publication.lookbackDays;
}

/**
 * Ranks the library and publishes it again, after a setting was changed or a ranking was lost; no
 * network. A look-back window that was not fetched yet has to wait for the next sync, and until
 * then the former one stays.
 *
 * @throws when the library cannot be read, or storage fails
 */
export function rerank(): Promise<void> {
  return withPublishLock(async () => {
    const [publication, settings, head] = await Promise.all([
      publicationStore.read(),
      settingsStore.read(),
      readHead(),
    ]);
    // The first sync ranks again as it goes on.
    if (publication === null || publication.isPartial === true) return;
    if (head?.run !== publication.run) throw new StorageError('storage-damaged', 'library');
    const { run, completedAt } = publication;
    const lookbackDays = rankableDays(publication, settings);
    const library = await libraryOf(head);
    await rankAndPublish(library, { run, completedAt, lookbackDays }, settings, []);
  });
}
