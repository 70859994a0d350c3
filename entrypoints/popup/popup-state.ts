import type { Ranking } from '../../utils/breakouts/model/ranking.ts';
import type { Settings } from '../../utils/settings/settings.ts';
import type { ApiDeprecation } from '../../utils/state/api-deprecation.ts';
import type { Notice } from '../../utils/state/notice.ts';
import type { PublicationHead } from '../../utils/state/publication-head.ts';
import type { SyncStatus } from '../../utils/state/sync-status.ts';
import { pageStorage } from '../../utils/storage/page-storage.ts';
import {
  apiDeprecationValue,
  keyOwnerValue,
  noticesValue,
  publicationValue,
  readPageValues,
  seenPostsValue,
  settingsValue,
  syncStatusValue,
} from '../../utils/storage/page-values.ts';
import { loadWindowRanking } from '../../utils/storage/published-database.ts';
import { FIRST_RANKING_KEY, parseFirstRanking } from '../../utils/storage/published-page.ts';
import { watchKeys } from '../../utils/storage/watch-keys.ts';
import { legacyRanking, type RankingSelection } from './legacy-ranking.ts';

/** All that the popup shows, as stored. */
export interface PopupState {
  readonly settings: Settings;
  readonly hasKey: boolean;
  readonly status: SyncStatus;
  readonly publication: PublicationHead | null;
  /** Every breakout of the look-back window. */
  readonly breakoutIds: readonly string[];
  /** When each breakout was last looked at, ms since epoch. */
  readonly seen: Readonly<Record<string, number>>;
  /** The ranking chosen; `null` when none is published or what is stored is damaged. */
  readonly ranking: Ranking | null;
  readonly notices: readonly Notice[];
  readonly lifecycle: ApiDeprecation;
}

/** The look-back window (days) by views, over all platforms. */
export function defaultSelection(lookbackDays: number): RankingSelection {
  return { windowDays: lookbackDays, measure: 'views', platform: null };
}

/** Reads what the popup shows. @param choice default: {@link defaultSelection} */
export async function loadPopupState(choice?: RankingSelection): Promise<PopupState> {
  const [settings, keyOwner, status, publication, seen, notices, lifecycle] = await readPageValues(
    settingsValue,
    keyOwnerValue,
    syncStatusValue,
    publicationValue,
    seenPostsValue,
    noticesValue,
    apiDeprecationValue,
  );
  const common = { settings, hasKey: keyOwner !== null, status, publication, seen, notices, lifecycle };
  if (publication === null) return { ...common, breakoutIds: [], ranking: null };
  const items = await pageStorage.get('local', [FIRST_RANKING_KEY]);
  const first = parseFirstRanking(items[FIRST_RANKING_KEY]);
  const breakoutIds = first?.breakouts.map(({ id }) => id) ?? [];
  const chosen = choice ?? defaultSelection(publication.lookbackDays);
  const complete = await loadWindowRanking(publication.generation, chosen.windowDays);
  const ranking = complete ?? (chosen.windowDays === publication.lookbackDays ? (first?.ranking ?? null) : null);
  return {
    ...common,
    breakoutIds,
    ranking: ranking === null ? null : legacyRanking(ranking, chosen, settings.topMoversCount),
  };
}

const WATCHED = [settingsValue, keyOwnerValue, syncStatusValue, publicationValue, noticesValue].map(({ key }) => key);

/** Calls `listener` whenever anything of what the popup shows has changed, but for what was looked at: that it says itself. */
export function watchPopupState(listener: () => void): () => void {
  return watchKeys(WATCHED, listener);
}
