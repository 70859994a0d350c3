import type { Ranking } from '../../utils/breakouts/snapshot.ts';
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
import type { Settings } from '../../utils/settings/settings.ts';
import type { KnownLifecycle } from '../../utils/sync/known-lifecycle.ts';
import type { Notice } from '../../utils/sync/notice.ts';
import { frontChoice, type Publication, type RankingChoice } from '../../utils/sync/publication.ts';
import type { SyncStatus } from '../../utils/sync/sync-status.ts';

/** All that the popup shows, as stored. */
export interface PopupFacts {
  readonly settings: Settings;
  readonly hasKey: boolean;
  readonly status: SyncStatus;
  readonly publication: Publication | null;
  /** When each breakout was last looked at, ms since epoch. */
  readonly seen: Readonly<Record<string, number>>;
  /** The ranking chosen; `null` when none is published or what is stored is damaged. */
  readonly ranking: Ranking | null;
  readonly notices: readonly Notice[];
  readonly lifecycle: KnownLifecycle;
}

const WITHOUT_RANKING = [
  settingsStore,
  keyHolderStore,
  syncStatusStore,
  publicationStore,
  seenStore,
  noticesStore,
  apiLifecycleStore,
] as const;

/** Reads what the popup shows. @param choice the look-back window by views, over all platforms, unless the user chose another */
export async function readPopupFacts(choice?: RankingChoice): Promise<PopupFacts> {
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

/** Calls `listener` whenever anything of what the popup shows has changed. */
export function followPopupFacts(listener: () => void): () => void {
  const stops = [settingsStore, keyHolderStore, syncStatusStore, publicationStore, noticesStore].map((store) =>
    store.follow(listener),
  );
  return () => {
    for (const stop of stops) stop();
  };
}
