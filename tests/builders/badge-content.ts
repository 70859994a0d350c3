import type { RankedPost } from '../../utils/breakouts/output/ranked-post.ts';
import { type BadgeContent, badgeContentOf } from '../../utils/state/badge-content.ts';
import { NO_MARKS } from '../../utils/state/initial-state.ts';
import type { Marks } from '../../utils/state/marks.ts';
import type { PublicationHead, WindowSummary } from '../../utils/state/publication-head.ts';
import { NOW } from './time.ts';
import { aFirstRanking, aPublicationHead, aWindowRanking } from './window-ranking.ts';

/**
 * Creates the badge content of a publication over 7 days: these breakouts among 100 compared posts.
 */
export function aBadgeContent(
  breakouts: readonly RankedPost[] = [],
  changes: {
    readonly marks?: Partial<Marks>;
    readonly window?: Partial<WindowSummary>;
    readonly head?: Partial<PublicationHead>;
    readonly comparableFrom?: number;
  } = {},
): BadgeContent {
  const summary = {
    days: 7,
    breakouts: breakouts.length,
    stillStrong: 0,
    compared: 100,
    total: 100,
    ...changes.window,
  };
  const ranking = aWindowRanking({ breakouts });
  const { comparableFrom = null } = changes;
  const first = aFirstRanking({
    ...ranking,
    comparison: { ...ranking.comparison, comparableFrom },
  });
  const head = aPublicationHead({ windows: [summary], ...changes.head });
  return badgeContentOf(head, first, { ...NO_MARKS, ...changes.marks }, NOW) as BadgeContent;
}
