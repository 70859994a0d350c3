import { decisiveMultiple } from '../model/headline-multiple.ts';
import type { Classification } from './classification.ts';

/**
 * Compares two classifications in the rule's order: by the multiple that is their headline, then by
 * gain, both largest first and unknown last, then by id, so that the order does not depend on the
 * order of the posts.
 */
export function compareClassifications(a: Classification, b: Classification): number {
  const byMultiple = (decisiveMultiple(b) ?? -1) - (decisiveMultiple(a) ?? -1);
  if (byMultiple !== 0) return byMultiple;
  const byGain = (b.gain ?? -1) - (a.gain ?? -1);
  if (byGain !== 0) return byGain;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
