import { describe, expect, it } from 'vitest';
import { pollWorld } from '../../simulation/poll.ts';
import { viewsOf } from '../../simulation/post.ts';
import { SeededRandom } from '../../simulation/random.ts';
import { EXACT_RHYTHM, refreshSchedule } from '../../simulation/refresh-schedule.ts';
import { drawLogNoise, REAL_NOISE } from '../../simulation/view-count.ts';
import { BASE_WORLD, simulatedWorld, type WorldSettings } from '../../simulation/world.ts';

const world = (changes: Partial<WorldSettings>) => simulatedWorld(5, { ...BASE_WORLD, ...changes });

describe('refreshSchedule', () => {
  it('is every 24 hours by default', () => {
    expect(refreshSchedule(1, 2, EXACT_RHYTHM).daysBefore.slice(0, 4)).toEqual([0, 1, 2, 3]);
  });

  it('varies by the jitter and skips days in gaps', () => {
    const { daysBefore } = refreshSchedule(1, 2, {
      jitterMinutes: 120,
      gapShare: 0.15,
      gapDays: [1, 3],
    });
    const intervals = daysBefore.slice(1).map((days, place) => days - (daysBefore[place] ?? 0));
    const long = intervals.filter((days) => days > 1.1);
    expect(Math.min(...intervals)).toBeGreaterThan(1 - 2.01 / 24);
    expect(Math.max(...intervals)).toBeLessThan(4 + 2.01 / 24);
    expect(long.length / intervals.length).toBeGreaterThan(0.08);
    expect(long.length / intervals.length).toBeLessThan(0.25);
  });
});

describe('REAL_NOISE', () => {
  it('has day-to-day ratios as scattered and as heavy-tailed as real series', () => {
    const random = new SeededRandom(3);
    const draws = Array.from({ length: 200_000 }, () => drawLogNoise(random, REAL_NOISE));
    const ratios = draws.slice(1).map((value, place) => value - (draws[place] ?? 0));
    const deviation = Math.sqrt(ratios.reduce((sum, value) => sum + value ** 2, 0) / ratios.length);
    const beyond = ratios.filter((value) => Math.abs(value) > Math.log(4)).length / ratios.length;
    expect(deviation).toBeGreaterThan(0.46);
    expect(deviation).toBeLessThan(0.51);
    expect(beyond).toBeGreaterThan(0.004);
    expect(beyond).toBeLessThan(0.008);
  });
});

describe('simulatedWorld', () => {
  it('gives some posts a second format at a lower level', () => {
    const plain = world({}).posts;
    const mixed = world({ formats: { share: 0.5, ratio: 8, spread: 0 } }).posts;
    const ratios = mixed.map(
      ({ curve }, place) => curve.firstDayViews / (plain[place]?.curve.firstDayViews ?? 1),
    );
    expect(new Set(mixed.map(({ mediaType }) => mediaType))).toEqual(new Set(['video', 'image']));
    expect(new Set(ratios.map((ratio) => ratio.toFixed(3)))).toEqual(new Set(['1.000', '0.125']));
  });

  it('raises all posts of an account over the latest days', () => {
    const lift = { accounts: 1, factor: 5, days: 7 };
    const [before, after] = [world({}), world({ lift })].map(({ posts, seed }) => {
      const old = posts.find(
        ({ account, ageDays }) => account.index === 0 && ageDays > 30 && account.size > 0,
      );
      if (old === undefined) throw new Error('no old post');
      const { viewsAt } = viewsOf(
        { ...old, recount: null, curve: { ...old.curve, firstDayViews: 1e6 } },
        seed,
      );
      return viewsAt(old.ageDays) - viewsAt(old.ageDays - 7);
    });
    expect((after ?? 0) / (before ?? 1)).toBeCloseTo(5, 0);
  });

  it('raises the level of new posts of a growing account', () => {
    const plain = world({}).posts;
    const grown = world({ growth: { share: 1, factor: 10, days: 30 } }).posts;
    grown.forEach(({ ageDays, curve }, place) => {
      const level = curve.firstDayViews / (plain[place]?.curve.firstDayViews ?? 1);
      expect(level).toBeCloseTo(10 ** Math.max(0, 1 - ageDays / 30), 6);
    });
  });

  it('removes views from most posts on the day of a correction', () => {
    const { posts } = world({ correction: { share: 0.3, daysAgo: 3, affected: 0.9 } });
    const old = posts.filter(({ ageDays }) => ageDays > 3);
    const corrected = old.filter(({ recount }) => recount !== null && recount.share > 0.26);
    expect(corrected.length / old.length).toBeGreaterThan(0.85);
  });
});

describe('pollWorld', () => {
  it('counts a delta from the last refresh before the window in the alternative reading', () => {
    const rhythm = { jitterMinutes: 120, gapShare: 0, gapDays: [1, 3] } as const;
    const inside = pollWorld(world({ rhythm }), [2]);
    const before = pollWorld(world({ rhythm, deltaReading: 'last-before' }), [2]);
    const views = (poll: typeof inside, id: string) => poll.deltas.get(id)?.[2]?.views ?? 0;
    const more = inside.posts.filter(({ id }) => views(before, id) > views(inside, id));
    expect(
      inside.posts.some(
        ({ id }) => views(before, id) < views(inside, id) - 0.5 * Math.abs(views(inside, id)),
      ),
    ).toBe(false);
    expect(more.length).toBeGreaterThan(inside.posts.length / 4);
  });

  it('gives bought views no engagement', () => {
    const settings = { ...BASE_WORLD, boughtPosts: 5 };
    const bought = simulatedWorld(5, settings);
    const { posts } = pollWorld(bought, [7]);
    const rate = (place: number) =>
      (posts[place]?.likes ?? 0) / Math.max(1, posts[place]?.views ?? 1);
    const places = bought.posts.flatMap(({ curve, account }, place) =>
      curve.bought && account.size > 1000 ? [place] : [],
    );
    expect(places.length).toBeGreaterThan(0);
    for (const place of places) {
      const { account } = bought.posts[place] as (typeof bought.posts)[number];
      expect(rate(place)).toBeLessThan(0.5 * account.likeRate);
    }
  });
});
