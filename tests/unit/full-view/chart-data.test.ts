import { describe, expect, it } from 'vitest';
import { chartData, hasLine } from '../../../entrypoints/full-view/post/chart/chart-data.ts';
import { dailyGains } from '../../../utils/history/daily-gains.ts';
import type { PostStory, StoryPoint } from '../../../utils/history/post-story.ts';
import { DAY } from '../../builders/time.ts';

const NONE = { likes: null, comments: null, shares: null };

/** Two estimates and two counts, a day between each. */
const POINTS: readonly StoryPoint[] = [
  { at: 0, views: 0, isEstimated: true, ...NONE },
  { at: DAY, views: 100, isEstimated: true, ...NONE },
  { at: 2 * DAY, views: 300, isEstimated: false, ...NONE, likes: 10 },
  { at: 3 * DAY, views: 350, isEstimated: false, ...NONE, likes: 30, comments: 1 },
];
const HALF = [0, 0.5, 1, 1.5, 2, 2.5, 3].map((days) => days * DAY);
const BAND = { low: HALF.map(() => 1), median: HALF.map(() => 2), high: HALF.map(() => 3) };
const STORY: PostStory = {
  points: POINTS,
  gains: dailyGains(POINTS),
  usual: { times: HALF, count: BAND, perDay: { ...BAND, median: HALF.map(() => 20) } },
  brokeOut: null,
};

describe('chartData', () => {
  it('has estimated and counted lines that meet', () => {
    const { estimated, counted, times } = chartData(STORY, 'total');
    expect(times).toEqual(HALF);
    expect(estimated).toEqual([0, 50, 100, 200, 300, null, null]);
    expect(counted).toEqual([null, null, null, null, 300, 325, 350]);
  });

  it('has what came per day in each stretch', () => {
    const { estimated, counted, usual } = chartData(STORY, 'perDay');
    expect(estimated).toEqual([100, 100, 100, 200, 200, null, null]);
    expect(counted).toEqual([null, null, null, null, 50, 50, 50]);
    expect(usual?.median).toEqual(HALF.map(() => 20));
  });

  it('marks the points, and in the chart of days their ends', () => {
    expect(chartData(STORY, 'total').marks).toEqual([
      { index: 0, isEstimated: true },
      { index: 2, isEstimated: true },
      { index: 4, isEstimated: false },
      { index: 6, isEstimated: false },
    ]);
    expect(chartData(STORY, 'perDay').marks.map(({ index }) => index)).toEqual([2, 4, 6]);
  });

  it('draws other counts where two of them are known', () => {
    expect(hasLine(STORY, 'likes')).toBe(true);
    expect(hasLine(STORY, 'comments')).toBe(false);
    const { others } = chartData(STORY, 'total');
    expect(others.likes).toEqual([null, null, null, null, 10, 20, 30]);
    expect(others.shares.every((value) => value === null)).toBe(true);
  });

  it('has the points alone where nothing is usual', () => {
    const { times, usual, counted } = chartData({ ...STORY, usual: null }, 'total');
    expect(times).toEqual(POINTS.map(({ at }) => at));
    expect(usual).toBeNull();
    expect(counted).toEqual([null, null, 300, 350]);
  });
});
