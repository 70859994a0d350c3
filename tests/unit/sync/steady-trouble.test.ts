import { describe, expect, it } from 'vitest';
import type { RateLimit } from '../../../utils/creator-audit/http/result.ts';
import { MAX_IN_FLIGHT } from '../../../utils/sync/rate-budget.ts';
import { runSync } from '../../../utils/sync/run-sync.ts';
import { capabilities } from '../../builders/checkpoint.ts';
import {
  type FakeSyncDeps,
  type FakeSyncParts,
  fakeSyncDeps,
} from '../../builders/fake-sync-deps.ts';
import { aPost } from '../../builders/post.ts';
import { aProblem } from '../../builders/problem.ts';
import { settingsWith } from '../../builders/settings.ts';
import { aSyncStatus } from '../../builders/sync-status.ts';
import { DAY, HOUR, MINUTE, NOW } from '../../builders/time.ts';

const posts = (count: number) =>
  Array.from({ length: count }, (_, index) => aPost({ id: `post-${index}` }));

/**
 * Syncs again whenever the worker has asked to be woken, until something is published. @returns how
 * long that took, ms
 */
async function timeToPublish(deps: FakeSyncDeps): Promise<number> {
  const begin = deps.now();
  while (deps.published.length === 0 && deps.now() - begin < 7 * DAY) {
    await runSync(deps, 'scheduled', () => false);
    const wake = deps.wakes.at(-1) ?? null;
    deps.wait(wake === null ? HOUR : Math.max(0, wake - deps.now()));
  }
  return deps.now() - begin;
}

describe('runSync, steady failures', () => {
  it('fetches 20,000 posts within two hours although every fourth request fails', async () => {
    const deps = fakeSyncDeps({
      lists: { 'account-videos': posts(20_000) },
      problemFor: (_, number) => (number % 4 === 3 ? aProblem() : null),
    });
    expect(await timeToPublish(deps)).toBeLessThan(2 * HOUR);
    expect(deps.published).toHaveLength(1);
  });

  it('waits longer and longer while nothing succeeds', async () => {
    const deps = fakeSyncDeps({
      lists: { 'account-videos': posts(200) },
      problemFor: () => aProblem(),
    });
    await timeToPublish(deps);
    // In a week: doubling from half a minute to six hours at most.
    expect(deps.requests.length).toBeLessThan(60);
    expect(deps.requests.length).toBeGreaterThan(7 * 4);
  });
});

describe('rate budget, unconfirmed requests', () => {
  const PERIOD_END = NOW + MINUTE;
  /** A server that counts every request, also those whose answers do not come. */
  const counting = (limit: number): Pick<FakeSyncParts, 'rateLimitOf'> => ({
    rateLimitOf: (number): RateLimit => ({
      limit,
      remaining: limit - number - 1,
      resetsAt: PERIOD_END,
    }),
  });

  it('is respected after a worker died with all its requests in flight', async () => {
    const deps = fakeSyncDeps({
      lists: { 'account-videos': posts(4000) },
      settings: settingsWith({ rateSharePercent: 50 }),
      capabilities: capabilities({
        rateLimit: {
          limit: 100,
          remaining: 50 + MAX_IN_FLIGHT,
          resetsAt: PERIOD_END,
          receivedAt: NOW,
        },
      }),
    });
    await runSync(deps, 'scheduled', () => false);
    expect(deps.requests).toEqual([]);
    expect(deps.statuses.at(-1)?.pause).toEqual({ until: PERIOD_END, reason: 'rate-budget' });
  });

  it('learns the limit of a new period with one request', async () => {
    const inFlight: number[] = [];
    const deps = fakeSyncDeps({
      lists: { 'account-videos': posts(1000), videos: posts(1000) },
      settings: settingsWith({ lists: 'both' }),
      capabilities: capabilities({
        rateLimit: { limit: 100, remaining: 0, resetsAt: NOW - 1, receivedAt: NOW - MINUTE },
      }),
      ...counting(1000),
      travel: async (answer) => {
        // By now every request that is made beside this one has been made.
        await Promise.resolve();
        inFlight.push(deps.maxInFlight());
        return answer;
      },
    });
    await runSync(deps, 'scheduled', () => false);
    expect(inFlight[0]).toBe(1);
    expect(Math.max(...inFlight)).toBeGreaterThan(1);
  });
});

describe('pause, clock set back', () => {
  it.each([DAY, HOUR, 10 * MINUTE])(
    'does not grow when the clock goes back by %i ms',
    async (back) => {
      const deps = fakeSyncDeps({
        lists: { 'account-videos': posts(10) },
        status: aSyncStatus({
          lastAttemptAt: NOW,
          pause: { until: NOW + MINUTE, reason: 'rate-budget' },
        }),
        now: NOW - back,
      });
      await runSync(deps, 'scheduled', () => false);
      expect(deps.published).toHaveLength(1);
    },
  );
});
