import type { Classification } from '../../utils/breakouts/rule/classification.ts';

/** An ordinary post with a baseline of twenty others: it gained what is usual. */
export function aJudgement(changes: Partial<Classification> = {}): Classification {
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
