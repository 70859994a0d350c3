import { afterEach, describe, expect, test } from 'vitest';
import type { Fault } from '../../sandbox-api/fault.ts';
import {
  type Sandbox,
  type SandboxOptions,
  startSandboxApi,
} from '../../sandbox-api/start-sandbox-api.ts';

let sandbox: Sandbox;

const posts = ['a', 'b', 'c', 'd'].map((id, index) => ({
  id,
  refreshes: [
    { at: index, views: 1 },
    { at: index + 10, views: 5 },
  ],
}));

async function start(options: SandboxOptions = {}): Promise<void> {
  sandbox = await startSandboxApi({ library: posts, ...options });
}

/** Starts a sandbox that plays one fault on everything. */
async function startWith(fault: Fault): Promise<void> {
  await start();
  sandbox.faults.add({}, fault);
}

afterEach(async () => {
  await sandbox.close();
});

function ask(path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`${sandbox.url}${path}`, {
    redirect: 'manual',
    ...init,
    headers: { authorization: `Bearer ${sandbox.key}` },
  });
}

// biome-ignore lint/suspicious/noExplicitAny: any response body is read
async function json(path: string): Promise<any> {
  return (await ask(path)).json();
}

async function statuses(count: number, path = '/v2/whoami'): Promise<number[]> {
  const found: number[] = [];
  for (let index = 0; index < count; index += 1) found.push((await ask(path)).status);
  return found;
}

/** Waits until the sandbox has noticed how a request ended. */
async function ended(index = 0): Promise<void> {
  await expect.poll(() => sandbox.requests[index]?.respondedAt ?? null).not.toBeNull();
}

describe('sandbox fault', () => {
  test('applies until it is removed', async () => {
    await start();
    const planned = sandbox.faults.add({}, { kind: 'problem', status: 500 });
    expect(await statuses(2)).toEqual([500, 500]);
    expect(planned.strikes).toBe(2);
    planned.remove();
    expect(await statuses(1)).toEqual([200]);
  });

  test('applies a limited number of times', async () => {
    await start();
    sandbox.faults.add({}, { kind: 'problem', status: 500 }, { times: 2 });
    expect(await statuses(3)).toEqual([500, 500, 200]);
  });

  test('applies at the nth request', async () => {
    await start();
    sandbox.faults.add({}, { kind: 'problem', status: 500 }, { nth: 2 });
    expect(await statuses(3)).toEqual([200, 500, 200]);
  });

  test('fails the same random requests for the same seed', async () => {
    const series = [];
    for (const seed of [1, 1, 2]) {
      await start({ seed });
      sandbox.faults.add({}, { kind: 'problem', status: 500 }, { probability: 0.5 });
      series.push(await statuses(20));
      await sandbox.close();
    }
    expect(series[0]).toContain(200);
    expect(series[0]).toContain(500);
    expect(series[1]).toEqual(series[0]);
    expect(series[2]).not.toEqual(series[0]);
  });

  test('applies only to matching methods, paths and conditions', async () => {
    await start();
    sandbox.faults.add({ path: '/v2/videos', method: 'GET' }, { kind: 'problem', status: 500 });
    sandbox.faults.add(
      { path: /accounts$/, where: ({ query }) => query.has('limit') },
      { kind: 'problem', status: 503 },
    );
    expect(await statuses(1, '/v2/videos?limit=3')).toEqual([500]);
    expect(await statuses(1, '/v2/accounts?limit=3')).toEqual([503]);
    expect(await statuses(1, '/v2/accounts')).toEqual([200]);
  });

  test('takes precedence in planned order, and ends when cleared', async () => {
    await start();
    sandbox.faults.add({}, { kind: 'problem', status: 500 }, { times: 1 });
    sandbox.faults.add({}, { kind: 'problem', status: 503 });
    expect(await statuses(2)).toEqual([500, 503]);
    sandbox.faults.clear();
    expect(await statuses(1)).toEqual([200]);
  });

  test('is named in the log', async () => {
    await startWith({ kind: 'html', status: 502 });
    await ask('/v2/whoami');
    expect(sandbox.requests).toMatchObject([{ fault: 'html', status: 502 }]);
  });
});

