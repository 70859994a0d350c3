import { request as tlsRequest } from 'node:https';
import { afterEach, describe, expect, test } from 'vitest';
import { API_HOST } from '../../sandbox-api/hosts.ts';
import {
  type Sandbox,
  type SandboxOptions,
  startSandboxApi,
} from '../../sandbox-api/start-sandbox-api.ts';

const NOON = Date.UTC(2026, 10, 20, 12);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let sandbox: Sandbox;

async function start(options: SandboxOptions = {}): Promise<void> {
  sandbox = await startSandboxApi({ now: () => NOON, library: [], ...options });
}

afterEach(async () => {
  await sandbox.close();
});

function ask(path: string, init: RequestInit & { key?: string | null } = {}): Promise<Response> {
  const { key = sandbox.key, ...rest } = init;
  const headers = new Headers(rest.headers);
  if (key !== null) headers.set('authorization', `Bearer ${key}`);
  return fetch(`${sandbox.url}${path}`, { ...rest, headers });
}

// biome-ignore lint/suspicious/noExplicitAny: any response body is read
async function json(path: string, init?: Parameters<typeof ask>[1]): Promise<any> {
  return (await ask(path, init)).json();
}

function askDeltas(body: unknown, init: Parameters<typeof ask>[1] = {}): Promise<Response> {
  return ask('/v2/videos/deltas', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...init,
  });
}

/** Creates posts, the oldest first, one added each hour. */
function manyPosts(count: number) {
  return Array.from({ length: count }, (_, index) => ({
    id: `post-${String(index).padStart(3, '0')}`,
    addedAt: NOON - (count - index) * HOUR,
  }));
}

describe('sandbox API keys', () => {
  test('whoami returns the organization and the key', async () => {
    await start();
    expect(await json('/v2/whoami')).toEqual({
      data: { type: 'whoami', organization_id: expect.any(String), api_key_name: 'Sandbox key' },
    });
  });

  test('health and meta need no key and are not rate limited', async () => {
    await start();
    const health = await ask('/v2/health', { key: null });
    expect([health.status, health.headers.get('x-ratelimit-limit')]).toEqual([200, null]);
    const meta = await json('/v2/meta', { key: null });
    expect(meta.data).toMatchObject({
      type: 'api_meta',
      api_version: 'v2',
      deprecation: null,
      sunset: null,
    });
  });

  test('meta returns the deprecation of v2', async () => {
    await start();
    sandbox.state.apiDeprecation = { deprecation: '2027-01-01', sunset: '2027-06-01' };
    expect((await json('/v2/meta')).data).toMatchObject({
      deprecation: '2027-01-01',
      sunset: '2027-06-01',
    });
  });

  test.each([
    ['no key', null, 401, 'UNAUTHORIZED'],
    ['a wrong key', 'wrong', 401, 'UNAUTHORIZED'],
    ['a disabled key', 'disabled', 403, 'FORBIDDEN'],
  ])('%s is refused with a problem document', async (_, key, status, code) => {
    await start({ keys: [{ key: 'good' }, { key: 'disabled', isDisabled: true }] });
    const answer = await ask('/v2/whoami', { key });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(await answer.json()).toMatchObject({
      type: `urn:creatoraudit:error:${code.toLowerCase()}`,
      status,
      code,
      title: expect.any(String),
      detail: expect.any(String),
      instance: '/v2/whoami',
      request_id: answer.headers.get('x-request-id'),
    });
  });

  test('a key can be disabled, deleted and added while the sandbox runs', async () => {
    await start();
    sandbox.setKey({ key: sandbox.key, isDisabled: true });
    expect((await ask('/v2/whoami')).status).toBe(403);
    sandbox.deleteKey(sandbox.key);
    expect((await ask('/v2/whoami')).status).toBe(401);
    sandbox.setKey({ key: 'new', name: 'New one' });
    expect((await json('/v2/whoami', { key: 'new' })).data.api_key_name).toBe('New one');
  });

  test('each organization sees only its own posts', async () => {
    await start({ library: [{ id: 'mine', addedAt: 0 }] });
    sandbox.addOrganization('other', [{ id: 'theirs', addedAt: 0 }]);
    sandbox.setKey({ key: 'their-key', organizationId: 'other' });
    expect((await json('/v2/account-videos')).data).toMatchObject([{ id: 'mine' }]);
    expect((await json('/v2/account-videos', { key: 'their-key' })).data).toMatchObject([
      { id: 'theirs' },
    ]);
    const deltas = await askDeltas({ video_ids: ['mine'] }, { key: 'their-key' });
    expect((await deltas.json()).meta.not_found).toEqual(['mine']);
  });
});

