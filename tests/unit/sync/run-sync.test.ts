import { describe, expect, it, vi } from 'vitest';
import type { Problem, ProblemKind } from '../../../utils/creator-audit/problem/problem.ts';
import type { SyncStatus } from '../../../utils/state/sync-status.ts';
import type { Checkpoint } from '../../../utils/sync/checkpoint.ts';
import { runSync, type SyncTrigger } from '../../../utils/sync/run-sync.ts';
import { aCheckpoint, aListCursor, aListing } from '../../builders/checkpoint.ts';
import {
  type FakeRequest,
  type FakeSyncDeps,
  type FakeSyncParts,
  fakeSyncDeps,
} from '../../builders/fake-sync-deps.ts';
import { fakeSyncStore } from '../../builders/fake-sync-store.ts';
import { settled } from '../../builders/held-call.ts';
import { aKeyOwner } from '../../builders/key-owner.ts';
import { postsNamed } from '../../builders/post.ts';
import { aProblem } from '../../builders/problem.ts';
import { aSyncStatus } from '../../builders/sync-status.ts';
import { DAY, HOUR, MINUTE, NOW, SECOND } from '../../builders/time.ts';

const POSTS_OF_TWO_PAGES = postsNamed(...Array.from({ length: 250 }, (_, index) => `p${index}`));
const POSTS = { 'account-videos': postsNamed('a', 'b', 'c') };
const run = (deps: FakeSyncDeps, trigger: SyncTrigger = 'scheduled', isCancelled = () => false) =>
  runSync(deps, trigger, isCancelled);
const last = <T>(items: readonly T[]) => items.at(-1);

/** Creates dependencies after one sync in which every request met `problem`. */
async function afterFailing(problem: Problem, parts: FakeSyncParts = {}): Promise<FakeSyncDeps> {
  const deps = fakeSyncDeps({
    lists: POSTS,
    status: aSyncStatus(),
    problemFor: () => problem,
    ...parts,
  });
  await run(deps);
  return deps;
}
const failedWith = (kind: ProblemKind, changes: Partial<SyncStatus> = {}) =>
  aSyncStatus({ problem: aProblem({ kind }), failuresInARow: 1, ...changes });

