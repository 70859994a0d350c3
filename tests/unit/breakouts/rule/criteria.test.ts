import { describe, expect, it } from 'vitest';
import {
  decide,
  isSurelyOrdinary,
  type VerdictInput,
} from '../../../../utils/breakouts/rule/criteria.ts';

const THRESHOLDS = { multiple: 5, z: 1, minimumGain: 100 };

/** The evidence of a young post that reaches each threshold exactly. */
const enough: VerdictInput = {
  ...{ isYoung: true, gain: 100, multiple: 3, strength: 5, hasSpedUp: false, z: 1 },
  wasFlagged: false,
};
/** An old post of five times the usual that has not sped up. */
const running: VerdictInput = { ...enough, isYoung: false, multiple: 5, strength: 0, z: 2 };

const verdict = (changes: Partial<VerdictInput>, evidence = enough) => {
  const { state, reason } = decide({ ...evidence, ...changes }, THRESHOLDS);
  return `${state}: ${reason}`;
};

describe('decide', () => {
  it('flags what reaches every threshold, by its age and its evidence', () => {
    expect(verdict({})).toBe('new-hit: hit-since-published');
    expect(verdict({ hasSpedUp: true })).toBe('new-hit: sped-up');
    expect(verdict({ hasSpedUp: true, isYoung: false })).toBe('resurging: sped-up');
  });

  it('names the threshold that is missed, the gain first', () => {
    expect(verdict({ gain: 99, strength: 4, z: 0 })).toBe('ordinary: small-gain');
    expect(verdict({ strength: 4.99, z: 0 })).toBe('ordinary: low-multiple');
    expect(verdict({ z: 0.99 })).toBe('ordinary: within-scatter');
  });

  it('asks a breakout of the last ranking for four fifths of each threshold', () => {
    const flagged = { wasFlagged: true };
    expect(verdict({ ...flagged, gain: 80, strength: 4, z: 0.8 })).toBe(
      'new-hit: hit-since-published',
    );
    expect(verdict({ ...flagged, gain: 79 })).toBe('ordinary: small-gain');
    expect(verdict({ ...flagged, strength: 3.99 })).toBe('ordinary: low-multiple');
    expect(verdict({ ...flagged, z: 0.79 })).toBe('ordinary: within-scatter');
  });

  it('calls an old post of the multiple that has not sped up still running, from z = 2 on', () => {
    expect(verdict({}, running)).toBe('still-running: not-sped-up');
    expect(verdict({ z: 1.99 }, running)).toBe('ordinary: within-scatter');
    expect(verdict({ multiple: 4.99 }, running)).toBe('ordinary: low-multiple');
    expect(verdict({ isYoung: true }, running)).toBe('ordinary: low-multiple');
  });
});

describe('isSurelyOrdinary', () => {
  it('excludes what cannot reach four fifths of a threshold', () => {
    // 0.8 · 100 views; the gain alone must be 0.6 · 0.8 · 5 = 2.4 times the usual.
    expect(isSurelyOrdinary(80, 2.41, THRESHOLDS)).toBe(false);
    expect(isSurelyOrdinary(79, 2.41, THRESHOLDS)).toBe(true);
    expect(isSurelyOrdinary(80, 2.39, THRESHOLDS)).toBe(true);
  });
});