describe('sandbox API conventions', () => {
  test('an unknown path returns 404, also under v1', async () => {
    await start();
    expect((await ask('/v2/nothing')).status).toBe(404);
    expect(await json('/v1/videos')).toMatchObject({ status: 404, code: 'NOT_FOUND' });
  });

  test('an unsupported method returns 405 with the allowed ones', async () => {
    await start();
    const answer = await ask('/v2/videos/deltas', { method: 'DELETE' });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, POST']);
  });

  test('a request that does not accept JSON returns 406', async () => {
    await start();
    expect((await ask('/v2/whoami', { headers: { accept: 'text/html' } })).status).toBe(406);
    expect((await ask('/v2/whoami', { headers: { accept: 'application/json' } })).status).toBe(200);
  });

  test('every request has a unique id', async () => {
    await start();
    const ids = [
      await ask('/v2/whoami'),
      await ask('/v2/nothing'),
      await ask('/v2/health', { key: null }),
    ].map((answer) => answer.headers.get('x-request-id'));
    expect(new Set(ids).size).toBe(3);
    expect(ids).not.toContain(null);
  });

  test('an unchanged response returns 304 without a body', async () => {
    await start({ library: manyPosts(2) });
    const first = await ask('/v2/account-videos');
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[^"]+"$/);
    const again = await ask('/v2/account-videos', { headers: { 'if-none-match': etag } });
    expect([again.status, await again.text()]).toEqual([304, '']);
    sandbox.data.removePosts(['post-000']);
    expect((await ask('/v2/account-videos', { headers: { 'if-none-match': etag } })).status).toBe(
      200,
    );
  });
});

