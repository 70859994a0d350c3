import type { PostDetails, PostFigures } from './ranked-post.ts';
import type { WindowRanking } from './window-ranking.ts';

/**
 * A window's ranking before the details of its posts are attached: `rows[i]` is the library's row
 * of post i.
 */
export type RankedRows = Omit<WindowRanking, 'posts'> & {
  readonly rows: readonly number[];
  readonly figures: readonly PostFigures[];
};

/**
 * Attaches details to the posts of a ranking.
 *
 * @param detailsOf the details of a row of the library
 */
export function withDetails(
  { rows, figures, ...ranking }: RankedRows,
  detailsOf: (row: number) => PostDetails,
): WindowRanking {
  const posts = figures.map((figure, index) => ({
    ...detailsOf(rows[index] as number),
    ...figure,
  }));
  return { ...ranking, posts };
}
