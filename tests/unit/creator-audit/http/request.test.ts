import { describe, expect, it, vi } from 'vitest';
import * as z from 'zod/mini';
import { MAX_RESPONSE_BYTES, request } from '../../../../utils/creator-audit/http/request.ts';
import { connectionAnswering, fakeConnection, KEY } from '../fake-connection.ts';

const HELLO = z.object({ hello: z.string() });
const WHOAMI = { method: 'GET', path: '/whoami' } as const;

/** Asks once, and gives the problem that came of it. */
async function problemOf(answer: () => Response | Promise<Response>, changes = {}) {
  const outcome = await request(fakeConnection(answer, changes), WHOAMI, HELLO);
  if (outcome.ok) throw new Error('expected a problem');
  return outcome.problem;
}

function failing(error: unknown): () => Promise<Response> {
  return () => Promise.reject(error);
}

/** A body that brings `start` and then fails. */
function breakingOff(start: string, error: unknown): ReadableStream<Uint8Array> {
  const chunks = [new TextEncoder().encode(start)];
  return new ReadableStream({
    pull(controller) {
      const chunk = chunks.shift();
      if (chunk) controller.enqueue(chunk);
      else controller.error(error);
    },
  });
}

describe('a request', () => {
  it('goes to the API and carries the key as its bearer, and nowhere else', async () => {
    const connection = connectionAnswering({ hello: 'you' });
    await request(connection, { method: 'GET', path: '/videos', query: [['limit', '200']] }, HELLO);
    const [sent] = connection.sent;
    expect(sent?.url.href).toBe('https://api.creatoraudit.com/v2/videos?limit=200');
    expect(sent?.headers).toEqual({ Accept: 'application/json', Authorization: `Bearer ${KEY}` });
    expect(sent?.body).toBeUndefined();
  });

  it('sends no cookies and no referrer, bypasses the cache, follows no redirect', async () => {
    const connection = connectionAnswering({ hello: 'you' });
    await request(connection, WHOAMI, HELLO);
    expect(connection.sent[0]).toMatchObject({
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'manual',
      referrerPolicy: 'no-referrer',
    });
  });

  it('sends a body as JSON and says so', async () => {
    const connection = connectionAnswering({ hello: 'you' });
    await request(connection, { method: 'POST', path: '/videos/deltas', body: { windows: [7] } }, HELLO);
    expect(connection.sent[0]).toMatchObject({ method: 'POST', body: '{"windows":[7]}' });
    expect(connection.sent[0]?.headers).toMatchObject({ 'Content-Type': 'application/json' });
  });

  it('writes odd characters of the query so that they stay in their parameter', async () => {
    const connection = connectionAnswering({ hello: 'you' });
    await request(connection, { method: 'GET', path: '/videos', query: [['cursor', 'a&limit=1#/+ ü']] }, HELLO);
    expect([...(connection.sent[0]?.url.searchParams ?? [])]).toEqual([['cursor', 'a&limit=1#/+ ü']]);
  });

  it('goes without the key where none is needed', async () => {
    const connection = connectionAnswering({ hello: 'you' });
    await request(connection, { method: 'GET', path: '/meta', isAnonymous: true }, HELLO);
    expect(JSON.stringify(connection.sent)).not.toContain(KEY);
  });

  it.each(['   ', 'two words', 'line\nbreak', 'smart“quotes”'])(
    'is not made with the key %j, which no header can carry',
    async (key) => {
      const connection = { ...connectionAnswering({ hello: 'you' }), key };
      const outcome = await request(connection, WHOAMI, HELLO);
      expect(outcome).toMatchObject({ ok: false, problem: { kind: 'unauthorized', status: null } });
      expect(connection.sent).toEqual([]);
    },
  );

  it('is not made without a key, which is a problem of its own', async () => {
    const connection = { ...connectionAnswering({ hello: 'you' }), key: '' };
    expect(await request(connection, WHOAMI, HELLO)).toMatchObject({ ok: false, problem: { kind: 'key-missing' } });
    expect(connection.sent).toEqual([]);
  });

  it('is not made without access to the host, which is a problem of its own', async () => {
    const connection = { ...connectionAnswering({ hello: 'you' }), hasAccess: async () => false };
    expect(await request(connection, WHOAMI, HELLO)).toMatchObject({ ok: false, problem: { kind: 'access-missing' } });
    expect(connection.sent).toEqual([]);
  });

  it('is made once, whatever comes of it', async () => {
    const connection = fakeConnection(() => new Response(null, { status: 503 }));
    await request(connection, WHOAMI, HELLO);
    expect(connection.sent).toHaveLength(1);
  });
});