describe('sandbox API lists', () => {
  test('a row has every field of the reference', async () => {
    await start({
      library: [
        {
          id: 'a',
          list: 'videos',
          username: 'ada',
          createdAt: NOON - 3 * DAY,
          refreshes: [
            { at: NOON - 2 * DAY, views: 10 },
            { at: NOON - DAY, views: 40, likes: 4, comments: 2, shares: 1, saves: 3 },
            { at: NOON + HOUR, views: 99 },
          ],
        },
      ],
    });
    const [row] = (await json('/v2/videos')).data;
    expect(row).toMatchObject({
      id: 'a',
      platform: 'instagram',
      create_time: '2026-11-17T12:00:00Z',
      first_scrape_time: '2026-11-18T12:00:00Z',
      last_scrape_time: '2026-11-19T12:00:00Z',
      view_count: 40,
      like_count: 4,
      comment_count: 2,
      share_count: 1,
      saved_count: 3,
      account_username: 'ada',
    });
    const names =
      'id external_id type platform shortcode is_active scrape_interval_hours metadata added_at ' +
      'updated_at first_scrape_time last_scrape_time description create_time media_type duration ' +
      'is_unavailable cover_image_url cover_image_url_original video_url video_url_original ' +
      'view_count like_count comment_count share_count play_count saved_count total_views ' +
      'total_plays account_id account_username platform_account_id platform_data';
    expect(Object.keys(row)).toEqual(names.split(' '));
  });

  test('a post that was never refreshed has neither times nor counts', async () => {
    await start({
      library: [{ id: 'a', addedAt: NOON - HOUR, refreshes: [{ at: NOON + HOUR, views: 5 }] }],
    });
    const [row] = (await json('/v2/account-videos')).data;
    expect(row).toMatchObject({
      first_scrape_time: null,
      last_scrape_time: null,
      view_count: null,
    });
    sandbox.advanceTime(2 * HOUR);
    const [later] = (await json('/v2/account-videos')).data;
    expect(later).toMatchObject({ last_scrape_time: '2026-11-20T13:00:00Z', view_count: 5 });
  });

  test('a page has 50 rows by default and up to 200 on request', async () => {
    await start({ library: manyPosts(230) });
    expect((await json('/v2/account-videos')).data).toHaveLength(50);
    const page = await json('/v2/account-videos?limit=200');
    expect(page.data).toHaveLength(200);
    expect(page.pagination).toEqual({
      has_next: true,
      next_cursor: expect.any(String),
      limit: 200,
    });
  });

  test.each([
    'limit=0',
    'limit=201',
    'limit=ten',
    'platform=myspace',
    'is_active=perhaps',
    'order_by=luck',
    'order_by=play_count',
    'order_direction=up',
    'cursor=made-up',
    'include_total=1',
  ])('%s is invalid, and the response names the field', async (query) => {
    await start();
    const answer = await ask(`/v2/account-videos?${query}`);
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({
      code: 'VALIDATION_ERROR',
      errors: [{ field: query.split('=')[0], message: expect.any(String) }],
    });
  });

  test.each([
    'order_by=added_at',
    'order_by=create_time&order_direction=asc',
    'order_by=view_count',
    '',
  ])('the cursors of a list with %j lead to every post once, in order', async (query) => {
    await start({ library: manyPosts(23) });
    const ids: string[] = [];
    let cursor = '';
    for (let more = true; more; ) {
      const page = await json(`/v2/account-videos?limit=5&${query}${cursor}`);
      ids.push(...page.data.map((row: { id: string }) => row.id));
      more = page.pagination.has_next;
      if (!more) expect(page.pagination.next_cursor).toBeNull();
      cursor = `&cursor=${page.pagination.next_cursor}`;
    }
    const ascending = manyPosts(23).map(({ id }) => id);
    expect(ids).toEqual(query.includes('asc') ? ascending : ascending.reverse());
  });

  test('a cursor continues after its row even when that row is gone', async () => {
    await start({ library: manyPosts(6) });
    const page = await json('/v2/account-videos?limit=2');
    sandbox.data.removePosts([page.data[1].id]);
    const next = await json(`/v2/account-videos?limit=2&cursor=${page.pagination.next_cursor}`);
    expect(next.data).toMatchObject([{ id: 'post-003' }, { id: 'post-002' }]);
  });

  test('a cursor is refused when expired, or for other filters, another sort or list', async () => {
    await start({ library: manyPosts(6) });
    const { next_cursor: cursor } = (await json('/v2/account-videos?limit=2&platform=instagram'))
      .pagination;
    const reuse = async (path: string) => (await ask(`/v2/${path}&cursor=${cursor}`)).status;
    expect(await reuse('account-videos?limit=3&platform=instagram')).toBe(200);
    expect(await reuse('account-videos?limit=2')).toBe(422);
    expect(await reuse('account-videos?platform=instagram&order_direction=asc')).toBe(422);
    expect(await reuse('videos?platform=instagram')).toBe(422);
    sandbox.expireCursors();
    expect(await reuse('account-videos?limit=2&platform=instagram')).toBe(422);
  });

  test('the total is returned on request only, and counts filtered rows', async () => {
    await start({ library: [...manyPosts(3), { id: 'x', platform: 'tiktok', addedAt: 0 }] });
    expect((await json('/v2/account-videos')).pagination).not.toHaveProperty('total_count');
    const page = await json('/v2/account-videos?include_total=true&platform=tiktok');
    expect(page.pagination.total_count).toBe(1);
    expect(page.filters).toEqual({ platform: 'tiktok' });
  });

  test('lists filter by account, activity and text', async () => {
    await start({
      library: [
        { id: 'a', username: 'ada', caption: 'Bread, slowly', addedAt: 0 },
        { id: 'b', username: 'bob', caption: null, addedAt: 0 },
      ],
    });
    expect((await json('/v2/account-videos?account_id=bob')).data).toMatchObject([{ id: 'b' }]);
    expect((await json('/v2/account-videos?q=BREAD')).data).toMatchObject([{ id: 'a' }]);
    expect((await json('/v2/account-videos?is_active=false')).data).toEqual([]);
  });

  test('the two lists are separate, and contain a post from the moment it was added', async () => {
    await start({
      library: [
        { id: 'a', addedAt: 0 },
        { id: 'b', list: 'videos', addedAt: 0 },
        { id: 'c', addedAt: NOON + HOUR },
      ],
    });
    expect((await json('/v2/account-videos')).data).toMatchObject([{ id: 'a' }]);
    expect((await json('/v2/videos')).data).toMatchObject([{ id: 'b' }]);
    sandbox.advanceTime(HOUR);
    expect((await json('/v2/account-videos')).data).toMatchObject([{ id: 'c' }, { id: 'a' }]);
  });

  test('accounts are paged, with their last refresh', async () => {
    await start({
      library: [
        { id: 'a', username: 'ada', refreshes: [{ at: NOON - DAY, views: 1 }] },
        { id: 'b', username: 'bob', addedAt: 0 },
      ],
    });
    const page = await json('/v2/accounts?limit=1');
    expect(page.data).toMatchObject([
      { username: 'ada', last_scrape_time: '2026-11-19T12:00:00Z' },
    ]);
    const next = await json(`/v2/accounts?limit=1&cursor=${page.pagination.next_cursor}`);
    expect(next.data).toMatchObject([{ username: 'bob', last_scrape_time: null }]);
    expect(next.pagination.has_next).toBe(false);
  });
});

