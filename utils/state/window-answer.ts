import type { BreakoutCounts } from './breakout-counts.ts';
import type { WindowSummary } from './publication-head.ts';

/**
 * The answer to "is anything breaking out?" over a window:
 * - `breakouts`: yes;
 * - `all-hidden`: yes, but the user has snoozed or muted all of it;
 * - `nothing`: none of the compared posts;
 * - `cannot-compare`: no post could be compared yet;
 * - `no-posts`: there are no posts to compare.
 */
export type WindowAnswer = 'breakouts' | 'all-hidden' | 'nothing' | 'cannot-compare' | 'no-posts';

/**
 * Finds the answer for a window, shared by badge, tooltip and pages.
 *
 * @param counts of the breakouts in that window
 */
export function answerOf(
  { compared, total }: Pick<WindowSummary, 'compared' | 'total'>,
  { all, hidden }: Pick<BreakoutCounts, 'all' | 'hidden'>,
): WindowAnswer {
  if (all > 0) return 'breakouts';
  if (hidden > 0) return 'all-hidden';
  if (total === 0) return 'no-posts';
  return compared === 0 ? 'cannot-compare' : 'nothing';
}
