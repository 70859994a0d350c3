import { ageCurve, LEAST_AGE_DAYS } from './age-curve.ts';
import { medianInPlace } from './median.ts';
import { valuesAt } from './values-at.ts';

/** What decay is expected before anything is known of a platform, and how far off that may be (mean and deviation of θ). */
const USUAL_DECAY = 1.4;
const DECAY_DEVIATION = 0.3;

const SMALLEST_DECAY = 1.05;
const LARGEST_DECAY = 2.45;
const TOLERANCE = 0.02;

/**
 * The decay θ of a platform: the one with which the posts of one account agree best, whatever their age. Minimises
 *
 *     n·ln(mean |x − med x|) + (θ − 1.4)² / (2 · 0.3²)
 *
 * where x = ln(1 + V) − ln F(A) and the median is over the posts of the account: the most likely θ for Laplace-distributed scatter with a normal
 * prior, so that few posts leave it near 1.4.
 *
 * @param groups rows of each account, each in an order that does not depend on how the posts came
 * @param age days
 * @param count lifetime counts
 */
export function fitDecay(groups: readonly (readonly number[])[], age: Float64Array, count: Float64Array): number {
  const inOrder = groups.toSorted((a, b) => (age[a[0] as number] as number) - (age[b[0] as number] as number));
  const rows = inOrder.flat();
  if (rows.length === 0) return USUAL_DECAY;
  const steps = valuesAt(rows, age).map(ageStep);
  const logCounts = valuesAt(rows, count).map(Math.log1p);
  const residuals = new Float64Array(rows.length);

  const misfit = (decay: number): number => {
    const logCurve = logCurveByStep(decay);
    for (let i = 0; i < steps.length; i++) {
      residuals[i] = (logCounts[i] as number) - (logCurve[steps[i] as number] as number);
    }
    let sum = 0;
    let start = 0;
    for (const { length } of inOrder) {
      const ofAccount = residuals.subarray(start, start + length);
      const median = medianInPlace(ofAccount);
      for (let i = 0; i < length; i++) sum += Math.abs((ofAccount[i] as number) - median);
      start += length;
    }
    const scatter = Math.log(sum / steps.length + 1e-9);
    return steps.length * scatter + (decay - USUAL_DECAY) ** 2 / (2 * DECAY_DEVIATION ** 2);
  };

  return smallest(misfit, SMALLEST_DECAY, LARGEST_DECAY);
}

/** Ages are rounded to 2 % here, which is nothing beside the scatter of posts, so that F is reckoned once an age and not once a post. */
const AGE_STEP = Math.log(1.02);
const OLDEST_STEP = Math.ceil(Math.log(36_500 / LEAST_AGE_DAYS) / AGE_STEP);

function ageStep(age: number): number {
  const step = Math.round(Math.log(Math.max(age, LEAST_AGE_DAYS) / LEAST_AGE_DAYS) / AGE_STEP);
  return Math.min(step, OLDEST_STEP);
}

function logCurveByStep(decay: number): Float64Array {
  const curve = ageCurve(decay);
  return new Float64Array(OLDEST_STEP + 1).map((_, step) =>
    Math.log(curve(LEAST_AGE_DAYS * Math.exp(step * AGE_STEP))),
  );
}

/** Golden-section search. */
function smallest(f: (x: number) => number, from: number, to: number): number {
  const golden = (Math.sqrt(5) - 1) / 2;
  let low = from;
  let high = to;
  let left = high - golden * (high - low);
  let right = low + golden * (high - low);
  let atLeft = f(left);
  let atRight = f(right);
  while (high - low > TOLERANCE) {
    if (atLeft <= atRight) {
      high = right;
      right = left;
      atRight = atLeft;
      left = high - golden * (high - low);
      atLeft = f(left);
    } else {
      low = left;
      left = right;
      atLeft = atRight;
      right = low + golden * (high - low);
      atRight = f(right);
    }
  }
  return (low + high) / 2;
}