describe('sandbox API deltas', () => {
  const library = [
    {
      id: 'a',
      refreshes: [
        { at: NOON - 10 * DAY, views: 100, likes: 10, comments: 5, shares: 1 },
        { at: NOON - 6 * DAY, views: 400, likes: 30, comments: 6, shares: 2 },
        { at: NOON - HOUR, views: 1000, likes: 50, comments: 9, shares: 4 },
      ],
    },
    { id: 'never', addedAt: 0 },
    { id: 'stubborn', addedAt: 0, deltas: { 7: { views: -5 } } },
  ];

  test('a gain is the last count less the earliest count inside the window', async () => {
    await start({ library });
    const answer = await (await askDeltas({ video_ids: ['a'], windows: [30, 7, 7, 1] })).json();
    expect(answer).toEqual({
      data: { a: { '1d': 0, '7d': 600, '30d': 900 } },
      meta: { windows: [1, 7, 30], video_count: 1, not_found: [] },
    });
  });

  test('a request without windows returns 1, 7, 14 and 30 days', async () => {
    await start({ library });
    expect((await (await askDeltas({ video_ids: ['a'] })).json()).meta.windows).toEqual([
      1, 7, 14, 30,
    ]);
  });

  test('gives preset deltas, null for unrefreshed posts, and unknown ids as missing', async () => {
    await start({ library });
    const answer = await askDeltas({ video_ids: ['never', 'who', 'stubborn'], windows: [7, 30] });
    expect(await answer.json()).toMatchObject({
      data: { never: { '7d': null, '30d': null }, stubborn: { '7d': -5, '30d': null } },
      meta: { video_count: 2, not_found: ['who'] },
    });
  });

  test('the list shape has one row per post, with the parts of the engagement', async () => {
    await start({ library, deltaShape: 'list' });
    const answer = await (await askDeltas({ video_ids: ['a'], windows: [7] })).json();
    expect(answer.data).toEqual([
      { id: 'a', views_delta: 600, likes_delta: 20, comments_delta: 3, shares_delta: 2 },
    ]);
  });

  test('the list shape has one row per window when there are several', async () => {
    await start({ library, deltaShape: 'list' });
    const answer = await (await askDeltas({ video_ids: ['a'], windows: [7, 30] })).json();
    expect(answer.data).toMatchObject([
      { id: 'a', window: '7d', views_delta: 600 },
      { id: 'a', window: '30d', views_delta: 900 },
    ]);
  });

  test('the mixed shape encodes the same gain in four ways', async () => {
    const again = ['b', 'c', 'd'].map((id) => ({ ...library[0], id }));
    await start({ library: [...library, ...again] });
    sandbox.setDeltaShape('mixed');
    const answer = await (
      await askDeltas({ video_ids: ['a', 'b', 'c', 'd'], windows: [7] })
    ).json();
    expect(answer.data).toMatchObject([
      { id: 'a', views_delta: 600 },
      { id: 'b', '7d': 600 },
      { id: 'c', '7d': { views_delta: 600, likes_delta: 20 } },
      { id: 'd', window: '7d', views: 600 },
    ]);
  });

  test('GET with repeated parameters returns the same', async () => {
    await start({ library });
    const answer = await json('/v2/videos/deltas?video_ids=a&video_ids=who&windows=7&windows=30');
    expect(answer.data).toEqual({ a: { '7d': 600, '30d': 900 } });
    expect(answer.meta.not_found).toEqual(['who']);
  });

  test.each([
    ['no ids', { video_ids: [] }, 'video_ids'],
    ['no list of ids', { video_ids: 'a' }, 'video_ids'],
    ['more than 200 ids', { video_ids: Array.from({ length: 201 }, String) }, 'video_ids'],
    ['a window of no days', { video_ids: ['a'], windows: [0] }, 'windows'],
    ['a window of more than a year', { video_ids: ['a'], windows: [366] }, 'windows'],
    ['a window of half a day', { video_ids: ['a'], windows: [0.5] }, 'windows'],
    ['no windows', { video_ids: ['a'], windows: [] }, 'windows'],
    [
      'eleven windows',
      { video_ids: ['a'], windows: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11] },
      'windows',
    ],
  ])('%s is invalid', async (_, body, field) => {
    await start({ library });
    const answer = await askDeltas(body);
    expect([answer.status, (await answer.json()).errors[0].field]).toEqual([422, field]);
  });

  test('GET accepts 100 ids at most', async () => {
    await start({ library });
    const ids = (count: number) =>
      Array.from({ length: count }, (_, index) => `video_ids=${index}`).join('&');
    expect((await ask(`/v2/videos/deltas?${ids(100)}`)).status).toBe(200);
    expect((await ask(`/v2/videos/deltas?${ids(101)}`)).status).toBe(422);
  });

  test('a body that is not JSON, or not declared so, is refused', async () => {
    await start({ library });
    expect((await askDeltas('{"video_ids":')).status).toBe(400);
    expect(
      (await askDeltas({ video_ids: ['a'] }, { headers: { 'content-type': 'text/plain' } })).status,
    ).toBe(415);
  });

  test('a read-only key is accepted by GET, and by POST only where configured', async () => {
    await start({ library, keys: [{ key: 'reader', scopes: ['read'] }] });
    const refused = await askDeltas({ video_ids: ['a'] });
    expect([refused.status, (await refused.json()).code]).toEqual([403, 'INSUFFICIENT_SCOPE']);
    expect((await ask('/v2/videos/deltas?video_ids=a')).status).toBe(200);
    sandbox.state.deltasNeedWrite = false;
    expect((await askDeltas({ video_ids: ['a'] })).status).toBe(200);
  });

  test('posts of a list without deltas are reported as missing', async () => {
    await start({
      library: [...library, { ...library[0], id: 'v', list: 'videos' }],
      listsWithDeltas: ['videos'],
    });
    const answer = await (await askDeltas({ video_ids: ['a', 'v'], windows: [7] })).json();
    expect([answer.data, answer.meta.not_found]).toEqual([{ v: { '7d': 600 } }, ['a']]);
  });

  test('the sandbox data returns the same as the API', async () => {
    await start({ library });
    expect(sandbox.data.deltas([7]).get('a')?.[7]).toMatchObject({ views: 600, likes: 20 });
    expect(sandbox.data.row('a')).toEqual(
      (await json('/v2/account-videos')).data.find((row: { id: string }) => row.id === 'a'),
    );
    expect(sandbox.data.trueCounts('a', NOON - 5 * DAY).views).toBe(400);
  });
});

