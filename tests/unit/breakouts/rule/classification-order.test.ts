import { describe, expect, it } from 'vitest';
import type { Classification } from '../../../../utils/breakouts/rule/classification.ts';
import { compareClassifications } from '../../../../utils/breakouts/rule/classification-order.ts';
import { aClassification } from '../../../builders/classification.ts';

const sorted = (...changes: readonly Partial<Classification>[]) =>
  changes
    .map((change) => aClassification(change))
    .sort(compareClassifications)
    .map(({ id }) => id);

describe('compareClassifications', () => {
  it('sorts by the multiple of the headline, largest first and unknown last', () => {
    expect(
      sorted(
        { id: 'none', multiple: null },
        { id: 'zero', multiple: 0 },
        { id: 'life', headline: 'lifetime', multiple: 1, lifetimeMultiple: 9 },
        { id: 'gain', multiple: 5, lifetimeMultiple: 20 },
      ),
    ).toEqual(['life', 'gain', 'zero', 'none']);
  });

  it('sorts equal multiples by gain, largest first and unknown last, then by id', () => {
    expect(
      sorted(
        { id: 'unknown', gain: null },
        { id: 'b', gain: 0 },
        { id: 'a', gain: 0 },
        { id: 'large', gain: 900 },
      ),
    ).toEqual(['large', 'a', 'b', 'unknown']);
  });

  it('is 0 for the same post', () => {
    expect(compareClassifications(aClassification(), aClassification())).toBe(0);
  });
});
