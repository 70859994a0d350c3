import * as z from 'zod/mini';
import { createProblem } from './problem/create-problem.ts';
import type { Problem } from './problem/problem.ts';

/** A million posts: more than any library holds. */
export const MAX_PAGES = 5000;

/** So many pages in a row without a single new row, and the list is taken to lead nowhere. */
export const MAX_EMPTY_PAGES = 10;

/**
 * What has to be remembered of a list to notice that it goes in circles. A few plain values, however long the list, so
 * that they can be stored with every step of a sync.
 *
 * The method is Brent's cycle detection (R. P. Brent, BIT 20, 1980): one cursor is kept as a landmark and replaced
 * after 1, 2, 4, 8 … pages. A cursor leads to the same page every time, so a repeated one means a circle, and a circle
 * comes past a landmark within it.
 */
export const pagingGuardSchema = z.readonly(
  z.object({
    pages: z.number(),
    barrenPages: z.number(),
    landmark: z.nullable(z.string()),
    pagesSinceLandmark: z.number(),
    landmarkLasts: z.number(),
  }),
);

export type PagingGuard = z.infer<typeof pagingGuardSchema>;

/** The guard of a list of which no page has been seen. */
export function newPagingGuard(): PagingGuard {
  return { pages: 0, barrenPages: 0, landmark: null, pagesSinceLandmark: 0, landmarkLasts: 1 };
}

/**
 * Takes note of a page that another follows. Gives the guard to keep, or the problem when the list repeats a cursor or
 * does not end: {@link MAX_PAGES} pages, or {@link MAX_EMPTY_PAGES} in a row without a new row.
 *
 * @param nextCursor where the page says that the list goes on
 * @param newRows rows of the page that this walk had not seen before; its rows, where that is not known
 */
export function guardPaging(
  guard: PagingGuard,
  nextCursor: string,
  newRows: number,
): { readonly ok: true; readonly guard: PagingGuard } | { readonly ok: false; readonly problem: Problem } {
  const pages = guard.pages + 1;
  const barrenPages = newRows > 0 ? 0 : guard.barrenPages + 1;
  if (nextCursor === guard.landmark || pages >= MAX_PAGES || barrenPages >= MAX_EMPTY_PAGES) {
    return { ok: false, problem: createProblem('endless-list') };
  }
  const pagesSinceLandmark = guard.pagesSinceLandmark + 1;
  const moved =
    guard.landmark === null || pagesSinceLandmark === guard.landmarkLasts
      ? { landmark: nextCursor, pagesSinceLandmark: 0, landmarkLasts: guard.landmarkLasts * 2 }
      : { landmark: guard.landmark, pagesSinceLandmark, landmarkLasts: guard.landmarkLasts };
  return { ok: true, guard: { pages, barrenPages, ...moved } };
}
