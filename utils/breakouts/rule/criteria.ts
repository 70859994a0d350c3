import type { PostState } from '../model/post-state.ts';
import { HYSTERESIS_RATIO, type Thresholds } from '../model/sensitivity.ts';
import type { VerdictReason } from './classification.ts';
import { GAIN_PART } from './max-passing-multiple.ts';

/** What is known of a post that can be judged. */
export interface Evidence {
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
  /** It was a breakout at the last ranking. */
  readonly wasFlagged: boolean;
}

export interface Verdict {
  readonly state: Extract<PostState, 'new-hit' | 'resurging' | 'still-running' | 'ordinary'>;
  readonly reason: VerdictReason;
}

/**
 * An old post that gains so many standard deviations more than usual without speeding up is worth a
 * line, not a count.
 */
const STILL_RUNNING_Z = 2;

/**
 * A breakout is as strong as asked for, gained at least the minimum, and stands out of its
 * account's scatter: a *new hit* if it was published within two windows, *waking up* if it is
 * older. An old post that gains as much without having sped up is *still running*.
 *
 * What is a breakout already stays one down to {@link HYSTERESIS_RATIO} of every bar, so that what
 * wobbles round the bar does not come and go (hysteresis: the entry cost of Kleinberg, Bursty and
 * hierarchical structure in streams, KDD 2002).
 */
export function decide(evidence: Evidence, thresholds: Thresholds): Verdict {
  const { isYoung, gain, multiple, strength, hasSpedUp, z, wasFlagged } = evidence;
  const ease = wasFlagged ? HYSTERESIS_RATIO : 1;
  if (gain < ease * thresholds.minimumGain) return { state: 'ordinary', reason: 'small-gain' };
  if (strength >= ease * thresholds.multiple) {
    if (z < ease * thresholds.z) return { state: 'ordinary', reason: 'within-scatter' };
    return { state: isYoung ? 'new-hit' : 'resurging', reason: hasSpedUp ? 'sped-up' : 'hit-since-published' };
  }
  if (isYoung || multiple < thresholds.multiple) return { state: 'ordinary', reason: 'low-multiple' };
  if (z < STILL_RUNNING_Z) return { state: 'ordinary', reason: 'within-scatter' };
  return { state: 'still-running', reason: 'not-sped-up' };
}

/**
 * Whether a post is ordinary whatever else is known of it: it gained too little, or its multiple is
 * too small for any strength that would be asked for. Nearly all posts are, and of these nothing
 * more need be found out to tell their state.
 */
export function isSurelyOrdinary(gain: number, multiple: number, thresholds: Thresholds): boolean {
  const enough = HYSTERESIS_RATIO * thresholds.multiple;
  return gain < HYSTERESIS_RATIO * thresholds.minimumGain || multiple < GAIN_PART * enough;
}
