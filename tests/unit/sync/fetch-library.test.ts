import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../utils/creator-audit/problem/problem.ts';
import type { Checkpoint } from '../../../utils/sync/checkpoint.ts';
import { fetchLibrary } from '../../../utils/sync/fetch-library.ts';
import { MAX_IN_FLIGHT } from '../../../utils/sync/rate-budget.ts';
import {
  aCheckpoint,
  aListCursor,
  aListing,
  aNewCheckpoint,
  pendingPosts,
} from '../../builders/checkpoint.ts';
import {
  FAKE_DELTA,
  type FakeRequest,
  type FakeSyncDeps,
  type FakeSyncParts,
  fakeSyncDeps,
} from '../../builders/fake-sync-deps.ts';
import { fakeSyncStore, WorkerDied } from '../../builders/fake-sync-store.ts';
import { settled } from '../../builders/held-call.ts';
import { postsNamed } from '../../builders/post.ts';
import { aProblem } from '../../builders/problem.ts';
import { HOUR, MINUTE, NOW } from '../../builders/time.ts';
import { aTrackedAccount } from '../../builders/tracked-account.ts';

const ids = (count: number) => Array.from({ length: count }, (_, index) => `p${index}`);
const posts = (count: number) => postsNamed(...ids(count));
const library = (count: number) => ({ 'account-videos': posts(count) });
const WALKS_BOTH = [aListCursor(), aListCursor({ list: 'videos' })];

/** Fetches from `start`, or from the stored checkpoint. */
function fetchIn(
  deps: FakeSyncDeps,
  start: Checkpoint = deps.library.checkpoint() ?? aCheckpoint(),
  share = 50,
) {
  return fetchLibrary(deps, start, deps.library.manifest(), {
    rateSharePercent: share,
    onProgress: async () => {},
    isCancelled: () => false,
  });
}

const said = (request: FakeRequest) =>
  request.kind === 'accounts'
    ? `accounts ${request.cursor ?? 'first'}`
    : request.kind === 'page'
      ? `${request.list} ${request.cursor ?? 'first'}`
      : `${request.byGet ? 'GET' : 'POST'} ${request.ids.length}`;
const madeIn = (deps: FakeSyncDeps) => deps.requests.map(said);
const storedIn = ({ library: stored }: FakeSyncDeps) => {
  const run = stored.checkpoint()?.run ?? '';
  return {
    posts: stored.postsOf(run).map(({ id }) => id),
    deltas: stored.deltasOf(run).map(([id]) => id),
  };
};

/** Trouble with the requests that `isMeant` picks, the first `times` times. */
function trouble(
  problem: Problem,
  isMeant: (request: FakeRequest) => boolean,
  times = Number.POSITIVE_INFINITY,
) {
  let left = times;
  return (request: FakeRequest) => (isMeant(request) && left-- > 0 ? problem : null);
}
const isDeltas = ({ kind }: FakeRequest) => kind === 'deltas';
const isPost = (request: FakeRequest) => request.kind === 'deltas' && !request.byGet;
const isPageAt = (cursor: string) => (request: FakeRequest) =>
  request.kind === 'page' && request.cursor === cursor;

