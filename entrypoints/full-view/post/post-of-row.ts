import type { RankedPost } from '../../../utils/breakouts/output/ranked-post.ts';
import { valueAt } from '../../../utils/breakouts/stats/value-at.ts';
import {
  CLASSIFICATION_REASONS,
  type PostColumns,
  ROW_FLAGS,
} from '../../../utils/post-table/post-columns.ts';
import { shownPostAt } from '../table/shown-post-at.ts';
import type { PostCourse } from '../table/table-protocol.ts';

/** The post of a panel. */
export interface PanelPost {
  /** Its gain is 0 where it is not known. */
  readonly post: RankedPost;
  readonly isGainKnown: boolean;
  /** Why the rule decided as it did; `null` where that is not known. */
  readonly reason: string | null;
}

/**
 * Puts a post of the table together.
 *
 * @param known what is known beyond the row; `null`: not yet read
 */
export function postOfRow(
  columns: PostColumns,
  row: number,
  known: { readonly [K in 'text' | 'figures']: PostCourse[K] | null },
): PanelPost {
  const shown = shownPostAt(columns, row, known.text ?? undefined);
  const has = (flag: number) => ((columns.flags[row] as number) & flag) !== 0;
  const usualCount = valueAt(columns.usualCount, row);
  return {
    post: {
      ...shown,
      gained: shown.gained ?? 0,
      series: null,
      source: has(ROW_FLAGS.ownHistory) ? 'own-history' : 'api',
      usualCount: Number.isNaN(usualCount) ? null : usualCount,
      lowEngagement: has(ROW_FLAGS.lowEngagement),
      wasRecounted: has(ROW_FLAGS.recounted),
      ...(known.figures ?? { speedUp: null, baselinePosts: 0, historyDays: null }),
    },
    isGainKnown: shown.gained !== null,
    reason: CLASSIFICATION_REASONS[columns.reasons[row] as number] ?? null,
  };
}
