import { type BreakoutCounts, countBreakouts } from './breakout-counts.ts';
import type { FirstRanking } from './first-ranking.ts';
import type { Marks } from './marks.ts';
import type { PublicationHead } from './publication-head.ts';
import { type NamedBreakout, strongestBreakouts } from './strongest-breakouts.ts';
import { answerOf, type WindowAnswer } from './window-answer.ts';

/** The breakouts that the tooltip of the badge names. */
const NAMED_BREAKOUTS = 2;

/** The content of the badge and its tooltip, for the look-back window. */
export interface BadgeContent {
  readonly publication: PublicationHead;
  readonly answer: WindowAnswer;
  readonly counts: BreakoutCounts;
  /** Posts that could be compared, and all posts. */
  readonly compared: number;
  readonly total: number;
  /** The time when posts can be compared, ms since epoch; `null` where unknown. */
  readonly comparableFrom: number | null;
  /** Strongest first; empty where nothing is breaking out. */
  readonly strongest: readonly NamedBreakout[];
}

/**
 * Derives the content of the badge and its tooltip from a publication.
 *
 * @param first `null` when it cannot be read: then the badge counts by the head alone
 * @param now ms since epoch
 * @returns `null` for a publication of an earlier version, until it is ranked again
 */
export function badgeContentOf(
  publication: PublicationHead,
  first: FirstRanking | null,
  marks: Marks,
  now: number,
): BadgeContent | null {
  const window = publication.windows.find(({ days }) => days === publication.lookbackDays);
  if (window === undefined) return null;
  const { compared, total } = window;
  const counts = countBreakouts(publication, first, marks, now);
  return {
    ...{ publication, counts, compared, total },
    answer: answerOf({ compared, total }, counts),
    comparableFrom: first?.ranking.comparison.comparableFrom ?? null,
    strongest: first === null ? [] : strongestBreakouts(first, marks, now, NAMED_BREAKOUTS),
  };
}