describe('fetchLibrary', () => {
  it('takes one request for an empty library', async () => {
    const deps = fakeSyncDeps();
    expect(await fetchIn(deps)).toMatchObject({ kind: 'complete', checkpoint: { posts: 0 } });
    expect(madeIn(deps)).toEqual(['account-videos first']);
  });

  it('pages through the list and requests the deltas of every post once', async () => {
    const deps = fakeSyncDeps({ lists: library(450) });
    expect(await fetchIn(deps)).toMatchObject({
      kind: 'complete',
      checkpoint: { posts: 450, pending: [] },
    });
    expect(storedIn(deps).posts).toEqual(ids(450));
    expect(storedIn(deps).deltas.sort()).toEqual(ids(450).sort());
  });

  it('requests the deltas of a page while the next page is in flight', async () => {
    const deps = fakeSyncDeps({ lists: library(450) });
    await fetchIn(deps);
    expect(madeIn(deps)).toEqual([
      'account-videos first',
      'account-videos 200',
      'POST 200',
      'account-videos 400',
      'POST 200',
      'POST 50',
    ]);
  });

  it('requests the total with the first page only', async () => {
    const deps = fakeSyncDeps({ lists: library(450) });
    await fetchIn(deps);
    expect(
      deps.requests
        .filter((request) => request.kind === 'page')
        .map(({ includeTotal }) => includeTotal),
    ).toEqual([true, false, false]);
  });

  it('fetches both lists, and stores a post that is in both under each', async () => {
    const deps = fakeSyncDeps({
      lists: { 'account-videos': posts(30), videos: posts(40) },
      pageSize: 10,
    });
    expect(
      await fetchIn(deps, aCheckpoint({ listing: aListing({ cursors: WALKS_BOTH }) })),
    ).toMatchObject({
      kind: 'complete',
    });
    expect(storedIn(deps).posts.sort()).toEqual([...ids(30), ...ids(40)].sort());
    expect(storedIn(deps).deltas.sort()).toEqual(ids(40).sort());
  });

  it('stores a post once when a page repeats it', async () => {
    const deps = fakeSyncDeps({ lists: library(50), pageSize: 10, overlap: 3 });
    await fetchIn(deps);
    expect(storedIn(deps).posts).toEqual(ids(50));
  });

  it('never has more than eight concurrent requests', async () => {
    const travel = async <T>(answer: T) =>
      new Promise<T>((resolve) => setTimeout(resolve, 0, answer));
    const deps = fakeSyncDeps({ lists: library(3000), travel });
    const start = aCheckpoint({
      listing: aListing({ cursors: [aListCursor({ isDone: true })] }),
      pending: pendingPosts(ids(3000)),
      posts: 3000,
    });
    expect(await fetchIn(deps, start)).toMatchObject({ kind: 'complete' });
    expect(deps.maxInFlight()).toBe(8);
  });

  it('reports progress after every write', async () => {
    const deps = fakeSyncDeps({ lists: library(450) });
    const reported: number[] = [];
    const onProgress = async ({ nextRecord }: Checkpoint) => void reported.push(nextRecord);
    await fetchLibrary(deps, aCheckpoint(), null, {
      rateSharePercent: 50,
      onProgress,
      isCancelled: () => false,
    });
    // The first page; then twice a page and the deltas of the one before it, which came together;
    // the last deltas.
    expect(reported).toEqual([1, 3, 5, 6]);
  });

  it('batches responses that arrive during a write', async () => {
    const library = fakeSyncStore();
    let writes = 0;
    let storedResponses = 0;
    const store: typeof library.store = async (checkpoint, answers) => {
      await new Promise((resolve) => setTimeout(resolve, 0));
      writes += 1;
      storedResponses += answers.length;
      await library.store(checkpoint, answers);
    };
    const deps = fakeSyncDeps({ library: { ...library, store } });
    const start = aCheckpoint({
      listing: aListing({ cursors: [aListCursor({ isDone: true })] }),
      pending: pendingPosts(ids(1200)),
      posts: 1200,
    });
    expect(await fetchIn(deps, start)).toMatchObject({ kind: 'complete' });
    expect(storedResponses).toBe(6);
    expect(writes).toBeLessThan(6);
  });

  it('ignores what arrives after cancellation', async () => {
    const deps = fakeSyncDeps({ lists: library(450) });
    const options = { rateSharePercent: 50, onProgress: async () => {} };
    expect(
      await fetchLibrary(deps, aCheckpoint(), null, { ...options, isCancelled: () => true }),
    ).toEqual({
      kind: 'cancelled',
    });
    expect(deps.library.checkpoint()).toBeUndefined();
  });
});

