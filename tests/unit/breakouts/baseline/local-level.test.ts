import { describe, expect, it } from 'vitest';
import { localShifts } from '../../../../utils/breakouts/baseline/local-level.ts';
import { leaveOneOut } from '../../../../utils/breakouts/stats/leave-one-out.ts';
import { plainMedian } from '../../../builders/plain-median.ts';
import { SeededRandom } from '../../../simulation/random.ts';

function shiftsOf(levelAt: (ageDays: number) => number, count = 30, everyDays = 2): Float64Array {
  const random = new SeededRandom(1);
  const ages = Float64Array.from({ length: count }, (_, place) => 1 + everyDays * place);
  const values = ages.map((age) => levelAt(age) + random.normal(0, 0.3));
  const group = leaveOneOut(values.slice());
  return localShifts(values, ages, (value) => group.trimmedMean(value));
}

/** The shift of one post, step by step as the documentation of the function has it. */
function plainShift(values: readonly number[], ages: readonly number[], i: number): number {
  const count = values.length;
  const others = <T>(list: readonly T[], from = 0, to = list.length) =>
    list.slice(from, to).filter((_, place) => from + place !== i);
  const apart = values
    .slice(1)
    .map((value, j) => Math.abs(value - (values[j] as number)))
    .filter((_, j) => j !== i && j + 1 !== i)
    .sort((a, b) => a - b);
  const own = (apart[apart.length >> 1] as number) / (0.6745 * Math.SQRT2);
  const variance = (count * own ** 2 + 8 * 0.8 ** 2) / (count + 8);
  const beyondChance = (square: number) => Math.max(0, 1 - (2.5 / square) ** 2);

  const latest = Math.min(count, 24);
  const third = Math.floor(latest / 3);
  const days = plainMedian(ages.slice(latest - third, latest)) - plainMedian(ages.slice(0, third));
  const rise =
    plainMedian(others(values, latest - third, latest)) - plainMedian(others(values, 0, third));
  const trend = (rise / days) * beyondChance(rise ** 2 / ((variance * 1.57 * 2) / third));
  const slope = i < latest && days > 0 ? trend : 0;

  const around = others(
    values.map((value, j) => ({ value, days: (ages[j] as number) - (ages[i] as number) })),
  )
    .sort((a, b) => Math.abs(a.days) - Math.abs(b.days) || a.days - b.days)
    .filter((post) => Math.abs(post.days) <= 21)
    .slice(0, 10)
    .map((post) => post.value - slope * post.days)
    .sort((a, b) => a - b);
  if (around.length < 4) return 0;
  const local = plainMean(around.slice(1, -1));
  const cut = Math.max(1, Math.floor(0.2 * (count - 1)));
  const sorted = others(values).sort((a, b) => a - b);
  const shift = local - plainMean(sorted.slice(cut, sorted.length - cut));
  const error = variance * 1.15 * (1 / around.length + 1 / count);
  return Math.max(0, shift) * beyondChance(shift ** 2 / error);
}

function plainMean(numbers: readonly number[]): number {
  return numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
}

describe('localShifts', () => {
  it('is the distance of the posts around, by the trend, as far as it exceeds chance', () => {
    const random = new SeededRandom(3);
    let shifted = 0;
    for (let draw = 0; draw < 60; draw++) {
      const count = 12 + (draw % 29);
      const [growth, step, noise] = [
        random.normal(0, 0.1),
        random.normal(0, 2),
        0.1 + (draw % 3) / 4,
      ];
      const ages: number[] = [];
      for (let age = 1; ages.length < count; age += Math.exp(random.normal(0.5, 1))) ages.push(age);
      const values = ages.map(
        (age, place) => 8 - growth * age + (place < count / 3 ? step : 0) + random.normal(0, noise),
      );
      const group = leaveOneOut(Float64Array.from(values));
      const found = localShifts(Float64Array.from(values), Float64Array.from(ages), (value) =>
        group.trimmedMean(value),
      );
      for (let i = 0; i < count; i++) {
        const wanted = plainShift(values, ages, i);
        expect(found[i]).toBeCloseTo(wanted, 8);
        if (wanted > 0) shifted += 1;
      }
    }
    expect(shifted).toBeGreaterThan(200);
  });

  it('needs twelve posts', () => {
    const shiftOfYoungest = (older: number) => {
      const ages = [1, 2, 3, 4, 5, ...Array.from({ length: older }, (_, place) => 400 + place)];
      const values = ages.map((age) => (age < 300 ? 14 : 8));
      const group = leaveOneOut(Float64Array.from(values));
      return localShifts(Float64Array.from(values), Float64Array.from(ages), (value) =>
        group.trimmedMean(value),
      )[0];
    };
    expect(shiftOfYoungest(6)).toBe(0);
    expect(shiftOfYoungest(7)).toBeGreaterThan(2);
  });

  it('compares with posts of the next three weeks, four at least', () => {
    // Twelve old posts, then four or five recent ones of e times their level, 21 days apart.
    const shiftOfYoungest = (recent: number, days: number) => {
      const ages = [
        ...Array.from({ length: recent }, (_, place) => 1 + (place * days) / (recent - 1)),
        ...Array.from({ length: 14 }, (_, place) => 400 + place),
      ];
      const values = ages.map((age) => (age < 300 ? 11 : 8));
      const group = leaveOneOut(Float64Array.from(values));
      return localShifts(Float64Array.from(values), Float64Array.from(ages), (value) =>
        group.trimmedMean(value),
      )[0];
    };
    expect(shiftOfYoungest(5, 21)).toBeGreaterThan(2);
    expect(shiftOfYoungest(5, 21.5)).toBe(0);
    expect(shiftOfYoungest(4, 21)).toBe(0);
  });

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