describe('sandbox API rate limits', () => {
  test('every authenticated response has rate-limit headers, refusals too', async () => {
    await start({ rateLimit: { limit: 10, periodS: 60 } });
    const remaining = async (path: string) =>
      (await ask(path)).headers.get('x-ratelimit-remaining');
    expect(await remaining('/v2/whoami')).toBe('9');
    expect(await remaining('/v2/videos?limit=0')).toBe('8');
    const answer = await ask('/v2/whoami');
    expect(answer.headers.get('x-ratelimit-limit')).toBe('10');
    expect(Number(answer.headers.get('x-ratelimit-reset')) * 1000).toBe(NOON + 60_000);
  });

  test('a request beyond the limit gets a retry time, in seconds or as a date', async () => {
    await start({ rateLimit: { limit: 1, periodS: 30 } });
    await ask('/v2/whoami');
    const refused = await ask('/v2/whoami');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '30']);
    expect((await refused.json()).code).toBe('RATE_LIMITED');
    sandbox.state.retryAfterFormat = 'http-date';
    expect((await ask('/v2/whoami')).headers.get('retry-after')).toBe(
      'Fri, 20 Nov 2026 12:00:30 GMT',
    );
    sandbox.advanceTime(30_000);
    expect((await ask('/v2/whoami')).status).toBe(200);
  });

  test('each key has its own limit', async () => {
    await start({ keys: [{ key: 'one' }, { key: 'two' }], rateLimit: { limit: 1, periodS: 60 } });
    await ask('/v2/whoami', { key: 'one' });
    expect((await ask('/v2/whoami', { key: 'one' })).status).toBe(429);
    expect((await ask('/v2/whoami', { key: 'two' })).status).toBe(200);
  });
});