describe('fetchLibrary, wrong totals', () => {
  const onBothPlatforms = posts(3000).map((post, index) => ({
    ...post,
    platform: index % 2 === 0 ? 'instagram' : 'tiktok',
  }));
  const accounts = ['instagram', 'tiktok'].map((platform) =>
    aTrackedAccount({ id: platform, platform }),
  );
  const TOTALS = [
    ['1,200', () => 1200],
    ['2,000', () => 2000],
    ['none', () => null],
    ['a tenth', (rows: number) => Math.round(rows / 10)],
    ['far too many', (rows: number) => rows * 40],
  ] as const;

  it.each(TOTALS)('fetches all of 3,000 posts although the total is %s', async (_, countOf) => {
    for (const known of [accounts, []]) {
      const deps = fakeSyncDeps({
        lists: { 'account-videos': onBothPlatforms },
        accounts: known,
        countOf,
      });
      expect(await fetchIn(deps, aNewCheckpoint())).toMatchObject({
        kind: 'complete',
        checkpoint: { posts: 3000 },
      });
      expect(storedIn(deps).posts.toSorted()).toEqual(ids(3000).sort());
    }
  });

  it.each([1200, 1000, 600])(
    'fetches all posts although each slice ends after %i rows',
    async (sliceLimit) => {
      for (const known of [accounts, []]) {
        const lists = { 'account-videos': onBothPlatforms };
        const deps = fakeSyncDeps({ lists, accounts: known, sliceLimit, countOf: () => 3000 });
        expect(await fetchIn(deps, aNewCheckpoint())).toMatchObject({
          kind: 'complete',
          checkpoint: { posts: 3000 },
        });
        expect(storedIn(deps).posts.toSorted()).toEqual(ids(3000).sort());
      }
    },
  );
});

describe('fetchLibrary, API that answers one window only', () => {
  const start = () => aCheckpoint({ windows: [7, 14, 30] });
  const windowsAsked = (deps: FakeSyncDeps) =>
    deps.requests.flatMap((request) => (request.kind === 'deltas' ? [request.windows] : []));
  const gainsOf = (deps: FakeSyncDeps, id: string) =>
    deps.library
      .deltasOf(deps.library.checkpoint()?.run ?? '')
      .filter(([other]) => other === id)
      .map(([, gains]) => gains);

  it('requests each missing window alone, and from then on from the start', async () => {
    const answeredWindows = (windows: readonly number[]) => (windows.length === 1 ? windows : []);
    const deps = fakeSyncDeps({ lists: library(250), answeredWindows });
    expect(await fetchIn(deps, start())).toMatchObject({
      kind: 'complete',
      checkpoint: { pending: [] },
    });
    expect(gainsOf(deps, 'p0')).toEqual([
      {},
      { 7: FAKE_DELTA },
      { 14: FAKE_DELTA },
      { 30: FAKE_DELTA },
    ]);
    expect(deps.capabilities()).toMatchObject({
      separateWindows: [7, 14, 30],
      unansweredWindows: [],
    });

    const next = fakeSyncDeps({ lists: library(10), answeredWindows });
    await fetchIn(next, { ...start(), separateWindows: [7, 14, 30] });
    expect(windowsAsked(next)).toEqual([[7], [14], [30]]);
  });

  it('requests a window that is never answered once alone', async () => {
    const answeredWindows = (windows: readonly number[]) => windows.filter((days) => days !== 30);
    const deps = fakeSyncDeps({ lists: library(450), answeredWindows });
    expect(await fetchIn(deps, start())).toMatchObject({
      kind: 'complete',
      checkpoint: { pending: [] },
    });
    expect(gainsOf(deps, 'p0')).toEqual([{ 7: FAKE_DELTA, 14: FAKE_DELTA }, {}]);
    expect(deps.capabilities()).toMatchObject({ separateWindows: [], unansweredWindows: [30] });

    const next = fakeSyncDeps({ lists: library(10), answeredWindows });
    await fetchIn(next, { ...start(), unansweredWindows: [30] });
    expect(windowsAsked(next)).toEqual([[7, 14, 30]]);
  });

  it('requests no answered window again after a restart', async () => {
    const answeredWindows = (windows: readonly number[]) => (windows.length === 1 ? windows : []);
    for (let deadAt = 0; deadAt < 6; deadAt++) {
      const stored = fakeSyncStore((write) => (write === deadAt ? 'dies-after' : 'lives'));
      const deps = fakeSyncDeps({ lists: library(10), answeredWindows, library: stored });
      await fetchIn(deps, start()).catch((error) => expect(error).toBeInstanceOf(WorkerDied));
      expect(await fetchIn(deps)).toMatchObject({ kind: 'complete' });
      expect(windowsAsked(deps).filter(({ length }) => length === 1)).toEqual([[7], [14], [30]]);
    }
  });
});

