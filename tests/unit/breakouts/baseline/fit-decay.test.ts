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

describe('age curve', () => {
  it('starts at 0, reaches 1 after a day, and keeps flattening', () => {
    const curve = ageCurve(1.4);
    expect(curve(0)).toBe(0);
    expect(curve(-3)).toBe(0);
    expect(curve(1)).toBeCloseTo(1, 2);
    expect(curve(8) - curve(7)).toBeLessThan(curve(2) - curve(1));
    expect(curve(200)).toBeGreaterThan(curve(100));
  });
});
