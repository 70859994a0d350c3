import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { windowsToAsk } from '../../../utils/breakouts/model/lookback-window.ts';
import { estimatePastPoints, type KnownGain } from '../../../utils/history/past-points.ts';
import type { Series } from '../../../utils/history/point.ts';
import { pollWorld } from '../../simulation/poll.ts';
import { viewsOf } from '../../simulation/post.ts';
import { BASE_WORLD, simulatedWorld, type WorldSettings } from '../../simulation/world.ts';
import { anySeries, DAY_MS, listedPost, NOW, pointAt } from './history-builders.ts';

const WINDOWS = windowsToAsk(7);

/** The points as days before now, views, and `~` for an estimate. */
function pointsOf(
  gains: readonly KnownGain[],
  saved: Series = [],
  changes: Parameters<typeof listedPost>[2] = {},
) {
  const post = listedPost('post', 0, { views: 10_000, ...changes });
  return estimatePastPoints(post, saved, gains).map(({ at, views, isEstimated }) => {
    const daysAgo = (NOW - at) / DAY_MS;
    return `${daysAgo} d: ${isEstimated ? '~' : ''}${views}`;
  });
}

describe('estimatePastPoints', () => {
  it('subtracts the gains over the windows from the count of the last refresh', () => {
    const gains = [
      { days: 30, views: 9000 },
      { days: 1, views: 1000 },
      { days: 7, views: 6000 },
    ];
    expect(pointsOf(gains)).toEqual(['30 d: ~1000', '7 d: ~4000', '1 d: ~9000', '0 d: 10000']);
  });

  it('dates a gain from the first refresh where the post was tracked for less', () => {
    const gains = [7, 14, 30].map((days) => ({ days, views: 4000 }));
    const tracked = { firstRefreshedAt: NOW - 3 * DAY_MS };
    expect(pointsOf([{ days: 1, views: 900 }, ...gains], [], tracked)).toEqual([
      '3 d: ~6000',
      '1 d: ~9100',
      '0 d: 10000',
    ]);
  });

  it('takes the shortest of the windows that begin with the first refresh', () => {
    const gains = [7, 14, 30].map((days) => ({ days, views: 4000 + days }));
    const tracked = { firstRefreshedAt: NOW - 3 * DAY_MS };
    expect(pointsOf(gains, [], tracked)).toEqual(['3 d: ~5993', '0 d: 10000']);
  });

  it('takes no point from before the birth of the post', () => {
    const young = { createdAt: NOW - 10 * DAY_MS, firstRefreshedAt: null };
    const gains = [10, 30].map((days) => ({ days, views: 9000 }));
    expect(pointsOf(gains, [], young)).toEqual(['10 d: ~0', '0 d: 10000']);
  });

  it('begins with no views at the birth of a post that is not much older', () => {
    const young = { createdAt: NOW - 10 * DAY_MS, firstRefreshedAt: NOW - 9 * DAY_MS };
    expect(pointsOf([{ days: 7, views: 9000 }], [], young)).toEqual([
      '10 d: ~0',
      '7 d: ~1000',
      '0 d: 10000',
    ]);
    const once = { createdAt: NOW - 10 * DAY_MS, firstRefreshedAt: NOW };
    expect(pointsOf([], [], once)).toEqual(['10 d: ~0', '0 d: 10000']);
    const twice = { createdAt: NOW - 14 * DAY_MS };
    expect(pointsOf([{ days: 7, views: 9000 }], [], twice)).toHaveLength(3);
    expect(pointsOf([], [], { createdAt: null })).toEqual(['0 d: 10000']);
    const old = { createdAt: NOW - 15 * DAY_MS };
    expect(pointsOf([{ days: 7, views: 9000 }], [], old)).toEqual(['7 d: ~1000', '0 d: 10000']);
  });

  it('does not let a longer window gain less than a shorter one, nor more than all views', () => {
    const gains = [
      { days: 1, views: -50 },
      { days: 7, views: 5000 },
      { days: 14, views: 4000 },
      { days: 30, views: 20_000 },
    ];
    expect(pointsOf(gains)).toEqual([
      '30 d: ~0',
      '14 d: ~5000',
      '7 d: ~5000',
      '1 d: ~10000',
      '0 d: 10000',
    ]);
  });

  it('takes no point from a short window into which no refresh fell', () => {
    expect(
      pointsOf([
        { days: 1, views: 0 },
        { days: 2, views: 700 },
        { days: 7, views: 700 },
      ]),
    ).toEqual(['7 d: ~9300', '0 d: 10000']);
    const threeDays = [3, 7].map((days) => ({ days, views: 700 }));
    expect(pointsOf(threeDays)).toEqual(['7 d: ~9300', '0 d: 10000']);
  });

  it('takes a point from a short window as the only one, or where the longer one fell', () => {
    expect(pointsOf([{ days: 1, views: 700 }])).toEqual(['1 d: ~9300', '0 d: 10000']);
    const fallen = [
      { days: 1, views: 0 },
      { days: 7, views: -50 },
    ];
    expect(pointsOf(fallen)).toEqual(['7 d: ~10000', '1 d: ~10000', '0 d: 10000']);
  });

  it('takes a point from each long window, also where they gained the same', () => {
    const gains = [7, 14].map((days) => ({ days, views: 4000 }));
    expect(pointsOf(gains)).toEqual(['14 d: ~6000', '7 d: ~6000', '0 d: 10000']);
  });

  it('replaces estimates by the counts of the same refresh', () => {
    const saved = [pointAt(7.2, { views: 3800 }), pointAt(1.1, { views: 8000 })];
    const gains = [
      { days: 1, views: 1000 },
      { days: 7, views: 6000 },
      { days: 14, views: 9000 },
    ];
    expect(pointsOf(gains, saved)).toEqual([
      '14 d: ~1000',
      '7.2 d: 3800',
      '1.1 d: 8000',
      '0 d: 10000',
    ]);
  });

  it('keeps estimates in a gap of the counts, but none that contradict them', () => {
    const saved = [pointAt(10, { views: 5000 })];
    const at7 = (views: number) => pointsOf([{ days: 7, views: 10_000 - views }], saved);
    expect(at7(6000)).toEqual(['10 d: 5000', '7 d: ~6000', '0 d: 10000']);
    expect(at7(4700)).toEqual(['10 d: 5000', '7 d: ~5000', '0 d: 10000']);
    expect(at7(4400)).toEqual(['10 d: 5000', '0 d: 10000']);
    const at14 = (views: number) => pointsOf([{ days: 14, views: 10_000 - views }], saved);
    expect(at14(5300)).toEqual(['14 d: ~5000', '10 d: 5000', '0 d: 10000']);
    expect(at14(5600)).toEqual(['10 d: 5000', '0 d: 10000']);
  });

  it('keeps an estimate half a day from a count, not one that is nearer', () => {
    const near = (daysAgo: number) =>
      pointsOf([{ days: 7, views: 4000 }], [pointAt(daysAgo, { views: 5000 })]);
    expect(near(7.5)).toEqual(['7.5 d: 5000', '7 d: ~6000', '0 d: 10000']);
    expect(near(7.4)).toEqual(['7.4 d: 5000', '0 d: 10000']);
  });

  it('keeps counts that fall, and estimates nothing between them', () => {
    const saved = [pointAt(10, { views: 20_000 })];
    expect(pointsOf([{ days: 7, views: 0 }], saved)).toEqual(['10 d: 20000', '0 d: 10000']);
    const slightly = [pointAt(10, { views: 10_500 })];
    expect(pointsOf([{ days: 7, views: 0 }], slightly)).toEqual(['10 d: 10500', '0 d: 10000']);
    const equal = [pointAt(10, { views: 10_000 })];
    expect(pointsOf([{ days: 7, views: 0 }], equal)).toEqual([
      ...['10 d: 10000', '7 d: ~10000', '0 d: 10000'],
    ]);
  });

  it('knows nothing without a refresh or a count', () => {
    const gains = [{ days: 7, views: 10 }];
    expect(pointsOf(gains, [], { lastRefreshedAt: null, createdAt: null })).toEqual([]);
    expect(pointsOf(gains, [], { views: null })).toEqual([]);
  });

  it('never lets an estimate be higher than a later point or lower than an earlier one', () => {
    const anyGains = fc.uniqueArray(
      fc.record({ days: fc.integer({ min: 1, max: 365 }), views: fc.integer() }),
      { selector: ({ days }) => days, maxLength: 10 },
    );
    const anyTracking = fc.record({
      views: fc.nat(),
      createdAt: fc.option(fc.nat({ max: 400 }).map((days) => NOW - days * DAY_MS)),
      firstRefreshedAt: fc.option(fc.nat({ max: 400 }).map((days) => NOW - days * DAY_MS)),
    });
    fc.assert(
      fc.property(anySeries(90), anyGains, anyTracking, (saved, gains, tracking) => {
        const points = estimatePastPoints(listedPost('post', 0, tracking), saved, gains);
        for (const [index, point] of points.entries()) {
          const next = points[index + 1];
          if (next === undefined) continue;
          expect(next.at).toBeGreaterThan(point.at);
          const isEstimate = point.isEstimated || next.isEstimated;
          if (isEstimate) expect(next.views).toBeGreaterThanOrEqual(Math.max(point.views, 0));
        }
        const counts = points.filter(({ isEstimated }) => !isEstimated).map(({ at }) => at);
        const known = saved.filter(({ views }) => views !== null).map(({ at }) => at);
        expect(counts).toEqual(expect.arrayContaining(known));
      }),
    );
  });
});