describe('runSync, success', () => {
  it('publishes the library together with the status', async () => {
    const deps = fakeSyncDeps({
      lists: POSTS,
      status: failedWith('network', { failuresInARow: 4 }),
    });
    expect(await run(deps)).toBe('done');
    expect(deps.published).toEqual([
      {
        run: expect.objectContaining({ posts: 3, pending: [] }),
        status: expect.objectContaining({
          problem: null,
          pause: null,
          progress: null,
          lastAttemptAt: NOW,
          lastSuccessAt: NOW,
          failuresInARow: 0,
        }),
      },
    ]);
  });

  it('schedules no resume', async () => {
    const deps = fakeSyncDeps({ lists: POSTS });
    await run(deps);
    expect(last(deps.wakes)).toBeNull();
  });

  it('keeps the restart planned until the posts are published', async () => {
    const deps = fakeSyncDeps({ lists: POSTS });
    let wakesAtPublication: readonly (number | null)[] = [];
    await run({
      ...deps,
      publish: async (...published) => {
        wakesAtPublication = [...deps.wakes];
        await deps.publish(...published);
      },
    });
    expect(wakesAtPublication).toEqual([NOW + MINUTE]);
    expect(deps.wakes.at(-1)).toBeNull();
  });

  it('reports its progress', async () => {
    const deps: FakeSyncDeps = fakeSyncDeps({
      lists: { 'account-videos': POSTS_OF_TWO_PAGES },
      travel: async (answer) => {
        deps.wait(SECOND / 2);
        return answer;
      },
    });
    await run(deps);
    expect(deps.statuses.map(({ progress }) => progress)).toEqual([
      { accounts: 0, pages: 0, pagesExpected: null, posts: 0 },
      { accounts: 0, pages: 0, pagesExpected: null, posts: 0 },
      { accounts: 0, pages: 1, pagesExpected: 2, posts: 200 },
      { accounts: 0, pages: 2, pagesExpected: 2, posts: 250 },
      { accounts: 0, pages: 2, pagesExpected: 2, posts: 250 },
      null,
    ]);
  });

  it('limits progress reports to what a screen shows, and the end of the lists', async () => {
    const deps = fakeSyncDeps({ lists: { 'account-videos': POSTS_OF_TWO_PAGES } });
    await run(deps);
    expect(deps.statuses.map(({ progress }) => progress?.pages)).toEqual([0, 0, 2, undefined]);
  });

  it('publishes the posts of a first sync after three seconds, then at doubled times', async () => {
    const lists = {
      'account-videos': postsNamed(...Array.from({ length: 900 }, (_, n) => `p${n}`)),
    };
    const syncAt = (latencyMs: number) => {
      const deps: FakeSyncDeps = fakeSyncDeps({
        lists,
        travel: async (answer) => {
          deps.wait(latencyMs);
          return answer;
        },
      });
      return run(deps).then(() => deps);
    };
    const slow = await syncAt(SECOND);
    const seconds = slow.partials.map(({ at }) => (at - NOW) / SECOND);
    expect(seconds).toEqual([4, 8]);
    expect((await syncAt(SECOND / 10)).partials).toEqual([]);
    // Known posts are shown until the sync has ended.
    slow.wait(DAY);
    await run(slow);
    expect(slow.partials).toHaveLength(seconds.length);
  });

  it('publishes no posts of a first sync before any of them has its gains', async () => {
    const deps: FakeSyncDeps = fakeSyncDeps({
      lists: POSTS,
      travel: async (answer) => {
        deps.wait(3 * SECOND);
        return answer;
      },
    });
    await run(deps);
    expect(deps.partials).toEqual([{ posts: 3, at: NOW + 9 * SECOND }]);
  });

  it.each([
    [20_000, [3, 6]],
    [20_001, []],
  ])('publishes the posts of a first sync of %i posts at the seconds %j', async (posts, at) => {
    const cursors = [aListCursor({ cursor: '0', pages: 100 })];
    const half = aCheckpoint({ listing: aListing({ cursors }), posts: posts - 1, pages: 100 });
    const library = fakeSyncStore();
    await library.store(half, []);
    const deps: FakeSyncDeps = fakeSyncDeps({
      ...{ lists: { 'account-videos': postsNamed('last') }, library },
      travel: async (answer) => {
        deps.wait(3 * SECOND);
        return answer;
      },
    });
    await run(deps);
    expect(deps.partials).toEqual(at.map((second) => ({ posts, at: NOW + second * SECOND })));
  });

  it('stores the final progress, however short the sync', async () => {
    const problemFor = (request: FakeRequest) => (request.kind === 'deltas' ? aProblem() : null);
    const deps = fakeSyncDeps({ lists: { 'account-videos': POSTS_OF_TWO_PAGES }, problemFor });
    await run(deps);
    expect(last(deps.statuses)).toMatchObject({
      progress: { accounts: 0, pages: 2, pagesExpected: 2, posts: 250 },
    });
  });

  it('keeps status fields of a later version', async () => {
    const deps = fakeSyncDeps({ lists: POSTS, status: { ...aSyncStatus(), later: 'kept' } });
    await run(deps);
    expect(last(deps.statuses)).toMatchObject({ later: 'kept' });
  });
});

describe('runSync, before the first request', () => {
  it('schedules a restart in a minute in case the browser kills the worker', async () => {
    const wakesAtFirstRequest: (number | null)[][] = [];
    const deps: FakeSyncDeps = fakeSyncDeps({
      lists: POSTS,
      problemFor: () => {
        wakesAtFirstRequest.push([...deps.wakes]);
        return null;
      },
    });
    await run(deps);
    expect(wakesAtFirstRequest[0]).toEqual([NOW + MINUTE]);
  });

  it('waits until the restart is scheduled', async () => {
    let requests = 0;
    const deps = fakeSyncDeps({
      lists: POSTS,
      problemFor: () => {
        requests += 1;
        return null;
      },
    });
    let isScheduled = () => {};
    const scheduling = new Promise<void>((resolve) => {
      isScheduled = resolve;
    });
    const running = run({ ...deps, wakeAt: () => scheduling });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(requests).toBe(0);
    isScheduled();
    await running;
    expect(requests).toBeGreaterThan(0);
  });

  it('clears the problem of the last sync', async () => {
    const deps = fakeSyncDeps({ lists: POSTS, status: failedWith('network') });
    await run(deps, 'manual');
    expect(deps.statuses[0]).toMatchObject({ problem: null, pause: null, lastAttemptAt: NOW });
  });
});

