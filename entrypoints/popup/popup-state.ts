import type { Ranking } from '../../utils/breakouts/model/ranking.ts';
import type { Settings } from '../../utils/settings/settings.ts';
import type { ApiDeprecation } from '../../utils/state/api-deprecation.ts';
import type { Notice } from '../../utils/state/notice.ts';
import type { PublicationHead } from '../../utils/state/publication-head.ts';
import type { SyncStatus } from '../../utils/state/sync-status.ts';
import { loadPage, watchPage } from '../../utils/storage/page-reader.ts';
import { loadWindowRanking } from '../../utils/storage/published-database.ts';
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
  const { state, first } = await loadPage();
  const { settings, keyOwner, status, publication, marks, notices, deprecation: lifecycle } = state;
  const seen = Object.fromEntries(
    Object.entries(marks.posts).flatMap(([id, { seenAt }]) => (seenAt === undefined ? [] : [[id, seenAt]])),
  );
  const common = { settings, hasKey: keyOwner !== null, status, publication, seen, notices, lifecycle };
  if (publication === null) return { ...common, breakoutIds: [], ranking: null };
  const chosen = choice ?? defaultSelection(publication.lookbackDays);
  const complete = await loadWindowRanking(publication.generation, chosen.windowDays);
  const ranking = complete ?? (chosen.windowDays === publication.lookbackDays ? (first?.ranking ?? null) : null);
  return {
    ...common,
    breakoutIds: first?.breakouts.map(({ id }) => id) ?? [],
    ranking: ranking === null ? null : legacyRanking(ranking, chosen, settings.topMoversCount),
  };
}

/** Calls `listener` whenever anything of what the popup shows has changed. */
export function watchPopupState(listener: () => void): () => void {
  return watchPage(listener);
}
