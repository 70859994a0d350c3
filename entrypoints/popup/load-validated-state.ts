import { defaultSelection, type RankingSelection } from '../../utils/state/ranking-selection.ts';
import { readRanking } from '../../utils/storage/published-rankings.ts';
import { readBatch } from '../../utils/storage/stored-value.ts';
import {
  apiDeprecationStore,
  keyOwnerStore,
  noticesStore,
  publicationStore,
  seenPostsStore,
  settingsStore,
  syncStatusStore,
} from '../../utils/storage/stored-values.ts';
import type { PopupState } from './popup-state.ts';

/**
 * Reads what the popup shows, each value by its schema, and the ranking apart: one value that is damaged fails a call for all (seen in Firefox).
 *
 * @param choice the look-back window by views, over all platforms, unless the user chose another
 */
export async function loadValidatedState(choice?: RankingSelection): Promise<PopupState> {
  const [settings, keyHolder, status, publication, seen, notices, lifecycle] = await readBatch(
    settingsStore,
    keyOwnerStore,
    syncStatusStore,
    publicationStore,
    seenPostsStore,
    noticesStore,
    apiDeprecationStore,
  );
  const ranking =
    publication === null ? null : await readRanking(publication, choice ?? defaultSelection(publication.lookbackDays));
  return { settings, hasKey: keyHolder !== null, status, publication, seen, ranking, notices, lifecycle };
}