describe('runSync, during a backoff', () => {
  it('ends it when the user asks for a sync', async () => {
    const pause = { until: NOW + HOUR, reason: 'back-off' } as const;
    const deps = fakeSyncDeps({ lists: POSTS, status: failedWith('network', { pause }) });
    await run(deps, 'manual');
    expect(deps.statuses[0]).toMatchObject({ problem: null, pause: null });
  });
});

describe('runSync, no key', () => {
  it.each(['scheduled', 'manual'] as const)(
    'sends nothing and changes nothing in a %s sync',
    async (trigger) => {
      const deps = fakeSyncDeps({ keyOwner: null });
      expect(await run(deps, trigger)).toBe('not-due');
      expect([deps.requests, deps.statuses, deps.wakes]).toEqual([[], [], []]);
    },
  );
});

describe('runSync, scheduled', () => {
  it.each([
    [
      'sends nothing while the API asks to wait',
      { until: NOW + HOUR, reason: 'retry-after' },
      'not-due',
    ],
    ['sends nothing during the backoff', { until: NOW + 1, reason: 'back-off' }, 'not-due'],
    [
      'sends nothing while the rate budget is used up',
      { until: NOW + 1, reason: 'rate-budget' },
      'not-due',
    ],
    ['starts once a pause is over', { until: NOW, reason: 'retry-after' }, 'done'],
    [
      'starts when the clock was set back during a pause',
      { until: NOW + 2 * DAY, reason: 'back-off' },
      'done',
    ],
  ] as const)('%s', async (_, pause, result) => {
    const deps = fakeSyncDeps({ lists: POSTS, status: failedWith('server-error', { pause }) });
    expect(await run(deps)).toBe(result);
    expect(deps.requests.length > 0).toBe(result === 'done');
  });

  it.each([
    ['the key was refused', aProblem({ kind: 'unauthorized' })],
    ['the key is not active', aProblem({ kind: 'forbidden', code: 'FORBIDDEN' })],
    ['there is no key any more', aProblem({ kind: 'key-missing' })],
  ])('sends nothing when %s, because only the user can help', async (_, problem) => {
    const deps = fakeSyncDeps({ lists: POSTS, status: aSyncStatus({ problem }) });
    expect(await run(deps)).toBe('not-due');
    expect([deps.requests, deps.statuses]).toEqual([[], []]);
  });

  it.each([
    'quota-exceeded',
    'insufficient-scope',
    'unexpected-response',
    'not-found',
    'fault',
  ] as const)('retries after %s', async (kind) => {
    const deps = fakeSyncDeps({ lists: POSTS, status: failedWith(kind) });
    expect(await run(deps)).toBe('done');
  });
});

describe('runSync, manual', () => {
  it.each([
    ['a pause', { pause: { until: NOW + HOUR, reason: 'retry-after' } }],
    ['a refused key', { problem: aProblem({ kind: 'unauthorized' }) }],
    [
      'many consecutive failures',
      { problem: aProblem(), failuresInARow: 50, pause: { until: NOW + HOUR, reason: 'back-off' } },
    ],
  ] as const)('starts at once despite %s', async (_, changes) => {
    const deps = fakeSyncDeps({ lists: POSTS, status: aSyncStatus(changes) });
    expect(await run(deps, 'manual')).toBe('done');
    expect(deps.published).toHaveLength(1);
  });
});

describe('runSync, Retry-After', () => {
  const pause = { until: NOW + HOUR, reason: 'retry-after' } as const;

  it('keeps the wait when the worker dies before the API has answered', async () => {
    const deps = fakeSyncDeps({
      lists: POSTS,
      status: failedWith('rate-limited', { pause }),
      travel: () => new Promise(() => {}),
    });
    void run(deps, 'manual');
    await vi.waitFor(() => expect(deps.requests).toHaveLength(1));
    const successor = fakeSyncDeps({
      lists: POSTS,
      status: last(deps.statuses) ?? aSyncStatus(),
      now: NOW + MINUTE,
    });
    expect(await run(successor)).toBe('not-due');
    expect(successor.requests).toEqual([]);
  });

  it('clears the wait once the API has answered', async () => {
    const deps = fakeSyncDeps({ lists: POSTS, status: failedWith('rate-limited', { pause }) });
    await run(deps, 'manual');
    expect(deps.statuses.map((status) => status.pause)).toEqual([pause, null, null, null]);
  });
});

