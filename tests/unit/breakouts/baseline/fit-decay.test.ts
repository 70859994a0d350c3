import { describe, expect, it } from 'vitest';
import { ageCurve } from '../../../../utils/breakouts/baseline/age-curve.ts';
import { fitDecay } from '../../../../utils/breakouts/baseline/fit-decay.ts';
import { SeededRandom } from '../../../simulation/random.ts';

/** Creates accounts of different sizes whose posts follow a decay with log-normal scatter. */
function posts(decay: number, accounts: number, perAccount: number) {
  const random = new SeededRandom(7);
  const curve = ageCurve(decay);
  const groups: number[][] = [];
  const [age, count]: [number[], number[]] = [[], []];
  for (let account = 0; account < accounts; account++) {
    const size = Math.exp(random.normal(8, 2));
    groups.push(
      Array.from({ length: perAccount }, () => {
        const days = random.uniform(0.5, 150);
        age.push(days);
        return count.push(size * curve(days) * Math.exp(random.normal(0, 0.8))) - 1;
      }),
    );
  }
  return { groups, age: Float64Array.from(age), count: Float64Array.from(count) };
}

describe('fitDecay', () => {
  it.each([1.15, 1.4, 1.9])(
    'recovers the decay exponent from posts of accounts of any size: %f',
    (decay) => {
      const { groups, age, count } = posts(decay, 60, 40);
      expect(Math.abs(fitDecay(groups, age, count) - decay)).toBeLessThan(0.1);
    },
  );

  it('falls back to 1.4 when few posts are available', () => {
    const { groups, age, count } = posts(2, 1, 4);
    expect(Math.abs(fitDecay(groups, age, count) - 1.4)).toBeLessThan(0.35);
    expect(fitDecay([], age, count)).toBe(1.4);
  });
});

/** The posterior mean as the documentation of `fitDecay` has it, without its shortcuts. */
function plainDecay(groups: readonly (readonly { age: number; count: number }[])[]): number {
  const decays = Array.from({ length: 29 }, (_, step) => 1.05 + 0.05 * step);
  const misfits = decays.map((decay) => {
    const curve = ageCurve(decay);
    const distances = groups.flatMap((group) => {
      const values = group.map(({ age, count }) => Math.log(1 + count) - Math.log(curve(age)));
      const sorted = values.toSorted((a, b) => a - b);
      const half = sorted.length / 2;
      const median =
        ((sorted[Math.ceil(half) - 1] as number) + (sorted[Math.floor(half)] as number)) / 2;
      return values.map((value) => Math.min(Math.abs(value - median), 2));
    });
    const mean = distances.reduce((sum, distance) => sum + distance, 0) / distances.length;
    return distances.length * Math.log(mean) + (decay - 1.4) ** 2 / (2 * 0.3 ** 2);
  });
  const least = Math.min(...misfits);
  const weights = misfits.map((misfit) => Math.exp(least - misfit));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return (
    weights.reduce((sum, weight, place) => sum + weight * (decays[place] as number), 0) / total
  );
}

/** Fits accounts of posts with ages and counts. */
function fitted(groups: readonly (readonly { age: number; count: number }[])[]): number {
  const all = groups.flat();
  let row = 0;
  return fitDecay(
    groups.map((group) => group.map(() => row++)),
    Float64Array.from(all, ({ age }) => age),
    Float64Array.from(all, ({ count }) => count),
  );
}

describe('fitDecay, by its definition', () => {
  /** An age of whole steps of 2 %, from an hour on. */
  const stepped = (step: number) => 1.02 ** step / 24;

  it('is the posterior mean of Laplace-distributed scatter and a normal prior', () => {
    const random = new SeededRandom(5);
    for (const decay of [1.1, 1.5, 2.1]) {
      const curve = ageCurve(decay);
      const groups = Array.from({ length: 6 }, (_, account) =>
        Array.from({ length: 3 + account }, () => {
          const age = stepped(Math.floor(random.uniform(0, 400)));
          return { age, count: 900 * curve(age) * Math.exp(random.normal(0, 1.2)) };
        }),
      );
      expect(fitted(groups)).toBeCloseTo(plainDecay(groups), 6);
    }
  });

  it('counts younger posts as one hour old, and none as older than a century', () => {
    const group = [stepped(0), stepped(90), stepped(250), stepped(300)].map((age, place) => ({
      age,
      count: 1000 * (place + 1),
    }));
    const withAge = (age: number) => fitted([[...group, { age, count: 4500 }]]);
    expect(withAge(0.0001)).toBe(withAge(stepped(0)));
    expect(withAge(1e7)).toBe(withAge(36_500));
    expect(withAge(1e7)).toBeGreaterThan(1);
    expect(withAge(1e7)).not.toBe(withAge(300));
  });

  it('takes every k-th account of a large library, by the age of its youngest post', () => {
    const account = (youngest: number, decay: number) => {
      const curve = ageCurve(decay);
      return Array.from({ length: 100 }, (_, place) => {
        const age = youngest + place;
        return { age, count: 900 * curve(age) };
      });
    };
    // 20,000 posts, of which 10,000 are enough.
    const groups = Array.from({ length: 200 }, (_, place) =>
      account(1 + place / 100, place % 2 === 0 ? 1.2 : 2),
    );
    expect(fitted(groups.toReversed())).toBeCloseTo(1.2, 1);
    expect(fitted(groups.slice(0, 100))).toBeGreaterThan(1.3);
  });
});

describe('age curve', () => {
  it('is the sum of a decaying and a constant rate', () => {
    // C(t) = 0.6^−0.4 − (t + 0.6)^−0.4
    const decaying = (t: number) => 0.6 ** -0.4 - (t + 0.6) ** -0.4;
    for (const t of [0.01, 1, 7, 100])
      expect(ageCurve(1.4)(t)).toBeCloseTo(decaying(t) / decaying(1) + 0.002 * t, 10);
  });

  it('starts at 0, reaches 1 after a day, and keeps flattening', () => {
    const curve = ageCurve(1.4);
    expect(curve(0)).toBe(0);
    expect(curve(-3)).toBe(0);
    expect(curve(1)).toBeCloseTo(1, 2);
    expect(curve(8) - curve(7)).toBeLessThan(curve(2) - curve(1));
    expect(curve(200)).toBeGreaterThan(curve(100));
  });
});
