import { describe, expect, it } from 'vitest';
import {
  hasSpedUp,
  maxPassingMultiple,
} from '../../../../utils/breakouts/rule/max-passing-multiple.ts';

describe('hasSpedUp', () => {
  it('asks for four times the pace, and for four fifths of that of a breakout', () => {
    expect([hasSpedUp(4, false), hasSpedUp(3.99, false)]).toEqual([true, false]);
    expect([hasSpedUp(3.2, true), hasSpedUp(3.19, true)]).toEqual([true, false]);
  });

  it('is false where the pace before is unknown', () => {
    expect([hasSpedUp(null, false), hasSpedUp(null, true)]).toEqual([false, false]);
  });
});

describe('maxPassingMultiple', () => {
  const strength = (multiple: number, cautiousLifetimeMultiple: number | null, isFaster = false) =>
    maxPassingMultiple({ multiple, cautiousLifetimeMultiple, hasSpedUp: isFaster });

  it('is that of the whole life, if six tenths of it show in the window', () => {
    expect(strength(6, 8)).toBe(8);
    expect(strength(3, 8)).toBe(5);
  });

  it('is the gain over six tenths where the post sped up', () => {
    expect(strength(3, null, true)).toBe(5);
    expect(strength(3, 1, true)).toBe(5);
  });

  it('is 0 for an old post that did not speed up', () => {
    expect(strength(90, null)).toBe(0);
  });
});
