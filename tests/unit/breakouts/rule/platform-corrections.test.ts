import { describe, expect, it } from 'vitest';
import { lifetimeColumns } from '../../../../utils/breakouts/baseline/lifetime-columns.ts';
import { lifetimeStatsOf } from '../../../../utils/breakouts/baseline/lifetime-stats.ts';
import {
  platformCorrections,
  withKnownDates,
} from '../../../../utils/breakouts/rule/platform-corrections.ts';
import { aPost } from '../../../builders/post.ts';
import { DAY, HOUR, NOW } from '../../../builders/time.ts';
import { pollWorld } from '../../../simulation/poll.ts';
import { BASE_WORLD, simulatedWorld, type WorldSettings } from '../../../simulation/world.ts';

const WINDOWS = [1, 2, 7, 14];

function correctionsIn(changes: Partial<WorldSettings>) {
  const { posts, deltas, now } = pollWorld(
    simulatedWorld(1, { ...BASE_WORLD, ...changes }),
    WINDOWS,
  );
  return { found: platformCorrections(posts, lifetimeStatsOf(posts), deltas, WINDOWS), now };
}

describe('platformCorrections', () => {
  it('returns nothing when single posts are recounted', () => {
    expect(correctionsIn({}).found).toEqual([]);
  });

  it('returns the platform and the day when the shortest windows show it', () => {
    const { found, now } = correctionsIn({
      correction: { share: 0.3, daysAgo: 1.5, affected: 0.9 },
    });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ platform: 'tiktok' });
    expect(found[0]?.share).toBeGreaterThan(0.2);
    expect(found[0]?.share).toBeLessThan(0.31);
    const { from = 0, to = 0 } = found[0] ?? {};
    expect(to - from).toBe(DAY);
    expect(now - 1.5 * DAY).toBeGreaterThan(from - DAY);
    expect(now - 1.5 * DAY).toBeLessThan(to + DAY);
  });

  it('returns the first and last possible day when only longer windows show it', () => {
    const { found } = correctionsIn({ correction: { share: 0.1, daysAgo: 4, affected: 0.9 } });
    expect(found.map(({ from, to }) => (to - from) / DAY)).toEqual([5]);
  });
});

describe('platformCorrections, dates', () => {
  /** Posts of 40 days, refreshed some hours ago, which lost a third of their views. */
  const posts = Array.from({ length: 40 }, (_, row) =>
    aPost({
      ...{ id: `${row}`, platform: row < 20 ? 'instagram' : 'tiktok', mediaType: 'video' },
      ...{ createdAt: NOW - 40 * DAY, firstRefreshedAt: NOW - 39 * DAY, views: 2000 },
      lastRefreshedAt: NOW - row * HOUR,
    }),
  );
  const table = lifetimeColumns(posts.map((post, row) => ({ ...post, id: `${row}` })));
  const found = (lossDays: readonly number[]) => {
    const deltas = new Map(
      posts.map(({ id, platform }) => [
        id,
        Object.fromEntries(
          WINDOWS.map((days) => [
            days,
            {
              views: platform === 'tiktok' && lossDays.includes(days) ? -1000 : 0,
              engagement: null,
            },
          ]),
        ),
      ]),
    );
    // One pool for each platform, though they have fewer posts than pools usually need.
    const poolOf = Int32Array.from(posts, ({ platform }) => (platform === 'tiktok' ? 1 : 0));
    const flat = [() => 1, () => 1];
    const level = {
      ...{ peers: table.accounts, peersOf: table.accountOf, curves: flat },
      logLevel: new Float64Array(40),
      others: new Int32Array(40),
    };
    return platformCorrections(
      posts,
      { table: { ...table, poolOf, pools: 2 }, level },
      deltas,
      WINDOWS,
    );
  };

  it('is the shortest window that shows it, less the one that does not', () => {
    const share = expect.closeTo(1 / 3, 8);
    // The platform's own newest refresh: the other's posts were refreshed later.
    const newest = NOW - 20 * HOUR;
    expect(found([1, 2, 7, 14])).toEqual([
      { platform: 'tiktok', share, from: newest - DAY, to: newest },
    ]);
    expect(found([7, 14])).toEqual([
      { platform: 'tiktok', share, from: newest - 7 * DAY, to: newest - 2 * DAY },
    ]);
    expect(found([])).toEqual([]);
  });
});

describe('withKnownDates', () => {
  const correction = (from: number, to: number, platform = 'tiktok') => ({
    platform,
    share: 0.1,
    from,
    to,
  });

  it('keeps the closer dates of an earlier ranking', () => {
    expect(withKnownDates([correction(0, 5)], [correction(3, 4)])).toEqual([correction(3, 4)]);
  });

  it('keeps what is known of each date alone', () => {
    expect(withKnownDates([correction(2, 5)], [correction(0, 4)])).toEqual([correction(2, 4)]);
    expect(withKnownDates([correction(0, 3)], [correction(1, 9)])).toEqual([correction(1, 3)]);
    // Times that only touch are of two corrections.
    expect(withKnownDates([correction(3, 5)], [correction(0, 3), correction(5, 6)])).toEqual([
      correction(3, 5),
    ]);
  });

  it('does not mix corrections of other times or platforms', () => {
    expect(
      withKnownDates([correction(5, 9)], [correction(3, 4), correction(6, 7, 'instagram')]),
    ).toEqual([correction(5, 9)]);
  });
});
