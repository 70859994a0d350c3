import type { VerdictReason } from './judgement.ts';
import { STAYS_ABOVE, type Thresholds } from './sensitivity.ts';
import type { PostState } from './snapshot.ts';

/** What is known of a post that can be judged. */
export interface Evidence {
  /** Published within the last two windows. */
  readonly isYoung: boolean;
  /** Gained over the window. */
  readonly gain: number;
  /** Gain over the usual gain. */
  readonly multiple: number;
  /** The highest multiple that could be asked for (`strength.ts`). */
  readonly strength: number;
  readonly z: number;
  /** `null`: the former pace is not known. */
  readonly speedUp: number | null;
  /** It was a breakout at the last ranking. */
  readonly wasFlagged: boolean;
}

export interface Verdict {
  readonly state: Extract<PostState, 'new-hit' | 'waking-up' | 'still-running' | 'ordinary'>;
  readonly reason: VerdictReason;
}

/** An old post wakes up when it gains so many times what it gained before, as compared with posts of its age. */
const WAKES_AT = 4;

/** An old post that gains so many standard deviations more than usual without speeding up is worth a line, not a count. */
const STILL_RUNNING_Z = 2;

/**
 * A breakout gained at least the minimum, is as strong as asked for, and stands out of its account's scatter; an old post has also sped up.
 *
 * One that is a breakout already stays one down to {@link STAYS_ABOVE} of every bar, so that what wobbles round the bar does not come and go (hysteresis:
 * the entry cost of Kleinberg, Bursty and hierarchical structure in streams, KDD 2002).
 */
export function decide(evidence: Evidence, thresholds: Thresholds): Verdict {
  const { isYoung, gain, multiple, strength, z, speedUp, wasFlagged } = evidence;
  const ease = wasFlagged ? STAYS_ABOVE : 1;
  if (gain < ease * thresholds.minimumGain) return { state: 'ordinary', reason: 'small-gain' };
  if (strength < ease * thresholds.multiple) return { state: 'ordinary', reason: 'low-multiple' };
  if (z < ease * thresholds.z) return { state: 'ordinary', reason: 'within-scatter' };
  if (isYoung) return { state: 'new-hit', reason: 'hit-since-published' };
  if (speedUp !== null && speedUp >= ease * WAKES_AT) return { state: 'waking-up', reason: 'sped-up' };
  if (multiple < thresholds.multiple) return { state: 'ordinary', reason: 'low-multiple' };
  if (z < STILL_RUNNING_Z) return { state: 'ordinary', reason: 'within-scatter' };
  return { state: 'still-running', reason: speedUp === null ? 'former-pace-unknown' : 'not-sped-up' };
}
