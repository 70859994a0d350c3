import type { Ranking } from '../breakouts/model/ranking.ts';

/** What tells one ranking of a publication from another. */
export type RankingSelection = Pick<Ranking, 'windowDays' | 'measure' | 'platform'>;

/** What is shown first: the user's look-back window (days) by views, over all platforms. */
export function defaultSelection(lookbackDays: number): RankingSelection {
  return { windowDays: lookbackDays, measure: 'views', platform: null };
}

/** How the head names one of its rankings. */
export function rankingName({ windowDays, measure, platform }: RankingSelection): string {
  return `${windowDays}d/${measure}/${platform ?? 'all'}`;
}
