import { describe, expect, it } from 'vitest';
import { lifetimeStatsOf } from '../../../utils/breakouts/baseline/lifetime-stats.ts';
import { windowsToAsk } from '../../../utils/breakouts/model/lookback-window.ts';
import { usualByAge, usualLevelOf } from '../../../utils/breakouts/output/usual-band.ts';
import { createClassifier } from '../../../utils/breakouts/rule/classify-posts.ts';
import { estimateBreakoutStart } from '../../../utils/history/breakout-start.ts';
import { dailyGains } from '../../../utils/history/daily-gains.ts';
import { estimatePastPoints } from '../../../utils/history/past-points.ts';
import type { Series } from '../../../utils/history/point.ts';
import { pollWorld } from '../../simulation/poll.ts';
import { viewsOf } from '../../simulation/post.ts';
import { BASE_WORLD, simulatedWorld } from '../../simulation/world.ts';
import { DAY_MS, NOW, pointAt } from './history-builders.ts';

const WINDOWS = windowsToAsk(7);

describe('dailyGains', () => {
  it('divides what came between two points by the days between them', () => {
    const points = [
      { at: 0, views: 100, isEstimated: true },
      { at: 2 * DAY_MS, views: 500, isEstimated: false },
      { at: 3 * DAY_MS, views: 400, isEstimated: false },
    ];
    expect(dailyGains(points)).toEqual([
      { from: 0, to: 2 * DAY_MS, perDay: 200, isEstimated: true },
      { from: 2 * DAY_MS, to: 3 * DAY_MS, perDay: 0, isEstimated: false },
    ]);
    expect(dailyGains([])).toEqual([]);
  });
});

describe('estimateBreakoutStart', () => {
  const createdAt = NOW - 100 * DAY_MS;
  const usual = { gainBetween: (from: number, to: number) => 200 * (to - from) };
  const startOf = (...perDay: readonly number[]) => {
    const gains = perDay.map((value, index) => ({
      from: NOW - (perDay.length - index) * DAY_MS,
      to: NOW - (perDay.length - index - 1) * DAY_MS,
      perDay: value,
      isEstimated: false,
    }));
    const start = estimateBreakoutStart(gains, createdAt, usual, 5);
    return start === null ? null : (NOW - start.at) / DAY_MS;
  };

  it('is the beginning of the latest time that is all above', () => {
    expect(startOf(200, 2000, 300, 2000, 1500)).toBe(2);
    expect(startOf(2000, 2000, 2000)).toBe(3);
    expect(startOf(200, 2000, 2000, 300)).toBe(3);
  });

  it('is unknown when no gain is above, or there is none', () => {
    expect(startOf(200, 300)).toBeNull();
    expect(startOf()).toBeNull();
  });

  it('was before where the first gain that is known is above, but not at birth', () => {
    const gains = [{ from: NOW - DAY_MS, to: NOW, perDay: 2000, isEstimated: true }];
    const at = NOW - DAY_MS;
    expect(estimateBreakoutStart(gains, createdAt, usual, 5)).toEqual({ at, isBefore: true });
    expect(estimateBreakoutStart(gains, at, usual, 5)).toEqual({ at, isBefore: false });
  });

  /** The estimated start of each resurgence that the rule finds, and the true one, days ago. */
  function resurgencesIn(seed: number, savedDays: number) {
    const world = simulatedWorld(seed, { ...BASE_WORLD, resurgences: 10 });
    const { posts, deltas, now } = pollWorld(world, WINDOWS);
    const lifetimes = lifetimeStatsOf(posts);
    const classify = createClassifier({ posts, deltas, windowDays: 7, now, lifetimes });
    const classified = classify({ sensitivity: 'balanced' });
    return world.posts.flatMap((truth, row) => {
      const post = posts[row] as (typeof posts)[number];
      const { resurgence } = truth.curve;
      if (resurgence === null || classified.states[row] !== 'resurging') return [];
      const level = usualLevelOf(lifetimes, classified, row);
      const usualOfPost = usualByAge(level, classified.classificationOf(row));
      const { lastRefreshedAt, createdAt: bornAt } = post;
      if (usualOfPost === null || lastRefreshedAt === null || bornAt === null) return [];
      const { viewsAt } = viewsOf(truth, seed);
      const saved: Series = Array.from({ length: savedDays }, (_, index) => {
        const daysAgo = savedDays - index;
        const views = viewsAt(truth.ageDays - daysAgo);
        return { ...pointAt(0, { views }), at: lastRefreshedAt - daysAgo * DAY_MS };
      });
      const gains = WINDOWS.map((days) => ({
        days,
        views: deltas.get(post.id)?.[days]?.views as number,
      }));
      const points = estimatePastPoints(post, saved, gains);
      const start = estimateBreakoutStart(dailyGains(points), bornAt, usualOfPost, 4);
      const trueDaysAgo = truth.ageDays - resurgence.startAgeDays;
      return [
        { trueDaysAgo, daysAgo: start === null ? null : (lastRefreshedAt - start.at) / DAY_MS },
      ];
    });
  }

  it('is within a day of the truth in nine of ten simulated resurgences with daily counts', () => {
    const found = [0, 1, 2, 3].flatMap((seed) => resurgencesIn(seed, 20));
    expect(found.length).toBeGreaterThan(20);
    const near = found.filter(
      ({ trueDaysAgo, daysAgo }) => daysAgo !== null && Math.abs(daysAgo - trueDaysAgo) <= 1,
    );
    expect(near.length / found.length).toBeGreaterThan(0.9);
  });

  it('is within the window that holds it, on the first day, in four of five', () => {
    const found = [0, 1, 2, 3].flatMap((seed) => resurgencesIn(seed, 0));
    const inWindow = found.filter(({ trueDaysAgo, daysAgo }) => {
      const window = WINDOWS.find((days) => days >= trueDaysAgo) as number;
      return daysAgo !== null && daysAgo <= window + 1e-9 && daysAgo >= trueDaysAgo - 1;
    });
    expect(inWindow.length / found.length).toBeGreaterThan(0.8);
  });
});
