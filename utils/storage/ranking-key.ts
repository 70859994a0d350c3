import type { Publication } from '../state/publication.ts';
import { defaultSelection, rankingName } from '../state/ranking-selection.ts';

const PREFIX = 'ranking/';

/** Where the ranking stands that the popup shows when it opens: known before the head is read, so that one call reads both. */
export const DEFAULT_RANKING_KEY = `${PREFIX}front`;

/** Where a ranking of a publication stands in `local`, by its name in the head. */
export function rankingKey(
  { generation, lookbackDays }: Pick<Publication, 'generation' | 'lookbackDays'>,
  name: string,
): string {
  return name === rankingName(defaultSelection(lookbackDays)) ? DEFAULT_RANKING_KEY : `${PREFIX}${generation}/${name}`;
}
