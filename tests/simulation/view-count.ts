import { SeededRandom } from './random.ts';
import { expectedViews, type ViewCurve } from './view-curve.ts';

/** The scatter of a day's rate around the expected one. */
export interface DailyNoise {
  /** Standard deviation of the rate's logarithm on most days, and on the few others. */
  readonly deviation: number;
  readonly wildDeviation: number;
  /** Share of the wild days. */
  readonly wildShare: number;
  /** Noise changes at midnight for all posts alike, and not at each post's own birth hour. */
  readonly isByCalendarDay: boolean;
}

export const ORDINARY_NOISE: DailyNoise = {
  deviation: 0.35,
  wildDeviation: 0.35,
  wildShare: 0,
  isByCalendarDay: false,
};

/**
 * The noise of real series: log-ratios of two days have a standard deviation of 0.48, and 0.6 % of
 * the ratios lie beyond 4× (measured on the world's own draws by
 * `tests/unit/simulation/view-count.test.ts`).
 */
export const REAL_NOISE: DailyNoise = {
  deviation: 0.32,
  wildDeviation: 1.4,
  wildShare: 0.006,
  isByCalendarDay: true,
};

/** A recount by the platform, which removes views. */
export interface Recount {
  /** Age of the post, in days, when it happens. */
  readonly ageDays: number;
  /** Share of the views that are taken back, in (0, 1). */
  readonly share: number;
}

/** The count of a post's views at any age. */
export interface ViewCounter {
  /**
   * Lifetime views at an age in days: whole, 0 before the post exists, the same at every call,
   * never falling except in a recount. Requested days are cached.
   */
  viewsAt(ageDays: number): number;
}

/**
 * Draws the noise of a day's rate, a logarithm with mean −σ²/2 so that the rate itself keeps its
 * mean.
 */
export function drawLogNoise(random: SeededRandom, noise: DailyNoise): number {
  const isWild = noise.wildShare > 0 && random.next() < noise.wildShare;
  const deviation = isWild ? noise.wildDeviation : noise.deviation;
  return random.normal(-(deviation ** 2) / 2, deviation);
}

/** Returns the views that have arrived up to an age in days, before any recount: never falling. */
export type ViewArrivals = (ageDays: number) => number;

/**
 * Creates the views of a post, which arrive day by day: on day k Poisson of (expected views of that
 * day × a log-normal factor of mean 1), drawn from (seed, post, k) alone. Within a day they arrive
 * as the curve has it.
 *
 * @param post distinguishes the posts of one seed
 * @param birthHour time of day at which the post was published, as a share of a day: the first
 * calendar day is the rest
 */
export function viewArrivals(
  curve: ViewCurve,
  seed: number,
  post: number,
  noise: DailyNoise,
  birthHour: number,
): ViewArrivals {
  const offset = noise.isByCalendarDay ? birthHour : 0;
  const atDayStart: number[] = [0];
  const expectedAtDayStart: number[] = [0];

  const extendTo = (day: number) => {
    while (atDayStart.length <= day + 1) {
      const k = atDayStart.length - 1;
      const before = expectedAtDayStart[k] ?? 0;
      const after = expectedViews(curve, k + 1 - offset);
      const random = new SeededRandom(seed, post, k);
      const rate = (after - before) * Math.exp(drawLogNoise(random, noise));
      atDayStart.push((atDayStart[k] ?? 0) + random.poisson(rate));
      expectedAtDayStart.push(after);
    }
  };

  return (ageDays) => {
    if (!(ageDays > 0)) return 0;
    const day = Math.floor(ageDays + offset);
    extendTo(day);
    const start = atDayStart[day] ?? 0;
    const expectedStart = expectedAtDayStart[day] ?? 0;
    const expectedOfDay = (expectedAtDayStart[day + 1] ?? 0) - expectedStart;
    const share =
      expectedOfDay > 0 ? (expectedViews(curve, ageDays) - expectedStart) / expectedOfDay : 0;
    return (
      start + Math.floor(((atDayStart[day + 1] ?? 0) - start) * Math.min(1, Math.max(0, share)))
    );
  };
}

/** Creates the counter of a post: the views that have arrived, less those of a recount. */
export function viewCounter(arrivedBy: ViewArrivals, recount: Recount | null): ViewCounter {
  const takenBack = recount ? Math.floor(arrivedBy(recount.ageDays) * recount.share) : 0;
  return {
    viewsAt: (ageDays) =>
      arrivedBy(ageDays) - (recount && ageDays >= recount.ageDays ? takenBack : 0),
  };
}
