import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Post } from '../../../utils/breakouts/model/post.ts';
import type { ProblemKind } from '../../../utils/creator-audit/problem/problem.ts';
import { fetchLibrary } from '../../../utils/sync/fetch-library.ts';
import { MAX_IN_FLIGHT } from '../../../utils/sync/rate-budget.ts';
import { aCheckpoint, aListCursor, aListing, aNewCheckpoint } from '../../builders/checkpoint.ts';
import { type FakeRequest, fakeSyncDeps } from '../../builders/fake-sync-deps.ts';
import { type Fate, fakeSyncStore, WorkerDied } from '../../builders/fake-sync-store.ts';
import { aPost, postsNamed } from '../../builders/post.ts';
import { aProblem } from '../../builders/problem.ts';
import { MINUTE, NOW } from '../../builders/time.ts';
import { aTrackedAccount } from '../../builders/tracked-account.ts';

/** A library of two lists that may share posts, and how the API cuts it into pages. */
const anyLibrary = fc
  .record({
    accountVideos: fc.oneof(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 1001, max: 1800 })),
    /**
     * The run: with or without a scan of the accounts and slices, which the API returns or ignores.
     */
    isSurveyed: fc.boolean(),
    ignores: fc.constantFrom(undefined, undefined, 'filters' as const, 'order' as const),
    /** One post in this many has no platform, so it is in no slice. */
    withoutPlatform: fc.constantFrom(0, 0, 97),
    videos: fc.option(fc.integer({ min: 0, max: 300 })),
    /** The number of posts of the second list that are in the first, too. */
    shared: fc.nat({ max: 300 }),
    pageSize: fc.integer({ min: 40, max: 200 }),
    overlap: fc.nat({ max: 39 }),
    mayPost: fc.boolean(),
  })
  .map(({ accountVideos, videos, shared, withoutPlatform, ...api }) => {
    const named = (from: number, count: number) =>
      Array.from({ length: count }, (_, index) => `p${from + index}`);
    const first = named(0, accountVideos);
    const second = videos === null ? null : named(Math.max(0, accountVideos - shared), videos);
    return {
      first,
      second,
      withoutPlatform,
      ids: [...new Set([...first, ...(second ?? [])])].sort(),
      ...api,
    };
  });

/** Creates posts of two platforms; one in this many (0: none) has none. */
function postsOnPlatforms(ids: readonly string[], withoutPlatform: number): Post[] {
  return ids.map((id, index) => {
    const isWithout = withoutPlatform > 0 && index % withoutPlatform === 5;
    return aPost({ id, platform: isWithout ? null : index % 3 === 0 ? 'tiktok' : 'instagram' });
  });
}

/**
 * At which writes the worker dies, and whether with the write undone or done. Distances between one
 * and the next.
 */
const anyDeaths = fc.array(
  fc.record({
    after: fc.nat({ max: 6 }),
    fate: fc.constantFrom<Fate>('dies-before', 'dies-after'),
  }),
  { maxLength: 8 },
);

/** The failures: distances from one failed request to the next. */
const anyTroubles = fc.array(
  fc.record({
    after: fc.nat({ max: 8 }),
    kind: fc.constantFrom<ProblemKind>(
      'server-error',
      'rate-limited',
      'network',
      'timeout',
      'unexpected-response',
    ),
  }),
  { maxLength: 6 },
);

/** Numbers at which something happens, from the distances between them. */
function spread<T extends { readonly after: number }>(items: readonly T[]): Map<number, T> {
  let at = -1;
  return new Map(
    items.map((item) => {
      at += 1 + item.after;
      return [at, item];
    }),
  );
}

const NEEDS_GET = aProblem({ kind: 'insufficient-scope', status: 403 });

