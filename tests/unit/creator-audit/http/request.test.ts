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

describe('request', () => {
  it('sends the key as a bearer token to the API, and nowhere else', async () => {
    const connection = connectionAnswering({ hello: 'you' });
    await request(connection, { method: 'GET', path: '/videos', query: [['limit', '200']] }, HELLO);
    const [sent] = connection.sent;
    expect(sent?.url.href).toBe('https://api.creatoraudit.com/v2/videos?limit=200');
    expect(sent?.headers).toStrictEqual({
      Accept: 'application/json',
      Authorization: `Bearer ${KEY}`,
    });
    expect(sent?.body).toBeUndefined();
  });

  it('sends no cookies and no referrer, bypasses the cache, and follows no redirect', async () => {
    const connection = connectionAnswering({ hello: 'you' });
    await request(connection, WHOAMI, HELLO);
    expect(connection.sent[0]).toMatchObject({
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'manual',
      referrerPolicy: 'no-referrer',
    });
  });

  it('sends the body as JSON with its content type', async () => {
    const connection = connectionAnswering({ hello: 'you' });
    await request(
      connection,
      { method: 'POST', path: '/videos/deltas', body: { windows: [7] } },
      HELLO,
    );
    expect(connection.sent[0]).toMatchObject({ method: 'POST', body: '{"windows":[7]}' });
    expect(connection.sent[0]?.headers).toMatchObject({ 'Content-Type': 'application/json' });
  });

  it('escapes special characters of the query', async () => {
    const connection = connectionAnswering({ hello: 'you' });
    await request(
      connection,
      { method: 'GET', path: '/videos', query: [['cursor', 'a&limit=1#/+ ü']] },
      HELLO,
    );
    expect([...(connection.sent[0]?.url.searchParams ?? [])]).toEqual([
      ['cursor', 'a&limit=1#/+ ü'],
    ]);
  });

  it('omits the key where none is needed', async () => {
    const connection = connectionAnswering({ hello: 'you' });
    await request(connection, { method: 'GET', path: '/meta', isAnonymous: true }, HELLO);
    expect(JSON.stringify(connection.sent)).not.toContain(KEY);
  });

  it.each(['   ', 'two words', 'line\nbreak', 'smart“quotes”'])(
    'sends nothing with the key %j, which no header can carry',
    async (key) => {
      const connection = { ...connectionAnswering({ hello: 'you' }), key };
      const outcome = await request(connection, WHOAMI, HELLO);
      expect(outcome).toMatchObject({ ok: false, problem: { kind: 'unauthorized', status: null } });
      expect(connection.sent).toEqual([]);
    },
  );

  it('reports key-missing without a key', async () => {
    const connection = { ...connectionAnswering({ hello: 'you' }), key: '' };
    expect(await request(connection, WHOAMI, HELLO)).toMatchObject({
      ok: false,
      problem: { kind: 'key-missing' },
    });
    expect(connection.sent).toEqual([]);
  });

  it('reports access-missing without the host permission', async () => {
    const connection = { ...connectionAnswering({ hello: 'you' }), hasAccess: async () => false };
    expect(await request(connection, WHOAMI, HELLO)).toMatchObject({
      ok: false,
      problem: { kind: 'access-missing' },
    });
    expect(connection.sent).toEqual([]);
  });

  it('sends one attempt, whatever its result', async () => {
    const connection = fakeConnection(() => new Response(null, { status: 503 }));
    await request(connection, WHOAMI, HELLO);
    expect(connection.sent).toHaveLength(1);
  });
});

