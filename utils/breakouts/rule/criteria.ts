import type { PostState } from '../model/post-state.ts';
import { HYSTERESIS_RATIO, type Thresholds } from '../model/sensitivity.ts';
import type { VerdictReason } from './classification.ts';
import { MIN_GAIN_RATIO } from './max-passing-multiple.ts';

/** The facts of a comparable post that decide its verdict. */
export interface VerdictInput {
  /** Published within the last two windows. */
  readonly isYoung: boolean;
  /** Gained over the window. */
  readonly gain: number;
  /** Gain over the usual gain. */
  readonly multiple: number;
  /** `max-passing-multiple.ts` */
  readonly strength: number;
  readonly hasSpedUp: boolean;
  readonly z: number;
  /** True if it was a breakout at the last ranking. */
  readonly wasFlagged: boolean;
}

export interface Verdict {
  readonly state: Extract<PostState, 'new-hit' | 'resurging' | 'still-running' | 'ordinary'>;
  readonly reason: VerdictReason;
}

/** The minimum z for "still running": such a post is listed, not counted. */
const STILL_RUNNING_Z = 2;

/**
 * Decides the state of a post. A breakout has the strength of the threshold, gained at least the
 * minimum, and exceeds its account's scatter: a *new hit* if it was published within two windows,
 * *resurging* if it is older. An old post that gains as much without having sped up is *still
 * running*.
 *
 * A former breakout stays one down to {@link HYSTERESIS_RATIO} of each threshold, so that a post
 * near a threshold does not flicker (hysteresis: the entry cost of Kleinberg, Bursty and
 * hierarchical structure in streams, KDD 2002).
 */
export function decide(evidence: VerdictInput, thresholds: Thresholds): Verdict {
  const { isYoung, gain, multiple, strength, hasSpedUp, z, wasFlagged } = evidence;
  const ease = wasFlagged ? HYSTERESIS_RATIO : 1;
  if (gain < ease * thresholds.minimumGain) return { state: 'ordinary', reason: 'small-gain' };
  if (strength >= ease * thresholds.multiple) {
    if (z < ease * thresholds.z) return { state: 'ordinary', reason: 'within-scatter' };
    return {
      state: isYoung ? 'new-hit' : 'resurging',
      reason: hasSpedUp ? 'sped-up' : 'hit-since-published',
    };
  }
  if (isYoung || multiple < thresholds.multiple)
    return { state: 'ordinary', reason: 'low-multiple' };
  if (z < STILL_RUNNING_Z) return { state: 'ordinary', reason: 'within-scatter' };
  return { state: 'still-running', reason: 'not-sped-up' };
}

/**
 * Returns true if a post is ordinary whatever its other facts: it gained too little, or its
 * multiple is too small for any required strength. This settles nearly all posts cheaply.
 */
export function isSurelyOrdinary(gain: number, multiple: number, thresholds: Thresholds): boolean {
  const enough = HYSTERESIS_RATIO * thresholds.multiple;
  return gain < HYSTERESIS_RATIO * thresholds.minimumGain || multiple < MIN_GAIN_RATIO * enough;
}