describe('runSync, failure', () => {
  it.each([
    'server-error',
    'unavailable',
    'network',
    'timeout',
    'offline',
    'rate-limited',
  ] as const)('schedules a resume after the backoff for %s', async (kind) => {
    const deps = await afterFailing(aProblem({ kind }));
    const pause = { until: NOW + 30 * SECOND * 0.75, reason: 'back-off' };
    expect(last(deps.statuses)).toMatchObject({ problem: { kind }, pause, failuresInARow: 1 });
    expect(last(deps.wakes)).toBe(pause.until);
  });

  it('waits as long as the API asks', async () => {
    const deps = await afterFailing(aProblem({ kind: 'rate-limited', retryAfterMs: 2 * HOUR }));
    expect(last(deps.statuses)?.pause).toEqual({ until: NOW + 2 * HOUR, reason: 'retry-after' });
    expect(last(deps.wakes)).toBe(NOW + 2 * HOUR);
  });

  it('stores a wait before it plans its end, at which nobody would know of it', async () => {
    const deps = fakeSyncDeps({ lists: POSTS, problemFor: () => aProblem() });
    const done: string[] = [];
    await run({
      ...deps,
      writeStatus: async ({ pause }) => {
        await settled();
        done.push(pause === null ? 'status' : 'wait');
      },
      wakeAt: async () => void done.push('wake'),
    });
    expect(done).toEqual(['wake', 'status', 'wait', 'wake']);
  });

  it('waits longer after each consecutive failure', async () => {
    const deps = await afterFailing(aProblem(), { status: aSyncStatus({ failuresInARow: 3 }) });
    expect(last(deps.statuses)).toMatchObject({
      failuresInARow: 4,
      pause: { until: NOW + 4 * MINUTE * 0.75 },
    });
  });

  it('counts failures from the last run that made progress', async () => {
    const problemFor = ({ kind }: FakeRequest) => (kind === 'deltas' ? aProblem() : null);
    const deps = await afterFailing(aProblem(), {
      status: aSyncStatus({ failuresInARow: 3 }),
      problemFor,
    });
    expect(last(deps.statuses)?.failuresInARow).toBe(1);
    deps.wait(HOUR);
    await run(deps);
    expect(last(deps.statuses)?.failuresInARow).toBe(2);
  });

  it.each([
    'unexpected-response',
    'quota-exceeded',
    'not-found',
    'insufficient-scope',
    'endless-list',
  ] as const)('leaves the permanent problem %s to the next poll', async (kind) => {
    const deps = await afterFailing(aProblem({ kind }));
    expect(last(deps.statuses)).toMatchObject({
      problem: { kind },
      pause: { until: NOW + 30 * MINUTE },
    });
    expect(last(deps.wakes)).toBeNull();
  });

  it.each([aProblem({ kind: 'unauthorized' }), aProblem({ kind: 'forbidden', code: 'FORBIDDEN' })])(
    'waits for the user when the key is rejected ($kind)',
    async (problem) => {
      const deps = await afterFailing(problem);
      expect(last(deps.statuses)).toMatchObject({ problem, pause: null });
      expect(last(deps.wakes)).toBeNull();
    },
  );

  it('publishes nothing and keeps the time of the last success', async () => {
    const before = aSyncStatus();
    const deps = await afterFailing(aProblem());
    expect(deps.published).toEqual([]);
    expect(last(deps.statuses)?.lastSuccessAt).toBe(before.lastSuccessAt);
  });

  it('keeps partial results, reports progress, and resumes there', async () => {
    const ids = Array.from({ length: 250 }, (_, index) => `p${index}`);
    let isDown = true;
    const deps = fakeSyncDeps({
      lists: { 'account-videos': postsNamed(...ids) },
      problemFor: (request) =>
        isDown && request.kind === 'page' && request.cursor === '200' ? aProblem() : null,
    });
    await run(deps);
    expect(last(deps.statuses)?.progress).toEqual({
      accounts: 0,
      pages: 1,
      pagesExpected: 2,
      posts: 200,
    });
    isDown = false;
    deps.wait(HOUR);
    await run(deps);
    expect(deps.published[0]?.run.posts).toBe(250);
    const pages = deps.requests.filter((request) => request.kind === 'page');
    expect(pages.map(({ cursor }) => cursor)).toEqual([null, '200', '200']);
  });
});

