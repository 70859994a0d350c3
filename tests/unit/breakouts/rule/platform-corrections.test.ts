import { describe, expect, it } from 'vitest';
import { lifetimeStatsOf } from '../../../../utils/breakouts/baseline/lifetime-stats.ts';
import {
  platformCorrections,
  withKnownDates,
} from '../../../../utils/breakouts/rule/platform-corrections.ts';
import { pollWorld } from '../../../simulation/poll.ts';
import { BASE_WORLD, simulatedWorld, type WorldSettings } from '../../../simulation/world.ts';

const DAY = 86_400_000;
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

  it('does not mix corrections of other times or platforms', () => {
    expect(
      withKnownDates([correction(5, 9)], [correction(3, 4), correction(6, 7, 'instagram')]),
    ).toEqual([correction(5, 9)]);
  });
});