describe('sandbox fault responses', () => {
  test.each([
    [401, 'UNAUTHORIZED'],
    [403, 'FORBIDDEN'],
    [404, 'NOT_FOUND'],
    [422, 'VALIDATION_ERROR'],
    [429, 'RATE_LIMITED'],
    [500, 'INTERNAL_ERROR'],
    [503, 'SERVICE_UNAVAILABLE'],
    [504, 'INTERNAL_ERROR'],
  ])(
    'include the problem document of a %s with the code %s and rate-limit headers',
    async (status, code) => {
      await startWith({ kind: 'problem', status });
      const answer = await ask('/v2/whoami');
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
      expect(answer.headers.get('x-ratelimit-remaining')).toBe('599');
      expect(await answer.json()).toMatchObject({
        status,
        code,
        request_id: answer.headers.get('x-request-id'),
      });
    },
  );

  test('include a problem with its own text and retry time', async () => {
    const errors = [{ field: 'cursor', message: 'is stale' }];
    await startWith({
      kind: 'problem',
      status: 403,
      code: 'QUOTA_EXCEEDED',
      detail: 'No more.',
      errors,
      retryAfter: 7,
    });
    const answer = await ask('/v2/whoami');
    expect(answer.headers.get('retry-after')).toBe('7');
    expect(await answer.json()).toMatchObject({
      code: 'QUOTA_EXCEEDED',
      detail: 'No more.',
      errors,
    });
  });

  test.each<[Fault, number, string, RegExp]>([
    [{ kind: 'html', status: 502 }, 502, 'text/html; charset=utf-8', /^<!DOCTYPE html>/],
    [{ kind: 'empty-body', status: 200 }, 200, 'application/json', /^$/],
    [{ kind: 'not-json' }, 200, 'application/json', /^\{"data": \[oops$/],
    [
      { kind: 'body', status: 418, body: 'tea', contentType: 'text/plain' },
      418,
      'text/plain',
      /^tea$/,
    ],
  ])('%j', async (fault, status, contentType, body) => {
    await startWith(fault);
    const answer = await ask('/v2/whoami');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, contentType]);
    expect(await answer.text()).toMatch(body);
  });

  test('include a body of the wrong shape', async () => {
    await startWith({ kind: 'wrong-shape' });
    expect((await json('/v2/videos')).data).toBe('soon');
  });

  test('include a body changed by a function', async () => {
    await startWith({ kind: 'change', change: (truth) => [truth, 'and more'] });
    expect(await json('/v2/health')).toEqual([
      { data: { type: 'health', status: 'ok' } },
      'and more',
    ]);
  });

  test('include a redirect to another origin', async () => {
    await startWith({ kind: 'redirect', to: 'https://elsewhere.test/v2/whoami' });
    const answer = await ask('/v2/whoami');
    expect([answer.status, answer.headers.get('location')]).toEqual([
      302,
      'https://elsewhere.test/v2/whoami',
    ]);
  });

  test('include a huge body that is still valid', async () => {
    await startWith({ kind: 'huge-body', bytes: 5_000_000 });
    const answer = await json('/v2/account-videos');
    expect(answer.data).toHaveLength(4);
    expect(sandbox.requests[0]?.bytesSent).toBeGreaterThan(5_000_000);
  });

  test('include deltas that are all null', async () => {
    await startWith({ kind: 'null-deltas' });
    const answer = await json('/v2/videos/deltas?video_ids=a&windows=7');
    expect(answer).toEqual({
      data: { a: { '7d': null } },
      meta: { windows: [7], video_count: 1, not_found: [] },
    });
  });
});

describe('sandbox fault lists', () => {
  test('repeat their cursor', async () => {
    await startWith({ kind: 'repeated-cursor' });
    const first = await json('/v2/account-videos?limit=2');
    const cursor = first.pagination.next_cursor;
    const second = await json(`/v2/account-videos?limit=2&cursor=${cursor}`);
    expect(second.pagination).toMatchObject({ has_next: true, next_cursor: cursor });
    expect(second.data).not.toEqual(first.data);
  });

  test.each([
    ['same', ['d', 'c', 'b', 'a'], ['d', 'c', 'b', 'a']],
    ['new', ['d-1', 'c-1', 'b-1', 'a-1'], ['d-2', 'c-2', 'b-2', 'a-2']],
    ['none', [], []],
  ] as const)('never end, with %s rows', async (rows, firstIds, secondIds) => {
    await startWith({ kind: 'endless-list', rows });
    const first = await json('/v2/account-videos');
    const second = await json(`/v2/account-videos?cursor=${first.pagination.next_cursor}`);
    const idsOf = (page: { data: { id: string }[] }) => page.data.map(({ id }) => id);
    expect([idsOf(first), idsOf(second)]).toEqual([firstIds, secondIds]);
    expect(second.pagination.has_next).toBe(true);
    expect(second.pagination.next_cursor).not.toBe(first.pagination.next_cursor);
  });

  test('contain rows without an id', async () => {
    await startWith({ kind: 'rows-without-id', every: 2 });
    const { data } = await json('/v2/account-videos');
    expect(data.map((row: { id?: string }) => row.id)).toEqual(['d', undefined, 'b', undefined]);
  });

  test('repeat rows on their page and on the next', async () => {
    await startWith({ kind: 'duplicate-rows' });
    const first = await json('/v2/account-videos?limit=2');
    const second = await json(`/v2/account-videos?limit=2&cursor=${first.pagination.next_cursor}`);
    const ids = [first, second].map((page) => page.data.map((row: { id: string }) => row.id));
    expect(ids).toEqual([
      ['d', 'd', 'c', 'd', 'c'],
      ['d', 'b', 'a', 'b', 'a'],
    ]);
  });
});