describe('fetchLibrary, clock offset', () => {
  it('stores the offset with the other capabilities of the API', async () => {
    const deps = fakeSyncDeps({ lists: library(5) });
    const { fetchPage } = deps;
    const behind: FakeSyncDeps = {
      ...deps,
      fetchPage: async (...asked) => ({ ...(await fetchPage(...asked)), clockOffsetMs: -HOUR }),
    };
    await fetchIn(behind);
    expect([
      behind.library.checkpoint()?.clockOffsetMs,
      behind.capabilities().clockOffsetMs,
    ]).toEqual([-HOUR, -HOUR]);
  });
});

describe('fetchLibrary, key that may not POST', () => {
  const mayNotPost = {
    problemFor: trouble(aProblem({ kind: 'insufficient-scope', status: 403 }), isPost),
  };

  it('repeats the batch by GET, a hundred ids at a time', async () => {
    const deps = fakeSyncDeps({ lists: library(250), pageSize: 250, ...mayNotPost });
    expect(await fetchIn(deps)).toMatchObject({
      kind: 'complete',
      checkpoint: { deltasByGet: true },
    });
    expect(madeIn(deps).filter((made) => made.startsWith('GET'))).toEqual([
      'GET 100',
      'GET 100',
      'GET 50',
    ]);
    expect(storedIn(deps).deltas.sort()).toEqual(ids(250).sort());
  });

  it('remembers this in the checkpoint and beyond it', async () => {
    const deps = fakeSyncDeps({ lists: library(10), ...mayNotPost });
    await fetchIn(deps);
    expect(deps.capabilities().deltasByGet).toBe(true);
    expect(deps.library.checkpoint()?.deltasByGet).toBe(true);
  });

  it('fails when GET is refused too', async () => {
    const refused = trouble(aProblem({ kind: 'insufficient-scope', status: 403 }), isDeltas);
    const deps = fakeSyncDeps({ lists: library(10), problemFor: refused });
    expect(await fetchIn(deps)).toMatchObject({
      kind: 'problem',
      problem: { kind: 'insufficient-scope' },
    });
    expect(madeIn(deps)).toEqual(['account-videos first', 'POST 10', 'GET 10']);
  });
});

describe('fetchLibrary, refused cursor', () => {
  const validation = aProblem({ kind: 'validation', status: 422 });

  it('restarts its list once, and fetches nothing twice', async () => {
    const problemFor = trouble(validation, isPageAt('20'), 1);
    const deps = fakeSyncDeps({ lists: library(50), pageSize: 10, problemFor });
    expect(await fetchIn(deps)).toMatchObject({ kind: 'complete', checkpoint: { posts: 50 } });
    expect(madeIn(deps).filter((made) => made === 'account-videos first')).toHaveLength(2);
    expect(storedIn(deps).posts).toEqual(ids(50));
    expect(storedIn(deps).deltas.sort()).toEqual(ids(50).sort());
  });

  it('fails the second time', async () => {
    const deps = fakeSyncDeps({
      lists: library(50),
      pageSize: 10,
      problemFor: trouble(validation, isPageAt('20')),
    });
    expect(await fetchIn(deps)).toMatchObject({
      kind: 'problem',
      problem: { kind: 'validation' },
    });
    expect(madeIn(deps).filter((made) => made === 'account-videos first')).toHaveLength(2);
  });

  it('restarts only the list of the cursor', async () => {
    const isIt = (request: FakeRequest) =>
      isPageAt('10')(request) && said(request).startsWith('videos');
    const deps = fakeSyncDeps({
      lists: { 'account-videos': posts(30), videos: postsNamed('x', ...ids(20)) },
      pageSize: 10,
      problemFor: trouble(validation, isIt, 1),
    });
    expect(
      await fetchIn(deps, aCheckpoint({ listing: aListing({ cursors: WALKS_BOTH }) })),
    ).toMatchObject({
      kind: 'complete',
    });
    expect(madeIn(deps).filter((made) => made === 'account-videos first')).toHaveLength(1);
    expect(storedIn(deps).posts.sort()).toEqual([...ids(30), ...ids(20), 'x'].sort());
  });

  it('fails at once when the first page is refused', async () => {
    const refused = trouble(validation, ({ kind }) => kind === 'page');
    const deps = fakeSyncDeps({ lists: library(5), problemFor: refused });
    expect(await fetchIn(deps)).toMatchObject({
      kind: 'problem',
      problem: { kind: 'validation' },
    });
    expect(deps.requests).toHaveLength(1);
  });
});

