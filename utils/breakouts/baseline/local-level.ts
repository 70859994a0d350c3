import { leaveOneOut } from '../stats/leave-one-out.ts';
import { medianInPlace } from '../stats/median.ts';
import { valueAt } from '../stats/value-at.ts';

/**
 * The most and the fewest posts that a local level is based on: those published next before and
 * after.
 */
const MAX_NEIGHBOURS = 10;
const MIN_NEIGHBOURS = 4;

/** The largest distance between posts of one local level, in days. */
const MAX_DISTANCE_DAYS = 21;

/** The fewest posts that distinguish a trend from chance. */
const MIN_POSTS = 12;

/** The number of latest posts that a trend is fitted to. */
const TREND_POSTS = 24;

/** The squared standard errors of a shift that are attributed to chance. */
const CHANCE = 2.5;

/**
 * The variance of a mean without the largest and the smallest value, times that of the plain mean;
 * the same of a median.
 */
const TRIMMED_VARIANCE = 1.15;
const MEDIAN_VARIANCE = 1.57;

/**
 * The median absolute difference of two independent normal values, over their standard deviation.
 */
const DIFFERENCE_TO_SIGMA = 1 / (0.6745 * Math.SQRT2);

const PRIOR_SIGMA = 0.8;
const PRIOR_POSTS = 8;

/**
 * Computes the shift of an account's level around each of its posts, without the post itself: the
 * distance of the level of the posts published next before and after, moved to the same day by the
 * account's trend, from the account's overall level. Only the part that exceeds chance counts
 * (positive-part James–Stein shrinkage): 0 for an account with a steady level. It follows an
 * account that grows, shrinks, or came back after a pause.
 *
 * @param values log levels of the account's posts, youngest first
 * @param ages of the same posts, in days
 * @param levelWithout the account's level without one of its values
 */
export function localShifts(
  values: Float64Array,
  ages: Float64Array,
  levelWithout: (value: number) => number,
): Float64Array {
  const count = values.length;
  const shifts = new Float64Array(count);
  if (count < MIN_POSTS) return shifts;
  const sigmaWithout = scatterOf(values);
  const slopeWithout = trendOf(values, ages);
  for (let i = 0; i < count; i++) {
    const sigma = sigmaWithout(i);
    const local = localLevel(values, ages, i, i < TREND_POSTS ? slopeWithout(i, sigma) : 0);
    if (local === null) continue;
    const shift = local.level - levelWithout(values[i] as number);
    const variance = sigma ** 2 * TRIMMED_VARIANCE * (1 / local.neighbours + 1 / count);
    shifts[i] = Math.max(0, shift) * shrinkage(shift ** 2 / variance);
  }
  return shifts;
}

/**
 * Returns the part of an effect that exceeds chance.
 *
 * @param square the effect over its standard error, squared
 */
function shrinkage(square: number): number {
  return Math.max(0, 1 - (CHANCE / square) ** 2);
}

function localLevel(values: Float64Array, ages: Float64Array, i: number, slope: number) {
  const age = valueAt(ages, i);
  let [from, to] = [i, i];
  while (to - from < MAX_NEIGHBOURS) {
    const younger = from > 0 ? age - valueAt(ages, from - 1) : Number.POSITIVE_INFINITY;
    const older = to < values.length - 1 ? valueAt(ages, to + 1) - age : Number.POSITIVE_INFINITY;
    if (Math.min(younger, older) > MAX_DISTANCE_DAYS) break;
    if (younger <= older) from--;
    else to++;
  }
  const neighbours = to - from;
  if (neighbours < MIN_NEIGHBOURS) return null;
  let [sum, least, most] = [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let j = from; j <= to; j++) {
    if (j === i) continue;
    const value = valueAt(values, j) - slope * (valueAt(ages, j) - age);
    sum += value;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return { level: (sum - least - most) / (neighbours - 2), neighbours };
}

/**
 * Returns the change of level with age, per day, among the latest posts without one of these: the
 * resistant line through their thirds (Tukey 1977).
 *
 * @param values {@link MIN_POSTS} at least
 */
function trendOf(
  values: Float64Array,
  ages: Float64Array,
): (without: number, sigma: number) => number {
  const count = Math.min(values.length, TREND_POSTS);
  const third = Math.floor(count / 3);
  const young = leaveOneOut(values.slice(0, third));
  const old = leaveOneOut(values.slice(count - third, count));
  const days =
    medianInPlace(ages.slice(count - third, count)) - medianInPlace(ages.slice(0, third));
  return (without, sigma) => {
    const own = valueAt(values, without);
    const isOld = without >= count - third;
    const rise =
      old.median(isOld ? own : undefined) - young.median(without < third ? own : undefined);
    const variance = (sigma ** 2 * MEDIAN_VARIANCE * 2) / third;
    return days > 0 ? (rise / days) * shrinkage(rise ** 2 / variance) : 0;
  };
}

/**
 * Returns the standard deviation of single values without one of them, from differences of
 * neighbours, which a trend does not widen.
 */
function scatterOf(values: Float64Array): (without: number) => number {
  const count = values.length;
  const differences = new Float64Array(count - 1);
  for (let i = 0; i < count - 1; i++) {
    differences[i] = Math.abs(valueAt(values, i + 1) - valueAt(values, i));
  }
  const sorted = differences.toSorted();
  return (without) => {
    const own =
      medianWithout(sorted, differences[without - 1], differences[without]) * DIFFERENCE_TO_SIGMA;
    return Math.sqrt((count * own ** 2 + PRIOR_POSTS * PRIOR_SIGMA ** 2) / (count + PRIOR_POSTS));
  };
}

/** Returns the upper median of sorted values without one or two of them. */
function medianWithout(sorted: Float64Array, first = Number.NaN, second = Number.NaN): number {
  const isPair = !Number.isNaN(first) && !Number.isNaN(second);
  let place = (sorted.length - (isPair ? 2 : 1)) >> 1;
  const [less, more] = first <= second ? [first, second] : [second, first];
  if (valueAt(sorted, place) >= less) place++;
  if (valueAt(sorted, place) >= more) place++;
  return valueAt(sorted, place);
}
