import type { PostTable } from '../model/post-table.ts';
import { SUPPORT_VIEWS } from '../rule/multiple.ts';
import { valueAt } from '../stats/value-at.ts';
import type { AccountBaseline } from './account-baseline.ts';
import { type AgeClasses, ageClassMedians } from './age-class.ts';
import { MIN_AGE_DAYS } from './age-curve.ts';
import type { LifetimeColumns } from './lifetime-columns.ts';

/** The expected gains of each row of a {@link PostTable}; `NaN` where unknown. */
export interface Expected {
  /** Gain over the window E = L·(F(A) − F(A − w))·e^b, and over the window before. */
  readonly gain: Float64Array;
  readonly previousGain: Float64Array;
}

/** Returns the usual gain of a post's account over its latest days; `NaN` where unknown. */
export function usualOver(
  { age, poolOf }: LifetimeColumns,
  { logLevel, curves }: AccountBaseline,
  row: number,
  days: number,
): number {
  const curve = curves[poolOf[row] as number];
  const ageDays = valueAt(age, row);
  if (curve === undefined) return Number.NaN;
  return Math.exp(logLevel[row] as number) * (curve(ageDays) - curve(ageDays - days));
}

/**
 * Computes the usual lifetime count of posts of this age on their own account, E_V = L·F(A): the
 * account's level L times the age curve F. `NaN` where unknown.
 */
export function expectedCount(
  { size, age, poolOf }: LifetimeColumns,
  { logLevel, curves }: AccountBaseline,
): Float64Array {
  const expected = new Float64Array(size).fill(Number.NaN);
  for (let row = 0; row < size; row++) {
    const level = Math.exp(logLevel[row] as number);
    const curve = curves[poolOf[row] as number];
    if (!Number.isNaN(level) && curve !== undefined)
      expected[row] = level * curve(Math.max(valueAt(age, row), MIN_AGE_DAYS));
  }
  return expected;
}

/**
 * Computes the usual gain of posts of this age on their own account: the account's level L times
 * the age curve F, over the days that the gain covers. For posts older than the window, b is the
 * gain of the platform's posts of that age beyond the curve (their median ln((g + κ)/(E + κ))),
 * because views tail off differently on each platform.
 */
export function expectedGain(
  table: PostTable,
  { logLevel, curves }: AccountBaseline,
  classes: AgeClasses,
): Expected {
  const { size, age, gain, fromAge, previousFromAge, windowDays, poolOf, isUncertain } = table;
  const column = () => new Float64Array(size).fill(Number.NaN);
  const expected = { gain: column(), previousGain: column() };
  const deviation = column();
  for (let row = 0; row < size; row++) {
    const level = Math.exp(logLevel[row] as number);
    const curve = curves[poolOf[row] as number];
    const ageDays = Math.max(valueAt(age, row), MIN_AGE_DAYS);
    if (Number.isNaN(level) || Number.isNaN(ageDays) || curve === undefined) continue;
    const start = valueAt(fromAge, row);
    if (Number.isNaN(start)) continue;
    const now = curve(ageDays);
    const atStart = curve(start);
    expected.gain[row] = level * (now - atStart);
    expected.previousGain[row] = level * (atStart - curve(previousFromAge[row] as number));
    if (
      ageDays > windowDays &&
      valueAt(expected.gain, row) >= SUPPORT_VIEWS &&
      isUncertain[row] === 0
    ) {
      deviation[row] = Math.log(
        (valueAt(gain, row) + SUPPORT_VIEWS) / (valueAt(expected.gain, row) + SUPPORT_VIEWS),
      );
    }
  }
  const correction = ageClassMedians(classes, deviation);
  for (let row = 0; row < size; row++) {
    if (!(valueAt(age, row) > windowDays)) continue;
    const factor = Math.exp(correction[row] as number);
    expected.gain[row] = valueAt(expected.gain, row) * factor;
    expected.previousGain[row] = valueAt(expected.previousGain, row) * factor;
  }
  return expected;
}