describe('sandbox fault connections', () => {
  test('hang until the client gives up, as logged', async () => {
    await startWith({ kind: 'hang' });
    await expect(ask('/v2/whoami', { signal: AbortSignal.timeout(50) })).rejects.toThrow();
    await ended();
    expect(sandbox.requests).toMatchObject([{ status: null, bytesSent: 0, abortedByClient: true }]);
  });

  test('stall in the middle of the body', async () => {
    await startWith({ kind: 'stall' });
    const answer = await ask('/v2/account-videos', { signal: AbortSignal.timeout(200) });
    expect(answer.status).toBe(200);
    await expect(answer.text()).rejects.toThrow();
  });

  test('end in the middle of the body', async () => {
    await startWith({ kind: 'cut-off' });
    const answer = await ask('/v2/account-videos');
    await expect(answer.text()).rejects.toThrow();
    await ended();
    const [request] = sandbox.requests;
    expect(request?.bytesSent).toBeLessThan(Number(answer.headers.get('content-length')));
    expect(request?.abortedByClient).toBe(false);
  });

  test('are reset', async () => {
    await startWith({ kind: 'reset' });
    await expect(ask('/v2/whoami')).rejects.toThrow();
    expect(sandbox.requests).toMatchObject([{ status: null, bytesSent: 0 }]);
  });

  test('drip', async () => {
    await startWith({ kind: 'slow-drip', pieces: 5, everyMs: 1 });
    expect((await json('/v2/account-videos')).data).toHaveLength(4);
  });

  test('are refused until the sandbox listens again on the same port', async () => {
    await start();
    await sandbox.stopListening();
    await expect(ask('/v2/whoami')).rejects.toThrow();
    await sandbox.listenAgain();
    expect(await statuses(1)).toEqual([200]);
  });

  test('survive a client that disconnects during the response', async () => {
    await start();
    const abort = new AbortController();
    const held = sandbox.hold();
    const answer = ask('/v2/whoami', { signal: abort.signal });
    await held;
    abort.abort();
    await expect(answer).rejects.toThrow();
    await ended();
    expect(sandbox.requests).toMatchObject([{ status: null, abortedByClient: true }]);
  });
});

describe('held requests', () => {
  test('wait until released while the next ones pass', async () => {
    await start();
    const arriving = sandbox.hold({ path: '/v2/whoami' });
    const answers: string[] = [];
    const heldAnswer = ask('/v2/whoami').then(() => answers.push('held'));
    const held = await arriving;
    await ask('/v2/videos').then(() => answers.push('other'));
    await ask('/v2/whoami').then(() => answers.push('second'));
    expect(held.request).toMatchObject({ path: '/v2/whoami', status: null });
    held.release();
    await heldAnswer;
    expect(answers).toEqual(['other', 'second', 'held']);
  });

  test('are released one by one, and all at the end', async () => {
    await start();
    const holds = sandbox.holdAll();
    const answers = ['/v2/whoami', '/v2/videos', '/v2/accounts'].map((path) => ask(path));
    const first = await holds.next();
    first.release();
    await answers.find(
      (_, index) => first.request.path === ['/v2/whoami', '/v2/videos', '/v2/accounts'][index],
    );
    expect(sandbox.requests.filter(({ status }) => status !== null)).toEqual([first.request]);
    holds.stop();
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 200, 200]);
  });
});
