/** The multiples of a post over a window, as the rule found them (`Classification`). */
interface HeadlineFigures {
  readonly headline: 'gain' | 'lifetime';
  readonly multiple: number | null;
  readonly lifetimeMultiple: number | null;
}

/**
 * Chooses the multiple that a post is ordered by: of its whole life where that carries the verdict,
 * else of its gain; `null` without a baseline.
 */
export function decisiveMultiple({
  headline,
  multiple,
  lifetimeMultiple,
}: HeadlineFigures): number | null {
  return headline === 'lifetime' ? lifetimeMultiple : multiple;
}

/**
 * Chooses the multiple that pages show of a post; `null` without a baseline, or where the usual is
 * too few views for one.
 */
export function headlineMultiple(
  post: HeadlineFigures & { readonly fewUsualViews: boolean },
): number | null {
  return post.fewUsualViews ? null : decisiveMultiple(post);
}