describe('estimated points in simulated worlds', () => {
  /** The deviation of each estimate from the truth, as a share of it. */
  function deviationsIn(seed: number, settings: WorldSettings): number[] {
    const world = simulatedWorld(seed, settings);
    const { posts, deltas } = pollWorld(world, WINDOWS);
    return world.posts.flatMap((truth, row) => {
      // A recount took views back: the gains are not those of the counts then.
      if (truth.recount !== null) return [];
      const post = posts[row] as (typeof posts)[number];
      const gains = WINDOWS.map((days) => ({
        days,
        views: deltas.get(post.id)?.[days]?.views as number,
      }));
      const counter = viewsOf(truth, seed, settings.noise);
      return estimatePastPoints(post, [], gains).flatMap(({ at, views, isEstimated }) => {
        const daysAgo = ((post.lastRefreshedAt as number) - at) / DAY_MS;
        const counted = counter.viewsAt(truth.ageDays - daysAgo);
        return isEstimated ? [Math.abs(views - counted) / Math.max(counted, 1)] : [];
      });
    });
  }

  it('are at most 5 % off where the gains are exact', () => {
    for (let seed = 0; seed < 4; seed++) {
      const deviations = deviationsIn(seed, BASE_WORLD);
      expect(deviations.length).toBeGreaterThan(3000);
      expect(Math.max(...deviations)).toBeLessThanOrEqual(0.05);
    }
  });

  it('also where posts have been tracked for three days', () => {
    const deviations = deviationsIn(3, { ...BASE_WORLD, trackedDays: 3 });
    expect(deviations.length).toBeGreaterThan(1000);
    expect(Math.max(...deviations)).toBeLessThanOrEqual(0.05);
  });

  it('never decrease in the roughest world', () => {
    const settings: WorldSettings = {
      ...BASE_WORLD,
      rhythm: { jitterMinutes: 120, gapShare: 0.15, gapDays: [1, 3] },
      correction: { share: 0.3, daysAgo: 3, affected: 1 },
    };
    const { posts, deltas } = pollWorld(simulatedWorld(5, settings), WINDOWS);
    let estimated = 0;
    for (const post of posts) {
      const gains = WINDOWS.map((days) => ({
        days,
        views: deltas.get(post.id)?.[days]?.views as number,
      }));
      const points = estimatePastPoints(post, [], gains);
      estimated += points.filter(({ isEstimated }) => isEstimated).length;
      const views = points.map((point) => point.views);
      expect(views).toEqual(views.toSorted((a, b) => a - b));
    }
    expect(estimated).toBeGreaterThan(2000);
  });
});
