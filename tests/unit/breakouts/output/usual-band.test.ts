import { describe, expect, it } from 'vitest';
import { lifetimeStatsOf } from '../../../../utils/breakouts/baseline/lifetime-stats.ts';
import { windowsToAsk } from '../../../../utils/breakouts/model/lookback-window.ts';
import type { Post } from '../../../../utils/breakouts/model/post.ts';
import { usualByAge, usualLevelOf } from '../../../../utils/breakouts/output/usual-band.ts';
import { createClassifier } from '../../../../utils/breakouts/rule/classify-posts.ts';
import { aPost } from '../../../builders/post.ts';
import { pollWorld } from '../../../simulation/poll.ts';
import { viewsOf } from '../../../simulation/post.ts';
import { BASE_WORLD, simulatedWorld, type WorldSettings } from '../../../simulation/world.ts';

const WINDOW_DAYS = 7;

type UsualFigures = Parameters<typeof usualByAge>[1];

/** The usual of each post of a simulated world, with its classification and its truth. */
function usualsIn(seed: number, changes: Partial<WorldSettings> = {}) {
  const world = simulatedWorld(seed, { ...BASE_WORLD, ...changes });
  const { posts, deltas, now } = pollWorld(world, windowsToAsk(WINDOW_DAYS));
  const lifetimes = lifetimeStatsOf(posts);
  const classified = createClassifier({ posts, deltas, windowDays: WINDOW_DAYS, now, lifetimes })({
    sensitivity: 'balanced',
  });
  return posts.map((post, row) => {
    const classification = classified.classificationOf(row);
    const usual = usualByAge(usualLevelOf(lifetimes, classified, row), classification);
    const truth = world.posts[row] as (typeof world.posts)[number];
    const age = lifetimes.table.age[row] as number;
    return { post, row, usual, classification, age, truth, viewsAt: viewsOf(truth, seed).viewsAt };
  });
}

describe('usualByAge', () => {
  it('has the rule’s usual count at its age, and its expected gain over the window', () => {
    const lifted = { lift: { accounts: 10, factor: 5, days: 6 } };
    let compared = 0;
    for (const { usual, classification, age } of [...usualsIn(2), ...usualsIn(2, lifted)]) {
      const { expected, usualCount, gainDays } = classification;
      if (expected === null || usualCount === null || gainDays === null) continue;
      compared += 1;
      expect(usual?.countAt([age]).median[0]).toBeCloseTo(usualCount, 5);
      const gain = usual?.gainBetween(age - gainDays, age) ?? Number.NaN;
      expect(Math.abs(gain - expected)).toBeLessThanOrEqual(1e-6 * Math.max(1, expected));
    }
    expect(compared).toBeGreaterThan(1500);
  });

  it('has about two thirds of ordinary posts within its band, at every age', () => {
    const ages = [0.5, 2, 7, 20, 60];
    const within = ages.map(() => [0, 0] as [number, number]);
    for (let seed = 0; seed < 2; seed++) {
      for (const { usual, age, truth, viewsAt } of usualsIn(seed)) {
        const isOrdinary = truth.recount === null && truth.curve.resurgence === null;
        if (usual === null || !isOrdinary) continue;
        for (const [place, at] of ages.entries()) {
          if (at > age) continue;
          const { low, high } = usual.countAt([at]);
          const views = viewsAt(at);
          const tally = within[place] as [number, number];
          tally[1] += 1;
          if (views >= (low[0] as number) && views <= (high[0] as number)) tally[0] += 1;
        }
      }
    }
    for (const [inside, all] of within) {
      expect(all).toBeGreaterThan(200);
      expect(inside / all).toBeGreaterThan(0.6);
      expect(inside / all).toBeLessThan(0.78);
    }
  });

  it('rises with age, low below high, and is finite', () => {
    const ages = [-1, 0, 0.01, 0.5, 1, 3, 7, 8, 30, 100, 364];
    for (const { usual } of usualsIn(4)) {
      if (usual === null) continue;
      const [count, perDay] = [usual.countAt(ages), usual.perDayAt(ages)];
      for (const { low, median, high } of [count, perDay]) {
        expect(median.every((value) => Number.isFinite(value) && value >= 0)).toBe(true);
        expect(low.every((value, index) => value <= (median[index] as number))).toBe(true);
        expect(high.every((value, index) => value >= (median[index] as number))).toBe(true);
      }
      expect(count.median).toEqual(count.median.toSorted((a, b) => a - b));
    }
  });

  it('is unknown where the account has too few posts, or no age', () => {
    const usualOf = (posts: readonly Post[]) => {
      const lifetimes = lifetimeStatsOf(posts);
      const level = usualLevelOf(lifetimes, { gainScatter: Float64Array.of(0.5) }, 0);
      return usualByAge(level, { expected: null, usualCount: null, gainDays: null });
    };
    const others = ['b', 'c', 'd', 'e'].map((id) => aPost({ id }));
    expect(usualOf([aPost()])).toBeNull();
    expect(usualOf([aPost({ createdAt: null }), ...others])).toBeNull();
    expect(usualOf([aPost(), ...others])).not.toBeNull();
  });
});