describe('a good answer', () => {
  it('is what the schema makes of it, with request id and rate limit', async () => {
    const connection = connectionAnswering(
      { hello: 'you', more: 1 },
      {
        'X-Request-ID': 'req-1',
        'X-RateLimit-Limit': '600',
        'X-RateLimit-Remaining': '599',
        'X-RateLimit-Reset': '1795435260',
      },
    );
    expect(await request(connection, WHOAMI, HELLO)).toEqual({
      ok: true,
      clockOffsetMs: null,
      value: { hello: 'you' },
      requestId: 'req-1',
      rateLimit: { limit: 600, remaining: 599, resetsAt: 1795435260_000 },
    });
  });

  it('may begin with a byte order mark and come in pieces that split a character', async () => {
    const bytes = new TextEncoder().encode('\uFEFF{"hello":"🌍"}');
    const pieces = [...bytes].map((byte) => Uint8Array.of(byte));
    const body = new ReadableStream({
      pull(controller) {
        const piece = pieces.shift();
        if (piece) controller.enqueue(piece);
        else controller.close();
      },
    });
    expect(
      await request(
        fakeConnection(() => new Response(body)),
        WHOAMI,
        HELLO,
      ),
    ).toMatchObject({
      value: { hello: '🌍' },
    });
  });
});

