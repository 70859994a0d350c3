import { describe, expect, it } from 'vitest';
import { localShifts } from '../../../../utils/breakouts/baseline/local-level.ts';
import { leaveOneOut } from '../../../../utils/breakouts/stats/leave-one-out.ts';
import { SeededRandom } from '../../../simulation/random.ts';

function shiftsOf(levelAt: (ageDays: number) => number, count = 30, everyDays = 2): Float64Array {
  const random = new SeededRandom(1);
  const ages = Float64Array.from({ length: count }, (_, place) => 1 + everyDays * place);
  const values = ages.map((age) => levelAt(age) + random.normal(0, 0.3));
  const group = leaveOneOut(values.slice());
  return localShifts(values, ages, (value) => group.trimmedMean(value));
}

describe('localShifts', () => {
  it('returns nearly 0 for an account with a steady level', () => {
    expect(Math.max(...shiftsOf(() => 8))).toBeLessThan(0.1);
  });

  it('returns 0 for an account with few posts', () => {
    expect([...shiftsOf((age) => (age < 5 ? 10 : 8), 8)]).toEqual(new Array(8).fill(0));
  });

  it('raises the latest posts of an account that has grown, and lowers no others', () => {
    const shifts = shiftsOf((age) => 10 - age / 15);
    expect(shifts[0]).toBeGreaterThan(1);
    expect(Math.min(...shifts)).toBe(0);
  });

  it('separates the posts after a pause from those before', () => {
    const ages = Float64Array.from({ length: 24 }, (_, place) =>
      place < 8 ? 1 + place : 60 + place,
    );
    const values = ages.map((age, place) => (age < 30 ? 9.5 : 8) + 0.1 * (place % 3));
    const group = leaveOneOut(values.slice());
    const shifts = localShifts(values, ages, (value) => group.trimmedMean(value));
    expect(shifts[0]).toBeGreaterThan(0.7);
    expect(shifts[20]).toBe(0);
  });

  it('excludes a post from its own shift', () => {
    const ages = Float64Array.from({ length: 20 }, (_, place) => 1 + 2 * place);
    const values = ages.map((_, place) => 10 - place / 5 + 0.1 * (place % 4));
    const shiftWith = (own: number) => {
      const changed = values.with(3, own);
      const group = leaveOneOut(changed.slice());
      return localShifts(changed, ages, (value) => group.trimmedMean(value))[3] ?? Number.NaN;
    };
    expect(shiftWith(30)).toBeCloseTo(shiftWith(14), 6);
  });
});