describe('request, successful response', () => {
  it('returns the parsed value, the request id and the rate limit', async () => {
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

  it('decodes a byte order mark and a character split between chunks', async () => {
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

describe('request, no response', () => {
  it('reports a network problem when the browser is online', async () => {
    expect(await problemOf(failing(new TypeError('Failed to fetch')))).toMatchObject({
      kind: 'network',
      status: null,
    });
  });

  it('reports offline when the browser is offline', async () => {
    expect(
      await problemOf(failing(new TypeError('Failed to fetch')), { isOnline: () => false }),
    ).toMatchObject({
      kind: 'offline',
    });
  });

  it('reports access-missing when the permission was removed meanwhile', async () => {
    const hasAccess = vi.fn().mockResolvedValueOnce(true).mockResolvedValue(false);
    const blocked = failing(new TypeError('Failed to fetch'));
    expect(await problemOf(blocked, { hasAccess })).toMatchObject({
      kind: 'access-missing',
      status: null,
    });
  });

  it('reports a timeout after the time limit', async () => {
    const hangs = ({ signal }: RequestInit) =>
      new Promise<Response>((_, reject) =>
        signal?.addEventListener('abort', () => reject(signal.reason)),
      );
    const outcome = await request(fakeConnection(hangs, { timeoutMs: 5 }), WHOAMI, HELLO);
    expect(outcome).toMatchObject({
      ok: false,
      problem: { kind: 'timeout', status: null },
      rateLimit: null,
    });
  });

  it('reports a timeout when the browser itself gives up', async () => {
    expect(await problemOf(failing(new DOMException('', 'AbortError')))).toMatchObject({
      kind: 'timeout',
    });
  });

  it.each([undefined, null, 'text', 5, { name: 'AbortError' }])(
    'reports a network problem even when %j was thrown',
    async (thrown) => {
      expect(await problemOf(failing(thrown))).toMatchObject({ kind: 'network' });
    },
  );
});

describe('request, unparseable response', () => {
  it.each([
    [
      'HTML',
      '<!doctype html><p>Welcome to our network',
      '<!doctype html><p>Welcome to our network',
    ],
    ['a text with blanks around it', ' \n Welcome\n', 'Welcome'],
    ['nothing', '', null],
    ['blanks', ' \n', null],
    ['JSON that was cut off', '{"hello":"yo', '{"hello":"yo'],
    ['JSON of another shape', '{"hello":5}', '{hello: number}'],
    ['a list', '[]', '[]'],
    ['null', 'null', 'null'],
  ])('quotes the response (%s), or describes the shape of JSON', async (_, text, detail) => {
    expect(
      await problemOf(() => new Response(text, { headers: { 'X-Request-ID': 'req-2' } })),
    ).toEqual({
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

  it('quotes 500 characters at most', async () => {
    expect((await problemOf(() => new Response('x'.repeat(10_000)))).detail).toHaveLength(500);
  });

  it('rejects a 204, because every response of this API has a body', async () => {
    expect(await problemOf(() => new Response(null, { status: 204 }))).toMatchObject({
      kind: 'unexpected-response',
    });
  });

  it('stops reading an endless response at the size limit', async () => {
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
    expect(await problemOf(() => new Response(endless))).toMatchObject({
      kind: 'unexpected-response',
      status: 200,
    });
    expect(isCancelled).toBe(true);
    expect(sentBytes).toBeLessThan(MAX_RESPONSE_BYTES + 3_000_000);
  });
});

describe('request, body beyond the size limit', () => {
  it('is not taken for complete, even if what was read is', async () => {
    const chunks = [
      new TextEncoder().encode('{"hello":"you"}'),
      new Uint8Array(MAX_RESPONSE_BYTES).fill(32),
    ];
    const tooLong = new ReadableStream({
      pull(controller) {
        const chunk = chunks.shift();
        if (chunk) controller.enqueue(chunk);
        else controller.close();
      },
    });
    expect(await problemOf(() => new Response(tooLong))).toMatchObject({
      kind: 'unexpected-response',
      status: 200,
    });
  });
});

describe('request, aborted body', () => {
  it('reports a network problem, which is retried', async () => {
    const body = () => new Response(breakingOff('{"hello":', new TypeError('network error')));
    expect(await problemOf(body)).toMatchObject({ kind: 'network', status: 200 });
  });

  it('reports offline when the browser is offline', async () => {
    const body = () => new Response(breakingOff('{"hello":', new TypeError('network error')));
    expect(await problemOf(body, { isOnline: () => false })).toMatchObject({ kind: 'offline' });
  });

  it('reports a timeout when the time limit ended the body', async () => {
    const body = () => new Response(breakingOff('{', new DOMException('', 'TimeoutError')));
    expect(await problemOf(body)).toMatchObject({ kind: 'timeout', status: 200 });
  });

  it('keeps what status and headers said', async () => {
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

describe('request, redirect', () => {
  it('refuses a redirect that the browser hides behind status 0', async () => {
    const hidden = () => {
      const response = Response.error();
      Object.defineProperty(response, 'type', { value: 'opaqueredirect' });
      return response;
    };
    expect(await problemOf(hidden)).toMatchObject({ kind: 'refused', status: null });
  });

  it('refuses a visible redirect', async () => {
    const seen = () =>
      new Response(null, { status: 302, headers: { Location: 'https://elsewhere.example/' } });
    expect(await problemOf(seen)).toMatchObject({ kind: 'refused', status: 302 });
  });
});

describe('request, response that repeats the key', () => {
  const echo = `Invalid key ${KEY} (${encodeURIComponent(KEY)})`;

  it('redacts the key in every text of a problem', async () => {
    const problem = await problemOf(() =>
      Response.json(
        {
          code: echo,
          title: echo,
          detail: echo,
          request_id: echo,
          errors: [{ field: echo, message: echo }],
        },
        { status: 422 },
      ),
    );
    const hidden = 'Invalid key ••• (•••)';
    expect(problem).toMatchObject({ title: hidden, detail: hidden, requestId: hidden });
    expect(problem.errors).toEqual([{ field: hidden, message: hidden }]);
    expect(JSON.stringify(problem)).not.toContain('CANARY');
  });

  it('redacts the key when JSON spells it with escapes', async () => {
    const body = JSON.stringify({ code: 'UNAUTHORIZED', detail: echo })
      .replaceAll('/', '\\/')
      .replaceAll('A', '\\u0041');
    const problem = await problemOf(() => new Response(body, { status: 401 }));
    expect(problem.detail).toBe('Invalid key ••• (•••)');
  });

  it('redacts the key in an HTML page, the request id, and a successful response', async () => {
    const headers = { 'X-Request-ID': echo };
    expect(
      JSON.stringify(await problemOf(() => new Response(`<p>${echo}`, { status: 502, headers }))),
    ).not.toContain('CANARY');
    expect(
      JSON.stringify(await problemOf(() => new Response(`<p>${echo}`, { headers }))),
    ).not.toContain('CANARY');
    const good = await request(connectionAnswering({ hello: echo }, headers), WHOAMI, HELLO);
    expect(good).toMatchObject({ ok: true, value: { hello: 'Invalid key ••• (•••)' } });
    expect(JSON.stringify(good)).not.toContain('CANARY');
  });

  it('redacts the key before a long text is truncated', async () => {
    const padded = `${'x'.repeat(490)}${KEY}`;
    const problem = await problemOf(() => Response.json({ detail: padded }, { status: 400 }));
    expect(problem.detail).toBe(`${'x'.repeat(490)}•••`);
  });
});