describe('runSync, rate budget used up', () => {
  const rateLimitOf = (number: number) => ({
    limit: 6,
    remaining: 5 - number,
    resetsAt: NOW + HOUR / 2,
  });
  const ids = Array.from({ length: 60 }, (_, index) => `p${index}`);

  const parts = { lists: { 'account-videos': postsNamed(...ids) }, pageSize: 10, rateLimitOf };

  it('pauses until the period ends, which is no failure', async () => {
    const deps = fakeSyncDeps(parts);
    await run(deps);
    expect(last(deps.statuses)).toMatchObject({
      problem: null,
      pause: { until: NOW + HOUR / 2, reason: 'rate-budget' },
      failuresInARow: 0,
      progress: { accounts: 0, pages: 2, pagesExpected: 3, posts: 20 },
    });
    expect(deps.wakes).toEqual([NOW + MINUTE, NOW + HOUR / 2]);
  });

  it('stores the pause before it plans its end, at which nobody would know of it', async () => {
    const deps = fakeSyncDeps(parts);
    const done: string[] = [];
    await run({
      ...deps,
      writeStatus: async ({ pause }) => {
        await settled();
        done.push(pause === null ? 'status' : 'pause');
      },
      wakeAt: async () => void done.push('wake'),
    });
    expect(done.slice(-2)).toEqual(['pause', 'wake']);
  });
});

describe('runSync, cancelled', () => {
  it('leaves the status to its successor', async () => {
    const deps = fakeSyncDeps({ lists: POSTS });
    expect(await run(deps, 'manual', () => true)).toBe('done');
    expect(deps.published).toEqual([]);
    expect(deps.statuses).toHaveLength(1);
    // The successor may have planned its own restart.
    expect(deps.wakes).toEqual([NOW + MINUTE]);
    expect(deps.library.checkpoint()).toBeUndefined();
  });
});

describe('runSync, unfinished run', () => {
  const ids = Array.from({ length: 250 }, (_, index) => `p${index}`);
  const lists = { 'account-videos': postsNamed(...ids) };
  /** A library in which one page of two is stored. */
  async function half() {
    const deps = fakeSyncDeps({
      lists,
      problemFor: (_, number) => (number === 2 ? aProblem() : null),
    });
    await run(deps);
    return deps.library;
  }

  it.each([
    ['of another key', { keyOwner: aKeyOwner({ savedAt: NOW }) }],
    ['for another look-back window', { settings: { lookbackDays: 21 } }],
    ['through other lists', { settings: { lists: 'both' } }],
    ['of two days ago', { now: NOW + 2 * DAY }],
    ['of tomorrow: the clock was set back', { now: NOW - DAY }],
  ] as const)('does not resume a run %s', async (_, parts) => {
    const deps = fakeSyncDeps({ lists, library: await half(), now: NOW + HOUR, ...parts });
    await run(deps);
    expect(deps.requests[0]).toMatchObject({ kind: 'accounts', cursor: null });
    expect(deps.published[0]?.run.posts).toBe(250);
  });

  it('does not resume a run that began before the library had changed', async () => {
    const deps = fakeSyncDeps({ lists, library: await half(), now: NOW + HOUR });
    const stored = deps.library.checkpoint() as Checkpoint;
    await deps.library.finish({ ...stored, run: 'another' });
    await deps.library.store(stored, []);
    await run(deps);
    expect(deps.requests[0]).toMatchObject({ kind: 'accounts', cursor: null });
  });

  it('resumes a run of the same key and settings', async () => {
    const deps = fakeSyncDeps({ lists, library: await half(), now: NOW + HOUR });
    await run(deps);
    expect(deps.requests[0]).not.toMatchObject({ cursor: null });
    expect(deps.published[0]?.run.posts).toBe(250);
  });

  it.each(['validation', 'endless-list'] as const)(
    'does not resume a run after %s, because a fresh listing may succeed',
    async (kind) => {
      const deps = fakeSyncDeps({ lists, library: await half(), status: failedWith(kind) });
      await run(deps);
      expect(deps.requests[0]).toMatchObject({ kind: 'accounts', cursor: null });
    },
  );
});