describe('fetchLibrary, progress', () => {
  it('ends when progress cannot be stored, whichever step it is of', async () => {
    const deps = fakeSyncDeps({ lists: library(450) });
    let steps = 0;
    const running = fetchLibrary(deps, aCheckpoint(), null, {
      rateSharePercent: 50,
      onProgress: async () => {
        steps += 1;
        if (steps === 1) throw new Error('the disk is full');
      },
      isCancelled: () => false,
    });
    await expect(running).rejects.toThrow('the disk is full');
  });
});

describe('fetchLibrary, end', () => {
  /** The calls that have ended when the run has, when those named `slow` take their time. */
  async function endedBy(slow: 'progress' | 'capabilities'): Promise<string[]> {
    const ended: string[] = [];
    const end = async (call: typeof slow, name: string) => {
      if (call === slow) await settled();
      ended.push(name);
    };
    const deps: FakeSyncDeps = {
      ...fakeSyncDeps({ lists: library(5) }),
      writeCapabilities: () => end('capabilities', 'capabilities'),
    };
    await fetchLibrary(deps, aCheckpoint(), null, {
      rateSharePercent: 50,
      onProgress: ({ pending }) => end('progress', `${pending.length} pending`),
      isCancelled: () => false,
    });
    return ended;
  }

  it.each(['progress', 'capabilities'] as const)(
    'waits for the last progress and the capabilities, however slow the %s',
    async (slow) => {
      const ended = await endedBy(slow);
      expect(ended).toEqual(expect.arrayContaining(['5 pending', '0 pending', 'capabilities']));
    },
  );
});

describe('fetchLibrary, Retry-After', () => {
  const wait = (ms: number) => aProblem({ kind: 'rate-limited', status: 429, retryAfterMs: ms });

  it('waits a short time inside the worker', async () => {
    const deps = fakeSyncDeps({ lists: library(5), problemFor: trouble(wait(3000), isDeltas, 1) });
    expect(await fetchIn(deps)).toMatchObject({ kind: 'complete' });
    expect(deps.sleeps).toEqual([3000]);
  });

  it('sends nothing during the wait', async () => {
    const deps = fakeSyncDeps({ lists: library(5), problemFor: trouble(wait(2000), isDeltas, 1) });
    const sent: number[] = [];
    const sleep = async (ms: number) => {
      const before = deps.requests.length;
      await settled();
      sent.push(deps.requests.length - before);
      await deps.sleep(ms);
    };
    expect(await fetchIn({ ...deps, sleep })).toMatchObject({ kind: 'complete' });
    expect(sent).toEqual([0]);
  });

  it('waits twice, then leaves repeated waits to the alarm', async () => {
    const deps = fakeSyncDeps({ lists: library(5), problemFor: trouble(wait(2000), isDeltas) });
    expect(await fetchIn(deps)).toMatchObject({
      kind: 'problem',
      problem: { kind: 'rate-limited' },
    });
    expect(deps.sleeps).toEqual([2000, 2000]);
    expect(deps.requests.filter(isDeltas)).toHaveLength(3);
  });

  it('leaves a long wait to the alarm at once', async () => {
    const deps = fakeSyncDeps({ lists: library(5), problemFor: trouble(wait(3001), isDeltas) });
    expect(await fetchIn(deps)).toMatchObject({
      kind: 'problem',
      problem: { retryAfterMs: 3001 },
    });
    expect(deps.sleeps).toEqual([]);
  });
});

