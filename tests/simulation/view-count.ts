import { SeededRandom } from './random.ts';
import { expectedViews, type ViewCurve } from './view-curve.ts';

/** Standard deviation of the logarithm of a day's rate around what was expected. */
export const DAILY_SCATTER = 0.35;

/** The platform takes views back. */
export interface Recount {
  /** Age of the post, in days, when it happens. */
  readonly ageDays: number;
  /** Share of the views that are taken back, in (0, 1). */
  readonly share: number;
}

/** A post's count of views at any age. */
export interface ViewCounter {
  /**
   * Lifetime views at an age in days: whole, 0 before the post exists, the same at every call, never falling but for a recount.
   * Days that were asked for are kept, so that a second question costs next to nothing.
   */
  viewsAt(ageDays: number): number;
}

/**
 * Views that arrive day by day: on day k of the post's life Poisson of (expected views of that day × a log-normal factor of mean 1), drawn
 * from (seed, post, k) alone. Within a day they arrive as the curve has it.
 *
 * @param post distinguishes the posts of one seed
 */
export function viewCounter(curve: ViewCurve, recount: Recount | null, seed: number, post: number): ViewCounter {
  const atDayStart: number[] = [0];
  const expectedAtDayStart: number[] = [0];

  const extendTo = (day: number) => {
    while (atDayStart.length <= day + 1) {
      const k = atDayStart.length - 1;
      const before = expectedAtDayStart[k] ?? 0;
      const after = expectedViews(curve, k + 1);
      const random = new SeededRandom(seed, post, k);
      const rate = (after - before) * Math.exp(random.normal(-(DAILY_SCATTER ** 2) / 2, DAILY_SCATTER));
      atDayStart.push((atDayStart[k] ?? 0) + random.poisson(rate));
      expectedAtDayStart.push(after);
    }
  };

  const arrivedBy = (ageDays: number): number => {
    if (!(ageDays > 0)) return 0;
    const day = Math.floor(ageDays);
    extendTo(day);
    const start = atDayStart[day] ?? 0;
    const expectedStart = expectedAtDayStart[day] ?? 0;
    const expectedOfDay = (expectedAtDayStart[day + 1] ?? 0) - expectedStart;
    const share = expectedOfDay > 0 ? (expectedViews(curve, ageDays) - expectedStart) / expectedOfDay : 0;
    return start + Math.floor(((atDayStart[day + 1] ?? 0) - start) * Math.min(1, Math.max(0, share)));
  };

  const takenBack = recount ? Math.floor(arrivedBy(recount.ageDays) * recount.share) : 0;
  return {
    viewsAt: (ageDays) => arrivedBy(ageDays) - (recount && ageDays >= recount.ageDays ? takenBack : 0),
  };
}
