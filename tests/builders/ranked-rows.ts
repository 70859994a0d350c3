import { LIST_NAMES, type ListName } from '../../utils/breakouts/output/list-names.ts';
import type { PostFigures } from '../../utils/breakouts/output/ranked-post.ts';
import { postFiguresSchema } from '../../utils/breakouts/output/ranked-post.ts';
import type { RankedRows } from '../../utils/breakouts/output/ranked-rows.ts';
import { aRow, aWindowRanking } from './window-ranking.ts';

/**
 * Creates a ranking over 7 days with these library rows in its lists; each row has a distinct gain.
 */
export function rankedRows(
  lists: Partial<Record<ListName, readonly number[]>>,
  changes: Partial<Pick<RankedRows, 'windowDays' | 'comparison' | 'accountRises'>> = {},
): RankedRows {
  const { posts: _, ...empty } = aWindowRanking();
  const rows: number[] = [];
  const indexOf = (row: number) => (rows.includes(row) ? rows.indexOf(row) : rows.push(row) - 1);
  const indexes = Object.fromEntries(
    LIST_NAMES.map((name) => [name, (lists[name] ?? []).map(indexOf)]),
  );
  const figures = rows.map((row): PostFigures => postFiguresSchema.parse(aRow({ gained: row })));
  return { ...empty, ...indexes, rows, figures, ...changes };
}
