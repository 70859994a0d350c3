import { gather } from '../stats/gather.ts';
import { medianInPlace } from '../stats/median.ts';
import { valueAt } from '../stats/value-at.ts';
import { ageCurve, MIN_AGE_DAYS } from './age-curve.ts';

/** The prior of the decay θ: its mean and standard deviation. */
const USUAL_DECAY = 1.4;
const DECAY_DEVIATION = 0.3;

/** The candidate decays: 1.05, 1.10 … 2.45. */
const DECAYS = Array.from({ length: 29 }, (_, step) => 1.05 + 0.05 * step);

/**
 * The largest distance from the account's median that counts, a logarithm: beyond it a post is a
 * hit or a dud, without information about decay.
 */
const MAX_DISTANCE = 2;

/** The number of posts that suffices for θ. */
const MAX_FITTED_POSTS = 10_000;

/**
 * The decay θ of a platform: the one with which the posts of one account agree best, whatever their
 * age. With x = ln(1 + V) − ln F(A) and medians over the posts of each account, the mean of θ with
 * the weights
 *
 *     e^−M(θ),   M(θ) = n·ln(mean min(|x − med x|, 2)) + (θ − 1.4)² / (2 · 0.3²)
 *
 * which is its posterior mean for Laplace-distributed scatter and a normal prior: few posts leave
 * it near 1.4, and no single post moves it far (the best θ alone would jump from one to another
 * that is nearly as good; and a hit counts no more for being huge).
 *
 * @param groups rows of each account, youngest first
 * @param age days
 * @param count lifetime counts
 */
export function fitDecay(
  groups: readonly (readonly number[])[],
  age: Float64Array,
  count: Float64Array,
): number {
  const asked = thinned(
    groups.toSorted((a, b) => (age[a[0] as number] as number) - (age[b[0] as number] as number)),
  );
  const rows = asked.flat();
  if (rows.length === 0) return USUAL_DECAY;
  const steps = gather(rows, age).map(ageStep);
  const logCounts = gather(rows, count).map(Math.log1p);
  const residuals = new Float64Array(rows.length);

  const misfits = DECAYS.map((decay) => {
    const logCurve = logCurveByStep(decay);
    for (let i = 0; i < steps.length; i++) {
      residuals[i] = valueAt(logCounts, i) - (logCurve[valueAt(steps, i)] as number);
    }
    let sum = 0;
    let start = 0;
    for (const { length } of asked) {
      sum += deviations(residuals.subarray(start, start + length));
      start += length;
    }
    const scatter = Math.log(sum / steps.length + 1e-9);
    return steps.length * scatter + (decay - USUAL_DECAY) ** 2 / (2 * DECAY_DEVIATION ** 2);
  });
  const least = Math.min(...misfits);
  const weights = misfits.map((misfit) => Math.exp(least - misfit));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return (
    weights.reduce((sum, weight, place) => sum + weight * (DECAYS[place] as number), 0) / total
  );
}

/**
 * Returns the sum of the distances from the median, each {@link MAX_DISTANCE} at most. Reorders the
 * values.
 */
function deviations(values: Float64Array): number {
  const median = medianInPlace(values);
  let sum = 0;
  for (let i = 0; i < values.length; i++)
    sum += Math.min(Math.abs(valueAt(values, i) - median), MAX_DISTANCE);
  return sum;
}

/** Returns every k-th account, so that about {@link MAX_FITTED_POSTS} posts are left. */
function thinned(groups: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const posts = groups.reduce((sum, { length }) => sum + length, 0);
  const every = Math.ceil(posts / MAX_FITTED_POSTS);
  return groups.filter((_, place) => place % every === 0);
}

/**
 * The step of ages, 2 %, which is small beside the scatter of posts: F is computed once per age and
 * not once per post.
 */
const AGE_STEP = Math.log(1.02);
const OLDEST_STEP = Math.ceil(Math.log(36_500 / MIN_AGE_DAYS) / AGE_STEP);

function ageStep(age: number): number {
  const step = Math.round(Math.log(Math.max(age, MIN_AGE_DAYS) / MIN_AGE_DAYS) / AGE_STEP);
  return Math.min(step, OLDEST_STEP);
}

const logCurves = new Map<number, Float64Array>();

/** Returns ln F of each age step, computed once per decay. */
function logCurveByStep(decay: number): Float64Array {
  const known = logCurves.get(decay);
  if (known !== undefined) return known;
  const curve = ageCurve(decay);
  const logCurve = new Float64Array(OLDEST_STEP + 1).map((_, step) =>
    Math.log(curve(MIN_AGE_DAYS * Math.exp(step * AGE_STEP))),
  );
  logCurves.set(decay, logCurve);
  return logCurve;
}
