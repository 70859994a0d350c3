import { frontChoice, type RankingChoice } from '../../utils/state/ranking-selection.ts';
import { readRanking } from '../../utils/storage/published-rankings.ts';
import { readTogether } from '../../utils/storage/stored-value.ts';
import {
  apiLifecycleStore,
  keyHolderStore,
  noticesStore,
  publicationStore,
  seenStore,
  settingsStore,
  syncStatusStore,
} from '../../utils/storage/stored-values.ts';
import type { PopupFacts } from './popup-state.ts';

/**
 * Reads what the popup shows, each value by its schema, and the ranking apart: one value that is damaged fails a call for all (seen in Firefox).
 *
 * @param choice the look-back window by views, over all platforms, unless the user chose another
 */
export async function readCheckedFacts(choice?: RankingChoice): Promise<PopupFacts> {
  const [settings, keyHolder, status, publication, seen, notices, lifecycle] = await readTogether(
    settingsStore,
    keyHolderStore,
    syncStatusStore,
    publicationStore,
    seenStore,
    noticesStore,
    apiLifecycleStore,
  );
  const ranking =
    publication === null ? null : await readRanking(publication, choice ?? frontChoice(publication.lookbackDays));
  return { settings, hasKey: keyHolder !== null, status, publication, seen, ranking, notices, lifecycle };
}