describe('usualByAge, step by step', () => {
  /** 100 views a day, F(t) = t, of a post of ten days; its window began on day 3. */
  const level = {
    ...{ logLevel: Math.log(100), curve: (days: number) => days, age: 10 },
    ...{ scatter: Math.log(2), gainScatter: Math.log(4) },
  };
  const figures = { expected: 1400, usualCount: 2000, gainDays: 7 };
  const usual = (changes: Partial<typeof level> = {}, of: Partial<UsualFigures> = {}) => {
    const found = usualByAge({ ...level, ...changes }, { ...figures, ...of });
    if (found === null) throw new Error('nothing is usual');
    return found;
  };
  const close = (...values: readonly number[]) => values.map((value) => expect.closeTo(value, 8));

  it('is the curve until the window, and then stretched to the usual count', () => {
    // 300 at the start; 1,700 more instead of 700 at the age of ten days.
    const { low, median, high } = usual().countAt([2, 3, 6.5, 10]);
    expect(median).toEqual(close(200, 300, 1150, 2000));
    expect(low).toEqual(close(100, 150, 575, 1000));
    expect(high).toEqual(close(400, 600, 2300, 4000));
  });

  it('has the expected gain over the window, by the day', () => {
    // Twice the curve within the window: half of the day up to 3.5 is in it.
    const { low, median, high } = usual().perDayAt([0, 0.5, 2, 3.5, 10]);
    expect(median).toEqual(close(100, 100, 100, 150, 200));
    expect(low).toEqual(close(25, 25, 25, 37.5, 50));
    expect(high).toEqual(close(400, 400, 400, 600, 800));
  });

  it('has the gain between two ages, never a negative one', () => {
    const { gainBetween } = usual();
    expect([gainBetween(3, 10), gainBetween(-1, 2), gainBetween(5, 4)]).toEqual(
      close(1400, 200, 0),
    );
  });

  it('follows the curve alone where a figure is unknown', () => {
    const unknown = usual({}, { expected: null, usualCount: null });
    expect(unknown.countAt([10]).median).toEqual(close(1000));
    expect(unknown.gainBetween(3, 10)).toBeCloseTo(700, 8);
    expect(usual({}, { gainDays: null }).countAt([10]).median).toEqual(close(1000));
    expect(usual({}, { gainDays: 0 }).gainBetween(3, 10)).toBeCloseTo(700, 8);
  });

  it('does not fall below the count at the start of the window', () => {
    expect(usual({}, { usualCount: 100 }).countAt([10]).median).toEqual(close(300));
  });

  it('begins the window at the publication of a younger post', () => {
    expect(usual({}, { gainDays: 12 }).gainBetween(0, 10)).toBeCloseTo(1400, 8);
  });

  it('counts a post of minutes as one hour old', () => {
    const found = usual({ age: 0.001 }, { expected: 10, gainDays: 1 });
    expect(found.gainBetween(0, 1 / 24)).toBeCloseTo(10, 8);
  });

  it('is null without a curve, a level or an age', () => {
    const { curve: _, ...withoutCurve } = level;
    expect(usualByAge({ ...withoutCurve, curve: undefined }, figures)).toBeNull();
    expect(usualByAge({ ...level, logLevel: Number.NaN }, figures)).toBeNull();
    expect(usualByAge({ ...level, age: Number.NaN }, figures)).toBeNull();
  });
});
