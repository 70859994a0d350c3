import { describe, expect, it } from 'vitest';
import type { UsualLevel } from '../../../utils/breakouts/output/usual-band.ts';
import { type PostStoryInput, postStory } from '../../../utils/history/post-story.ts';
import { DAY_MS, listedPost, NOW, pointAt } from './history-builders.ts';

/** An account whose ordinary post has 100 views a day. */
const LEVEL: UsualLevel = {
  logLevel: Math.log(100),
  curve: (ageDays) => Math.max(0, ageDays),
  scatter: Math.log(2),
  gainScatter: Math.log(3),
  age: 10,
};

const FIGURES = { state: 'resurging', expected: 700, usualCount: 1000, gainDays: 7 } as const;

function input(changes: Partial<PostStoryInput> = {}): PostStoryInput {
  const post = listedPost('post', 0, {
    ...{ views: 9000, likes: 900, comments: null, shares: 9 },
    ...{ createdAt: NOW - 10 * DAY_MS, firstRefreshedAt: NOW - 9 * DAY_MS },
  });
  return {
    post,
    level: LEVEL,
    figures: FIGURES,
    minMultiple: 5,
    gains: [
      { days: 7, views: 8800 },
      { days: 2, views: 8000 },
    ],
    saved: [pointAt(1, { views: 5000, likes: 400 })],
    flag: null,
    lookingSince: NOW - DAY_MS / 2,
    ...changes,
  };
}

const daysAgo = (at: number | undefined) => (NOW - (at ?? Number.NaN)) / DAY_MS;

describe('postStory', () => {
  it('has the counts of saved points and of the last refresh, and none of estimates', () => {
    const { points } = postStory(input());
    expect(
      points.map(({ at, views, likes, shares, isEstimated }) => [
        ...[daysAgo(at), views, likes, shares, isEstimated],
      ]),
    ).toEqual([
      [10, 0, null, null, true],
      [7, 200, null, null, true],
      [2, 1000, null, null, true],
      [1, 5000, 400, null, false],
      [0, 9000, 900, 9, false],
    ]);
  });

  it('has the usual at each point and between, in a band of the scatter', () => {
    // A count between two samples.
    const saved = [pointAt(1, { views: 5000, likes: 400 }), pointAt(0.55, { views: 7000 })];
    const { points, usual } = postStory(input({ saved }));
    const times = usual?.times ?? [];
    const [first, end] = [points[0]?.at ?? 0, points.at(-1)?.at ?? 0];
    for (const { at } of points) expect(times).toContain(at);
    expect([times[0], times.at(-1)]).toEqual([first, end]);
    for (const [index, time] of times.slice(1).entries()) {
      const gap = time - (times[index] as number);
      expect(gap).toBeGreaterThan(0);
      expect(gap).toBeLessThanOrEqual((end - first) / 60);
    }
    const last = usual?.times.indexOf(NOW) ?? -1;
    expect(usual?.count.median[last]).toBeCloseTo(1000);
    expect(usual?.count.low[last]).toBeCloseTo(500);
    expect(usual?.count.high[last]).toBeCloseTo(2000);
    expect(usual?.perDay.median[last]).toBeCloseTo(100);
    expect(usual?.perDay.high[last]).toBeCloseTo(300);
  });

  it('broke out when it was flagged, or else when its gains began to be far above', () => {
    expect(postStory(input()).brokeOut).toEqual({ at: NOW - 2 * DAY_MS, kind: 'estimated' });
    const at = NOW - DAY_MS / 4;
    const flag = { firstFlaggedAt: at };
    expect(postStory(input({ flag })).brokeOut).toEqual({ at, kind: 'noted' });
    // Flagged by the first ranking: it may have broken out before.
    const atOnce = input({ flag: { firstFlaggedAt: NOW - DAY_MS / 2 } });
    expect(daysAgo(postStory(atOnce).brokeOut?.at)).toBe(2);
  });

  it('did not break out as an ordinary post, and nothing is usual on an unknown account', () => {
    const ordinary = { ...FIGURES, state: 'ordinary' } as const;
    expect(postStory(input({ figures: ordinary })).brokeOut).toBeNull();
    const unknown = postStory(input({ level: { ...LEVEL, logLevel: Number.NaN } }));
    expect(unknown.usual).toBeNull();
    expect(unknown.brokeOut).toBeNull();
    expect(unknown.points).toHaveLength(5);
  });
});
