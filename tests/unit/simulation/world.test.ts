import { describe, expect, it } from 'vitest';
import { simulatedAccount } from '../../simulation/account.ts';
import { engagementOf } from '../../simulation/engagement-count.ts';
import { pollWorld } from '../../simulation/poll.ts';
import { ORDINARY_HABITS, simulatedPost, viewsOf } from '../../simulation/post.ts';
import { SeededRandom } from '../../simulation/random.ts';
import { truthOf } from '../../simulation/truth.ts';
import { BASE_WORLD, simulatedWorld } from '../../simulation/world.ts';

const SEED = 5;

function posts(count: number) {
  const account = simulatedAccount(SEED, 0);
  return Array.from({ length: count }, (_, index) =>
    simulatedPost(SEED, account, index, ORDINARY_HABITS, 14),
  );
}

describe('SeededRandom', () => {
  it('returns the same numbers for the same keys, and others for others', () => {
    const draw = (...keys: number[]) => new SeededRandom(...keys).next();
    expect(draw(1, 2, 3)).toBe(draw(1, 2, 3));
    expect(new Set([draw(1, 2, 3), draw(1, 3, 2), draw(0, 2, 3), draw(1, 2)]).size).toBe(4);
  });

  it.each([
    ['uniform', (random: SeededRandom) => random.uniform(2, 4), 3, 1 / 3],
    ['normal', (random: SeededRandom) => random.normal(2, 3), 2, 9],
    ['exponential', (random: SeededRandom) => random.exponential(2), 2, 4],
    ['small Poisson', (random: SeededRandom) => random.poisson(3), 3, 3],
    ['large Poisson', (random: SeededRandom) => random.poisson(400), 400, 400],
  ])('has the expected mean and variance: %s', (_, draw, mean, variance) => {
    const random = new SeededRandom(1);
    const drawn = Array.from({ length: 20_000 }, () => draw(random));
    const average = drawn.reduce((sum, value) => sum + value, 0) / drawn.length;
    const spread = drawn.reduce((sum, value) => sum + (value - average) ** 2, 0) / drawn.length;
    expect(Math.abs(average - mean)).toBeLessThan(5 * Math.sqrt(variance / drawn.length));
    expect(spread / variance).toBeGreaterThan(0.9);
    expect(spread / variance).toBeLessThan(1.1);
  });
});

describe('simulated views of a post', () => {
  it('are the same in whatever order they are requested', () => {
    for (const post of posts(20)) {
      const forwards = viewsOf(post, SEED);
      const ages = [0.3, 1, 7.7, 30, 90];
      const counts = ages.map((age) => forwards.viewsAt(age));
      const backwards = viewsOf(post, SEED);
      expect(ages.toReversed().map((age) => backwards.viewsAt(age))).toEqual(counts.toReversed());
    }
  });

  it('never decrease except in a recount', () => {
    const many = posts(3000);
    const recounted = many.filter(({ recount }) => recount !== null);
    expect(recounted.length).toBeGreaterThan(3);
    for (const post of many.slice(0, 200)) {
      const { viewsAt } = viewsOf({ ...post, recount: null }, SEED);
      const counts = Array.from({ length: 200 }, (_, step) => viewsAt(step / 4));
      expect(counts).toEqual(counts.toSorted((a, b) => a - b));
    }
    for (const post of recounted) {
      const { viewsAt } = viewsOf(post, SEED);
      const age = post.recount?.ageDays ?? 0;
      const before = viewsAt(age - 1e-9);
      expect(before - viewsAt(age)).toBe(Math.floor(before * (post.recount?.share ?? 0)));
    }
  });

  it('are 0 before the post exists', () => {
    expect(posts(5).map((post) => viewsOf(post, SEED).viewsAt(-1))).toEqual([0, 0, 0, 0, 0]);
  });

  it('come with proportional engagement', () => {
    const [post] = posts(1);
    if (post === undefined) throw new Error('no post');
    const engagement = engagementOf(post, SEED);
    expect(engagement(100_000).likes).toBeGreaterThan(engagement(50_000).likes);
    expect(engagement(100_000).likes).toBeGreaterThan(engagement(100_000).comments);
  });
});

describe('simulatedWorld', () => {
  it('is the same for the same seed', () => {
    const poll = (seed: number) =>
      pollWorld(simulatedWorld(seed, { ...BASE_WORLD, accounts: 3 }), [7, 14]);
    expect(poll(1)).toEqual(poll(1));
    expect(poll(1)).not.toEqual(poll(2));
  });

  it('contains the configured breakouts and resurgences', () => {
    for (const seed of [1, 2, 3]) {
      const world = simulatedWorld(seed, BASE_WORLD);
      const truths = world.posts.map((post) => truthOf(post, 7));
      expect(truths.filter((truth) => truth === 'resurgence')).toHaveLength(3);
      expect(truths.filter((truth) => truth === 'new-hit').length).toBeGreaterThanOrEqual(6);
      const quiet = simulatedWorld(seed, { ...BASE_WORLD, newHits: 0, resurgences: 0 });
      expect(quiet.posts.map((post) => truthOf(post, 7))).not.toContain('resurgence');
    }
  });

  it('gives as delta the last count less that of the earliest refresh in the window', () => {
    const world = simulatedWorld(1, { ...BASE_WORLD, accounts: 3 });
    const poll = pollWorld(world, [7]);
    world.posts.forEach((post, place) => {
      const row = poll.posts[place];
      const { viewsAt } = viewsOf(post, world.seed);
      const followed = ((row?.lastRefreshedAt ?? 0) - (row?.firstRefreshedAt ?? 0)) / 86_400_000;
      const start = post.ageDays - Math.min(7, Math.round(followed));
      expect(row?.views).toBe(viewsAt(post.ageDays));
      expect(poll.deltas.get(row?.id ?? '')?.[7]?.views).toBe(
        viewsAt(post.ageDays) - viewsAt(start),
      );
    });
  });
});
