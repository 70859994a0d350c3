import { decisiveMultiple } from '../model/headline-multiple.ts';
import type { Classification } from './classification.ts';

/**
 * Sorts classifications by the multiple that is their headline, then by gain, both largest first
 * and unknown last, then by id: the order does not depend on the order of the posts.
 *
 * Multiples nearly always decide, and numbers alone are sorted several times as fast as objects. So
 * they are sorted first, each classification is put in its multiple's place, and only equal
 * multiples are compared further.
 */
export function sortClassifications(classifications: readonly Classification[]): Classification[] {
  const keys = new Float64Array(classifications.length);
  for (let i = 0; i < keys.length; i++) keys[i] = -multipleOf(classifications[i] as Classification);
  const sorted = keys.toSorted();
  const taken = new Int32Array(keys.length);
  const ordered = new Array<Classification>(keys.length);
  for (let i = 0; i < keys.length; i++) {
    const first = firstPlace(sorted, keys[i] as number);
    ordered[first + (taken[first] as number)] = classifications[i] as Classification;
    taken[first] = (taken[first] as number) + 1;
  }
  for (let first = 0; first < keys.length; first += Math.max(1, taken[first] as number)) {
    const alike = taken[first] as number;
    if (alike < 2) continue;
    const tied = ordered.slice(first, first + alike).sort(compareTied);
    for (let i = 0; i < alike; i++) ordered[first + i] = tied[i] as Classification;
  }
  return ordered;
}

/** Compares two classifications in the rule's order: see {@link sortClassifications}. */
export function compareClassifications(a: Classification, b: Classification): number {
  return multipleOf(b) - multipleOf(a) || compareTied(a, b);
}

function multipleOf(classification: Classification): number {
  return decisiveMultiple(classification) ?? -1;
}

/** Compares classifications with the same multiple. */
function compareTied(a: Classification, b: Classification): number {
  const byGain = (b.gain ?? -1) - (a.gain ?? -1);
  if (byGain !== 0) return byGain;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

function firstPlace(sorted: Float64Array, value: number): number {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((sorted[middle] as number) < value) from = middle + 1;
    else to = middle;
  }
  return from;
}
