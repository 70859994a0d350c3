import { describe, expect, it } from 'vitest';
import {
  parseFirstRanking,
  parsePageState,
  toFirstRanking,
  toPageState,
} from '../../../utils/storage/published-page.ts';
import { aFirstRanking, aPageState } from '../../builders/window-ranking.ts';

const breakout = (number: number, isPartOfRise = false) => ({
  id: `post-${number}`,
  accountKey: `account-${number % 7}`,
  creatorName: null,
  isPartOfRise,
});
const MANY = aFirstRanking(undefined, {
  generation: 4,
  breakouts: Array.from({ length: 1000 }, (_, number) => breakout(number, number === 999)),
});
const idsOf = (ranking: ReturnType<typeof parseFirstRanking>) =>
  ranking?.breakouts.map(({ id }) => id).sort();

describe('toFirstRanking', () => {
  it('keeps few breakouts in the value of the first frame', () => {
    const few = aFirstRanking(undefined, { breakouts: [breakout(1), breakout(2, true)] });
    const { firstRanking } = toFirstRanking(few);
    expect(parseFirstRanking({ firstRanking })).toEqual(few);
  });

  it.each([
    [200, undefined],
    [201, true],
  ])('keeps %i breakouts in it, or notes that there are more', (count, hasMore) => {
    const breakouts = Array.from({ length: count }, (_, number) => breakout(number));
    const { firstRanking } = toFirstRanking(aFirstRanking(undefined, { breakouts }));
    const first = parseFirstRanking({ firstRanking });
    expect(first?.hasMore).toBe(hasMore);
    expect(first?.breakouts).toHaveLength(200);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('rejects %d, which JSON cannot hold', (value) => {
    expect(() => toFirstRanking({ ...MANY, generation: value })).toThrow(RangeError);
  });

  it('keeps most of many breakouts apart, and those of account rises together', () => {
    const { firstRanking, moreBreakouts } = toFirstRanking(MANY);
    expect(firstRanking.value.length).toBeLessThan(moreBreakouts.value.length / 2);
    const first = parseFirstRanking({ firstRanking });
    expect(first).toMatchObject({ hasMore: true });
    expect(idsOf(first)).toContain('post-0');
    expect(idsOf(first)).toContain('post-999');
    expect(idsOf(first)).not.toContain('post-500');
    const whole = parseFirstRanking({ firstRanking, moreBreakouts });
    expect(whole).toMatchObject({ hasMore: false });
    expect(idsOf(whole)).toEqual(idsOf(MANY));
  });
});

describe('parsePageState', () => {
  it('returns null for a value that is no text', () => {
    const stored = toPageState(aPageState());
    expect(parsePageState(stored)).toEqual(aPageState());
    expect(parsePageState({ ...stored, value: 7 })).toBeNull();
  });
});

describe('parseFirstRanking', () => {
  it.each<[string, (stored: ReturnType<typeof toFirstRanking>) => unknown]>([
    ['of another generation', () => toFirstRanking({ ...MANY, generation: 5 }).moreBreakouts],
    ['of another version', ({ moreBreakouts }) => ({ ...moreBreakouts, version: 99 })],
    ['invalid', ({ moreBreakouts }) => ({ ...moreBreakouts, value: '{' })],
  ])('returns null when the other breakouts are %s', (_, damage) => {
    const stored = toFirstRanking(MANY);
    expect(parseFirstRanking({ ...stored, moreBreakouts: damage(stored) })).toBeNull();
  });
});