describe('fetchLibrary, problem', () => {
  it.each([
    'server-error',
    'unavailable',
    'network',
    'unexpected-response',
    'not-found',
    'unauthorized',
  ] as const)('stops new requests at once after the problem %s', async (kind) => {
    const deps = fakeSyncDeps({
      lists: library(450),
      problemFor: trouble(aProblem({ kind }), () => true),
    });
    expect(await fetchIn(deps)).toMatchObject({ kind: 'problem', problem: { kind } });
    expect(deps.requests).toHaveLength(1);
  });

  it('keeps the results of concurrent requests', async () => {
    // The deltas fail while the next page, which takes longer, is still on its way.
    const travel = async <T>(answer: T) =>
      (answer as { ok: boolean }).ok
        ? new Promise<T>((resolve) => setTimeout(resolve, 1, answer))
        : answer;
    const deps = fakeSyncDeps({
      lists: library(450),
      travel,
      problemFor: trouble(aProblem(), isDeltas),
    });
    expect(await fetchIn(deps)).toMatchObject({ kind: 'problem', checkpoint: { posts: 400 } });
    expect(storedIn(deps).posts).toEqual(ids(400));
    expect(madeIn(deps)).toEqual(['account-videos first', 'account-videos 200', 'POST 200']);
  });

  it('resumes where it stopped, and repeats no stored request', async () => {
    const deps = fakeSyncDeps({
      lists: library(450),
      problemFor: trouble(aProblem(), isPageAt('400'), 1),
    });
    expect(await fetchIn(deps)).toMatchObject({ kind: 'problem' });
    expect(await fetchIn(deps)).toMatchObject({ kind: 'complete' });
    const made = madeIn(deps);
    expect(made.filter((request) => request === 'account-videos 400')).toHaveLength(2);
    expect(made).toHaveLength(7);
  });

  it('returns the longest of several waits', async () => {
    const waits = [5000, 90_000, null];
    let next = 0;
    const listing = aListing({ cursors: [aListCursor({ isDone: true })] });
    const start = aCheckpoint({ listing, pending: pendingPosts(ids(600)), posts: 600 });
    const deps = fakeSyncDeps({
      problemFor: () => aProblem({ retryAfterMs: waits[next++] ?? null }),
    });
    expect(await fetchIn(deps, start)).toMatchObject({ problem: { retryAfterMs: 90_000 } });
  });

  it('returns the first of several problems', async () => {
    const kinds = ['server-error', 'network', 'timeout'] as const;
    let next = 0;
    const start = aCheckpoint({
      listing: aListing({ cursors: [aListCursor({ isDone: true })] }),
      pending: pendingPosts(ids(600)),
      posts: 600,
    });
    const deps = fakeSyncDeps({
      problemFor: () => aProblem({ kind: kinds[next++] ?? 'offline' }),
    });
    expect(await fetchIn(deps, start)).toMatchObject({ problem: { kind: 'server-error' } });
    expect(deps.requests).toHaveLength(3);
  });
});