describe('sandbox API log', () => {
  test('contains requests and responses', async () => {
    await start();
    await askDeltas({ video_ids: ['who'] });
    const answer = await ask('/v2/videos?limit=7&q=bread');
    const bytes = (await answer.arrayBuffer()).byteLength;
    expect(sandbox.requests).toMatchObject([
      { method: 'POST', path: '/v2/videos/deltas', body: '{"video_ids":["who"]}', status: 200 },
      {
        method: 'GET',
        url: '/v2/videos?limit=7&q=bread',
        host: `127.0.0.1:${sandbox.port}`,
        headers: { authorization: `Bearer ${sandbox.key}` },
        requestId: answer.headers.get('x-request-id'),
        status: 200,
        startedAt: NOON,
        bytesSent: bytes,
        fault: null,
      },
    ]);
    expect(sandbox.requests[1]?.query.get('q')).toBe('bread');
    sandbox.clearRequests();
    expect(sandbox.requests).toEqual([]);
  });

  test('counts concurrent requests', async () => {
    await start();
    const holds = sandbox.holdAll();
    const answers = [ask('/v2/whoami'), ask('/v2/whoami'), ask('/v2/whoami')];
    for (let arrived = 0; arrived < answers.length; arrived += 1) await holds.next();
    holds.stop();
    await Promise.all(answers);
    expect(sandbox.requests.map((request) => request.inFlightAtStart)).toEqual([0, 1, 2]);
  });
});

test('serves TLS with a certificate for the API host from its own authority', async () => {
  await start({ tls: true });
  expect(sandbox.url).toBe(`https://127.0.0.1:${sandbox.port}`);
  const status = await new Promise<number | undefined>((resolve, reject) => {
    tlsRequest(
      {
        host: '127.0.0.1',
        port: sandbox.port,
        path: '/v2/whoami',
        servername: API_HOST,
        ca: sandbox.certificate?.authority,
        headers: { host: API_HOST, authorization: `Bearer ${sandbox.key}` },
        agent: false,
      },
      (response) => resolve(response.resume().statusCode),
    )
      .on('error', reject)
      .end();
  });
  expect(status).toBe(200);
  expect(sandbox.requests).toMatchObject([{ host: API_HOST }]);
});
