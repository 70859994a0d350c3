import type { Classification } from '../../utils/breakouts/rule/classification.ts';

/** Creates the classification of an ordinary post with a baseline of twenty others. */
export function aClassification(changes: Partial<Classification> = {}): Classification {
  return {
    id: 'post',
    state: 'ordinary',
    reason: 'low-multiple',
    gain: 200,
    gainDays: 7,
    expected: 200,
    multiple: 1,
    multipleLowerBound: 0.5,
    usualCount: 2000,
    headline: 'gain',
    fewUsualViews: false,
    strength: 1,
    lifetimeMultiple: 1,
    z: 0,
    speedUp: null,
    baselinePosts: 20,
    lowEngagement: false,
    wasRecounted: false,
    ...changes,
  };
}