describe('fetchLibrary, any size, page size and order of responses', () => {
  it('stores every post and its deltas exactly once, after deaths and failures anywhere', {
    timeout: 60_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(
        anyLibrary,
        anyDeaths,
        anyTroubles,
        fc.scheduler(),
        async (
          { first, second, withoutPlatform, ids, mayPost, isSurveyed, ignores, ...api },
          deaths,
          troubles,
          order,
        ) => {
          const dies = spread(deaths);
          const fails = spread(troubles);
          let failures = 0;
          const library = fakeSyncStore((write) => dies.get(write)?.fate ?? 'lives');
          const deps = fakeSyncDeps({
            ...api,
            ...(ignores && { ignores }),
            lists: {
              'account-videos': postsOnPlatforms(first, withoutPlatform),
              videos: postsOnPlatforms(second ?? [], withoutPlatform),
            },
            accounts: ['instagram', 'tiktok', 'tiktok'].map((platform, index) =>
              aTrackedAccount({ id: `account-${index}`, platform, refreshedAt: NOW }),
            ),
            accountsPageSize: 2,
            library,
            travel: (answer) => order.schedule(Promise.resolve(), 'answer').then(() => answer),
            problemFor: (request, number) => {
              if (request.kind === 'deltas' && !request.byGet && !mayPost) return NEEDS_GET;
              const trouble = fails.get(number);
              if (trouble === undefined) return null;
              failures += 1;
              return aProblem({ kind: trouble.kind });
            },
          });
          const lists =
            second === null
              ? (['account-videos'] as const)
              : (['account-videos', 'videos'] as const);
          const beginning = isSurveyed
            ? aNewCheckpoint({ lists })
            : aCheckpoint({
                lists,
                listing: aListing({ cursors: lists.map((list) => aListCursor({ list })) }),
              });
          const options = {
            rateSharePercent: 50,
            onProgress: async () => {},
            isCancelled: () => false,
          };

          let lives = 0;
          let isComplete = false;
          while (!isComplete) {
            lives += 1;
            expect(lives).toBeLessThan(20);
            const run = fetchLibrary(deps, library.checkpoint() ?? beginning, null, options);
            isComplete = await order.waitFor(run).then(
              ({ kind }) => kind === 'complete',
              (error) => {
                expect(error).toBeInstanceOf(WorkerDied);
                return false;
              },
            );
          }

          const checkpoint = library.checkpoint();
          const run = checkpoint?.run ?? '';
          const stored = library.postsOf(run).map(({ id }) => id);
          const both = [...first, ...(second ?? [])];
          expect(stored.toSorted()).toEqual(both.toSorted());
          const withDeltas = library.deltasOf(run).map(([id]) => id);
          expect(withDeltas.toSorted()).toEqual(ids);
          expect(checkpoint).toMatchObject({ posts: both.length, pending: [], accountScan: null });
          if (checkpoint?.useFilters) expectNoWaste(deps.requests, { lives, failures, mayPost });
        },
      ),
      { numRuns: 150 },
    );
  });
});

/** Only requests in flight at a death or a failure are repeated. */
function expectNoWaste(
  requests: readonly FakeRequest[],
  {
    lives,
    failures,
    mayPost,
  }: { readonly lives: number; readonly failures: number; readonly mayPost: boolean },
): void {
  const asked = requests
    .filter((request) => request.kind !== 'deltas' || mayPost || request.byGet)
    .map((request) => JSON.stringify(request));
  const again = asked.length - new Set(asked).size;
  expect(again).toBeLessThanOrEqual(MAX_IN_FLIGHT * (lives - 1) + failures);
}

describe('fetchLibrary, rate limit', () => {
  it('never exceeds its share of any period', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 5, max: 100 }),
        fc.integer({ min: 1, max: 1500 }),
        fc.scheduler(),
        async (limit, share, count, order) => {
          const ids = Array.from({ length: count }, (_, index) => `p${index}`);
          let periodStart = 0;
          const deps: ReturnType<typeof fakeSyncDeps> = fakeSyncDeps({
            lists: { 'account-videos': postsNamed(...ids) },
            pageSize: 50,
            travel: (answer) => order.schedule(Promise.resolve(), 'answer').then(() => answer),
            rateLimitOf: (number) => ({
              limit,
              remaining: Math.max(0, limit - 1 - (number - periodStart)),
              resetsAt: deps.now() + MINUTE,
            }),
          });
          const options = {
            rateSharePercent: share,
            onProgress: async () => {},
            isCancelled: () => false,
          };
          const ours = limit - Math.floor((limit * (100 - share)) / 100);
          // Before the first answer of a period nothing is known of it: so many may be under way by
          // then.
          const unforeseen = MAX_IN_FLIGHT;
          for (;;) {
            const { kind } = await order.waitFor(
              fetchLibrary(deps, deps.library.checkpoint() ?? aCheckpoint(), null, options),
            );
            expect(deps.requests.length - periodStart).toBeLessThanOrEqual(
              Math.max(ours, unforeseen),
            );
            if (kind === 'complete') break;
            expect(deps.requests.length).toBeGreaterThan(periodStart);
            periodStart = deps.requests.length;
            deps.wait(MINUTE);
          }
          expect(deps.library.checkpoint()?.posts).toBe(count);
        },
      ),
      { numRuns: 60 },
    );
  });
});
