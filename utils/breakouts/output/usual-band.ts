import { MIN_AGE_DAYS } from '../baseline/age-curve.ts';
import type { LifetimeStats } from '../baseline/lifetime-stats.ts';
import type { ClassifiedPosts } from '../rule/classify-posts.ts';
import { valueAt } from '../stats/value-at.ts';
import type { PostFigures } from './ranked-post.ts';

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

/** The level and the scatter of a post's account, as the rule found them. */
export interface UsualLevel {
  /** ln of the views that are usual on the first day. */
  readonly logLevel: number;
  /** The age curve F of the post's platform and format. */
  readonly curve: ((ageDays: number) => number) | undefined;
  /** Standard deviation of the logarithm of lifetime counts, and of gains. */
  readonly scatter: number;
  readonly gainScatter: number;
  /** Age of the post at its last refresh, days. */
  readonly age: number;
}

/** Returns the level of a row. */
export function usualLevelOf(
  {
    table,
    level,
    scatter,
  }: {
    readonly table: Pick<LifetimeStats['table'], 'age' | 'poolOf'>;
    readonly level: Pick<LifetimeStats['level'], 'logLevel' | 'curves'>;
    readonly scatter: Float64Array;
  },
  { gainScatter }: Pick<ClassifiedPosts, 'gainScatter'>,
  row: number,
): UsualLevel {
  return {
    logLevel: valueAt(level.logLevel, row),
    curve: level.curves[table.poolOf[row] as number],
    scatter: valueAt(scatter, row),
    gainScatter: valueAt(gainScatter, row),
    age: valueAt(table.age, row),
  };
}

/**
 * Returns the usual that the rule compares a post with, at every age up to the post's own: the
 * account's level L times the age curve F. Over the window it is the expected gain of the
 * figures, and at the post's age their usual count, so that a chart and a row agree. The band is
 * one standard deviation of the account's scatter on either side: two thirds of its ordinary posts
 * are within.
 *
 * @returns `null` where nothing is known to be usual
 */
export function usualByAge(
  { logLevel, curve, scatter, gainScatter, age: ageAtRefresh }: UsualLevel,
  { expected, usualCount, gainDays }: Pick<PostFigures, 'expected' | 'usualCount' | 'gainDays'>,
): UsualByAge | null {
  const firstDay = Math.exp(logLevel);
  const age = Math.max(ageAtRefresh, MIN_AGE_DAYS);
  if (curve === undefined || Number.isNaN(firstDay) || Number.isNaN(age)) return null;
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
        scatter,
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
