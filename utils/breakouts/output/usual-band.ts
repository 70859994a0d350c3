import { MIN_AGE_DAYS } from '../baseline/age-curve.ts';
import type { LifetimeStats } from '../baseline/lifetime-stats.ts';
import type { Classification } from '../rule/classification.ts';

/** The usual of a post's account at some ages, and how far ordinary posts lie from it. */
export interface UsualBand {
  readonly low: readonly number[];
  /** The usual itself: half of the account's posts have more. */
  readonly median: readonly number[];
  readonly high: readonly number[];
}

/** The usual views of posts like one post, on its own account, by age. */
export interface UsualByAge {
  /** Lifetime views. @param ages days */
  countAt(ages: readonly number[]): UsualBand;
  /** Views per day, over the day up to each age. @param ages days */
  perDayAt(ages: readonly number[]): UsualBand;
  /** Views between two ages, in days. */
  gainBetween(fromAge: number, toAge: number): number;
}

/**
 * Returns the usual that the rule compares a post with, at every age up to the post's own: the
 * account's level L times the age curve F. Over the window it is the expected gain of the
 * classification, and at the post's age its usual count, so that a chart and a row agree. The band
 * is one standard deviation of the account's scatter on either side: two thirds of its ordinary
 * posts are within.
 *
 * @param row of the post in `lifetimes`
 * @param gainScatter the rule's scatter of gains of the row (`ClassifiedPosts.gainScatter`)
 * @returns `null` where nothing is known to be usual
 */
export function usualByAge(
  { table, level, scatter }: Pick<LifetimeStats, 'table' | 'level' | 'scatter'>,
  row: number,
  classification: Pick<Classification, 'expected' | 'usualCount' | 'gainDays'>,
  gainScatter: number,
): UsualByAge | null {
  const curve = level.curves[table.poolOf[row] as number];
  const firstDay = Math.exp(level.logLevel[row] as number);
  const age = Math.max(table.age[row] as number, MIN_AGE_DAYS);
  if (curve === undefined || Number.isNaN(firstDay) || Number.isNaN(age)) return null;
  const { expected, usualCount, gainDays } = classification;
  const windowStart = gainDays === null ? age : Math.max(0, age - gainDays);
  const before = firstDay * curve(windowStart);
  const within = firstDay * curve(age) - before;
  /** Usual lifetime views, with the views within the window multiplied by a factor. */
  const usualAt = (ageDays: number, factor: number) =>
    ageDays <= windowStart
      ? firstDay * curve(ageDays)
      : before + factor * (firstDay * curve(ageDays) - before);
  const isWindowKnown = within > 0;
  const countFactor =
    isWindowKnown && usualCount !== null ? Math.max(0, usualCount - before) / within : 1;
  const gainFactor = isWindowKnown && expected !== null ? expected / within : 1;
  const gainBetween = (fromAge: number, toAge: number) =>
    Math.max(0, usualAt(toAge, gainFactor) - usualAt(Math.max(fromAge, 0), gainFactor));
  return {
    countAt: (ages) =>
      bandAround(
        ages.map((ageDays) => usualAt(ageDays, countFactor)),
        scatter[row] as number,
      ),
    perDayAt: (ages) =>
      bandAround(
        ages.map((ageDays) => {
          const to = Math.max(ageDays, MIN_AGE_DAYS);
          const from = Math.max(0, to - 1);
          return gainBetween(from, to) / (to - from);
        }),
        gainScatter,
      ),
    gainBetween,
  };
}

function bandAround(median: readonly number[], scatter: number): UsualBand {
  const factor = Math.exp(scatter);
  return {
    low: median.map((value) => value / factor),
    median,
    high: median.map((value) => value * factor),
  };
}