describe('fetchLibrary, rate budget', () => {
  /** A key with 20 requests a minute, each answer counting one. */
  const counted: FakeSyncParts['rateLimitOf'] = (number) => ({
    limit: 20,
    remaining: 19 - number,
    resetsAt: NOW + MINUTE,
  });

  it('pauses until the period ends when its share is used up', async () => {
    const deps = fakeSyncDeps({ lists: library(300), pageSize: 10, rateLimitOf: counted });
    expect(await fetchIn(deps)).toMatchObject({
      kind: 'pause',
      pause: { until: NOW + MINUTE, reason: 'rate-budget' },
      checkpoint: { posts: 100 },
    });
    expect(deps.requests).toHaveLength(10);
  });

  it('continues in the next period', async () => {
    let periodStart = 0;
    const deps: FakeSyncDeps = fakeSyncDeps({
      lists: library(300),
      pageSize: 10,
      rateLimitOf: (number) => ({
        limit: 20,
        remaining: 19 - (number - periodStart),
        resetsAt: deps.now() + MINUTE,
      }),
    });
    let pauses = 0;
    while ((await fetchIn(deps)).kind === 'pause') {
      pauses += 1;
      periodStart = deps.requests.length;
      deps.wait(MINUTE);
    }
    expect(pauses).toBe(3);
    expect(storedIn(deps).posts).toEqual(ids(300));
  });

  it('applies a limit known from before a restart', async () => {
    const rateLimit = { limit: 20, remaining: 10, resetsAt: NOW + MINUTE, receivedAt: NOW };
    const deps = fakeSyncDeps({ lists: library(5) });
    expect(await fetchIn(deps, aCheckpoint({ rateLimit }))).toMatchObject({ kind: 'pause' });
    expect(deps.requests).toEqual([]);
  });

  it('counts requests in flight, and those of a former worker without a response', async () => {
    const start = aCheckpoint({
      listing: aListing({ cursors: [aListCursor({ isDone: true })] }),
      pending: pendingPosts(ids(2000)),
      posts: 2000,
    });
    const remaining = 20 + MAX_IN_FLIGHT + 3;
    const rateLimit = { limit: 40, remaining, resetsAt: NOW + MINUTE, receivedAt: NOW };
    const travel = async <T>(answer: T) =>
      new Promise<T>((resolve) => setTimeout(resolve, 0, answer));
    const deps = fakeSyncDeps({ travel });
    await fetchIn(deps, { ...start, rateLimit });
    expect(deps.maxInFlight()).toBe(3);
  });

  it('counts requests whose responses belong to an abandoned run', async () => {
    const cursors = ['a', 'b', 'c'].map((accountId) => aListCursor({ accountId }));
    const deps = fakeSyncDeps({
      problemFor: (request) =>
        request.kind === 'page' && request.accountId === 'a'
          ? aProblem({ kind: 'validation' })
          : null,
      rateLimitOf: () => ({ limit: 20, remaining: 15, resetsAt: NOW + MINUTE }),
      travel: async (answer) => {
        if ((answer as { readonly ok: boolean }).ok) await settled();
        return answer;
      },
    });
    const start = aCheckpoint({ listing: aListing({ cursors }) });
    expect(await fetchIn(deps, start)).toMatchObject({ kind: 'pause' });
    expect(deps.requests).toHaveLength(cursors.length);
  });

  it('stores the budget with every response, and beyond the end of the run', async () => {
    const deps = fakeSyncDeps({ lists: library(50), pageSize: 10, rateLimitOf: counted });
    await fetchIn(deps);
    const reported = { limit: 20, remaining: 14, resetsAt: NOW + MINUTE, receivedAt: NOW };
    expect([deps.library.checkpoint()?.rateLimit, deps.capabilities().rateLimit]).toEqual([
      reported,
      reported,
    ]);
  });

  it('assumes after a death at any point that unconfirmed requests were sent', {
    timeout: 60_000,
  }, async () => {
    const start = aCheckpoint({
      listing: aListing({ cursors: [aListCursor({ isDone: true })] }),
      pending: pendingPosts(ids(6000)),
      posts: 6000,
    });
    for (let deadAt = 0; deadAt < 30; deadAt += 1) {
      // Answers come one by one.
      let arrival = Promise.resolve();
      const travel = <T>(answer: T) => {
        arrival = arrival.then(() => new Promise((resolve) => setTimeout(resolve, 0)));
        return arrival.then(() => answer);
      };
      const deps = fakeSyncDeps({
        travel,
        library: fakeSyncStore((write) => (write === deadAt ? 'dies-before' : 'lives')),
        rateLimitOf: (number) => ({ limit: 300, remaining: 299 - number, resetsAt: NOW + MINUTE }),
      });
      await fetchIn(deps, start).catch((error) => expect(error).toBeInstanceOf(WorkerDied));
      const known = deps.library.checkpoint()?.rateLimit?.remaining ?? 300;
      const counted = 300 - deps.requests.length;
      expect(known - MAX_IN_FLIGHT).toBeLessThanOrEqual(counted);
    }
  });

  it('uses the whole limit when its share is all of it', async () => {
    const deps = fakeSyncDeps({ lists: library(300), pageSize: 10, rateLimitOf: counted });
    expect(await fetchIn(deps, aCheckpoint(), 100)).toMatchObject({ kind: 'pause' });
    expect(deps.requests).toHaveLength(20);
  });
});

describe('fetchLibrary, library that cannot be written', () => {
  it('rejects with the error of the write', async () => {
    const deps = fakeSyncDeps({ lists: library(5), library: fakeSyncStore(() => 'dies-before') });
    await expect(fetchIn(deps)).rejects.toThrow(WorkerDied);
  });
});