describe('no answer', () => {
  it('is a network problem when the browser believes to be online', async () => {
    expect(await problemOf(failing(new TypeError('Failed to fetch')))).toMatchObject({ kind: 'network', status: null });
  });

  it('is being offline when the browser knows that it is', async () => {
    expect(await problemOf(failing(new TypeError('Failed to fetch')), { isOnline: () => false })).toMatchObject({
      kind: 'offline',
    });
  });

  it('is missing access when that was taken away meanwhile', async () => {
    const hasAccess = vi.fn().mockResolvedValueOnce(true).mockResolvedValue(false);
    const blocked = failing(new TypeError('Failed to fetch'));
    expect(await problemOf(blocked, { hasAccess })).toMatchObject({ kind: 'access-missing', status: null });
  });

  it('within the time-out is a time-out', async () => {
    const hangs = ({ signal }: RequestInit) =>
      new Promise<Response>((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
    const outcome = await request(fakeConnection(hangs, { timeoutMs: 5 }), WHOAMI, HELLO);
    expect(outcome).toMatchObject({ ok: false, problem: { kind: 'timeout', status: null }, rateLimit: null });
  });

  it('is a time-out too when the browser itself gives up', async () => {
    expect(await problemOf(failing(new DOMException('', 'AbortError')))).toMatchObject({ kind: 'timeout' });
  });

  it.each([undefined, null, 'text', 5, { name: 'AbortError' }])(
    'is a problem even when %j was thrown',
    async (thrown) => {
      expect(await problemOf(failing(thrown))).toMatchObject({ kind: 'network' });
    },
  );
});

describe('an answer that is not understood', () => {
  it.each([
    ['HTML', '<!doctype html><p>Welcome to our network', '<!doctype html><p>Welcome to our network'],
    ['nothing', '', null],
    ['JSON that was cut off', '{"hello":"yo', '{"hello":"yo'],
    ['JSON of another shape', '{"hello":5}', '{hello: number}'],
    ['a list', '[]', '[]'],
    ['null', 'null', 'null'],
  ])('(%s) is a problem that quotes it, or describes the shape of JSON', async (_, text, detail) => {
    expect(await problemOf(() => new Response(text, { headers: { 'X-Request-ID': 'req-2' } }))).toEqual({
      kind: 'unexpected-response',
      status: 200,
      code: null,
      title: null,
      detail,
      requestId: 'req-2',
      errors: [],
      retryAfterMs: null,
    });
  });

  it('is quoted with 500 characters at most', async () => {
    expect((await problemOf(() => new Response('x'.repeat(10_000)))).detail).toHaveLength(500);
  });

  it('is a 204, since every answer of this API has a body', async () => {
    expect(await problemOf(() => new Response(null, { status: 204 }))).toMatchObject({ kind: 'unexpected-response' });
  });

  it('is one that does not end: no more of it is read than allowed', async () => {
    let sentBytes = 0;
    let isCancelled = false;
    const endless = new ReadableStream({
      pull(controller) {
        sentBytes += 1_000_000;
        controller.enqueue(new Uint8Array(1_000_000).fill(32));
      },
      cancel() {
        isCancelled = true;
      },
    });
    expect(await problemOf(() => new Response(endless))).toMatchObject({ kind: 'unexpected-response', status: 200 });
    expect(isCancelled).toBe(true);
    expect(sentBytes).toBeLessThan(MAX_RESPONSE_BYTES + 3_000_000);
  });
});

describe('a body that breaks off', () => {
  it('makes a good answer a network problem, which is worth another try', async () => {
    const body = () => new Response(breakingOff('{"hello":', new TypeError('network error')));
    expect(await problemOf(body)).toMatchObject({ kind: 'network', status: 200 });
  });

  it('is being offline when the browser knows that it is', async () => {
    const body = () => new Response(breakingOff('{"hello":', new TypeError('network error')));
    expect(await problemOf(body, { isOnline: () => false })).toMatchObject({ kind: 'offline' });
  });

  it('is a time-out when the time ran out while it was read', async () => {
    const body = () => new Response(breakingOff('{', new DOMException('', 'TimeoutError')));
    expect(await problemOf(body)).toMatchObject({ kind: 'timeout', status: 200 });
  });

  it('does not hide what status and headers said', async () => {
    const cut = () =>
      new Response(breakingOff('{"code":"RATE_LIM', new TypeError('network error')), {
        status: 429,
        headers: { 'Retry-After': '30' },
      });
    expect(await problemOf(cut)).toMatchObject({
      kind: 'rate-limited',
      retryAfterMs: 30_000,
      code: 'INTERNAL_ERROR',
      detail: '{"code":"RATE_LIM',
    });
  });
});

describe('a redirect', () => {
  it('is refused when the browser hides it behind status 0', async () => {
    const hidden = () => {
      const response = Response.error();
      Object.defineProperty(response, 'type', { value: 'opaqueredirect' });
      return response;
    };
    expect(await problemOf(hidden)).toMatchObject({ kind: 'refused', status: null });
  });

  it('is refused when it can be seen', async () => {
    const seen = () => new Response(null, { status: 302, headers: { Location: 'https://elsewhere.example/' } });
    expect(await problemOf(seen)).toMatchObject({ kind: 'refused', status: 302 });
  });
});

describe('a key that the API repeats', () => {
  const echo = `Invalid key ${KEY} (${encodeURIComponent(KEY)})`;

  it('is blacked out in every text of a problem', async () => {
    const problem = await problemOf(() =>
      Response.json(
        { code: echo, title: echo, detail: echo, request_id: echo, errors: [{ field: echo, message: echo }] },
        { status: 422 },
      ),
    );
    const hidden = 'Invalid key ••• (•••)';
    expect(problem).toMatchObject({ title: hidden, detail: hidden, requestId: hidden });
    expect(problem.errors).toEqual([{ field: hidden, message: hidden }]);
    expect(JSON.stringify(problem)).not.toContain('CANARY');
  });

  it('is blacked out when JSON spells it with escapes', async () => {
    const body = JSON.stringify({ code: 'UNAUTHORIZED', detail: echo })
      .replaceAll('/', '\\/')
      .replaceAll('A', '\\u0041');
    const problem = await problemOf(() => new Response(body, { status: 401 }));
    expect(problem.detail).toBe('Invalid key ••• (•••)');
  });

  it('is blacked out in an HTML page, in the request id, and in a good answer', async () => {
    const headers = { 'X-Request-ID': echo };
    expect(JSON.stringify(await problemOf(() => new Response(`<p>${echo}`, { status: 502, headers })))).not.toContain(
      'CANARY',
    );
    expect(JSON.stringify(await problemOf(() => new Response(`<p>${echo}`, { headers })))).not.toContain('CANARY');
    const good = await request(connectionAnswering({ hello: echo }, headers), WHOAMI, HELLO);
    expect(good).toMatchObject({ ok: true, value: { hello: 'Invalid key ••• (•••)' } });
    expect(JSON.stringify(good)).not.toContain('CANARY');
  });

  it('is blacked out before a long text is cut', async () => {
    const padded = `${'x'.repeat(490)}${KEY}`;
    const problem = await problemOf(() => Response.json({ detail: padded }, { status: 400 }));
    expect(problem.detail).toBe(`${'x'.repeat(490)}•••`);
  });
});
