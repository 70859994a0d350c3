import { frontRankingStore, readRanking } from '../../utils/browser/published-rankings.ts';
import { readTogether } from '../../utils/browser/stored-value.ts';
import {
  apiLifecycleStore,
  keyHolderStore,
  noticesStore,
  publicationStore,
  seenStore,
  settingsStore,
  syncStatusStore,
} from '../../utils/browser/stores.ts';
import { frontChoice, type RankingChoice } from '../../utils/sync/ranking-choice.ts';
import type { PopupFacts } from './popup-facts.ts';

const WITHOUT_RANKING = [
  settingsStore,
  keyHolderStore,
  syncStatusStore,
  publicationStore,
  seenStore,
  noticesStore,
  apiLifecycleStore,
] as const;

/**
 * Reads what the popup shows, each value by its schema. @param choice the look-back window by views, over all platforms, unless the user chose another
 */
export async function readCheckedFacts(choice?: RankingChoice): Promise<PopupFacts> {
  const [settings, keyHolder, status, publication, seen, notices, lifecycle, front] = await readTogether(
    ...WITHOUT_RANKING,
    frontRankingStore,
    // One value that is damaged fails the call for all (seen in Firefox): the rest can be had without the ranking.
  ).catch(async () => [...(await readTogether(...WITHOUT_RANKING)), undefined] as const);
  const ranking =
    publication === null
      ? null
      : await readRanking(publication, choice ?? frontChoice(publication.lookbackDays), front);
  return { settings, hasKey: keyHolder !== null, status, publication, seen, ranking, notices, lifecycle };
}
