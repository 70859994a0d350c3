import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fetchAccountsPage } from '../../../utils/creator-audit/accounts.ts';
import { fetchApiDeprecation } from '../../../utils/creator-audit/api-deprecation.ts';
import { checkKey } from '../../../utils/creator-audit/check-key.ts';
import { type DeltasResponse, fetchDeltas } from '../../../utils/creator-audit/deltas.ts';
import type { Result } from '../../../utils/creator-audit/http/result.ts';
import { problemSchema } from '../../../utils/creator-audit/problem/problem.ts';
import {
  fetchVideoPage,
  type VideoPage,
  wholeList,
} from '../../../utils/creator-audit/video-page.ts';
import { fakeConnection, KEY } from './fake-connection.ts';
import { fullRow } from './full-row.ts';
import { mutatedResponse } from './mutated-response.ts';

/** In all there are to be at least 10,000 answers. */
const RESPONSES_OF_EACH = 1500;

type Fields = Record<string, unknown>;

const PAGE = {
  data: [fullRow('p1'), fullRow('p2'), { ...fullRow('p3'), platform: 'tiktok', view_count: null }],
  pagination: { has_next: true, next_cursor: 'c2', limit: 200, total_count: 431 },
  filters: {},
};
const DELTAS_MAP = {
  data: {
    p1: { '7d': 1234, '14d': 2000 },
    p2: { '7d': { views: 5, likes: 1, comments: 2, shares: 3 }, '14d': null },
  },
  meta: { windows: [7, 14], video_count: 2, not_found: ['p3'] },
};
const DELTAS_LIST = {
  data: [
    { id: 'p1', window: '7d', views_delta: 1234, likes_delta: 10, views: 90_000 },
    { id: 'p2', '7d': 5, '14d': { views: 6, engagement: 7 } },
    { video_id: 'p3', views_delta_7d: 8 },
  ],
};
const WHOAMI = { data: { type: 'whoami', organization_id: 'org-1', api_key_name: 'Breakouts' } };
const META = {
  data: { type: 'api_meta', status: 'current', deprecation: '2027-01-01', sunset: null },
};
const PROBLEM = {
  type: 'urn:creatoraudit:error:validation',
  title: 'Validation failed',
  status: 422,
  detail: 'The cursor is stale.',
  code: 'VALIDATION_ERROR',
  request_id: 'r-1',
  errors: [{ field: 'cursor', message: 'is stale' }],
};

const headerValue = fc.constantFrom(
  '',
  '0',
  '5',
  '-5',
  '600',
  '1795435260',
  '9'.repeat(400),
  'soon',
  KEY,
  'Mon, 23 Nov 2026 12:05:00 GMT',
);
const headers = fc.dictionary(
  fc.constantFrom(
    'Retry-After',
    'X-Request-ID',
    'X-RateLimit-Limit',
    'X-RateLimit-Remaining',
    'X-RateLimit-Reset',
    'Date',
    'Content-Type',
  ),
  headerValue,
);
const status = fc.oneof(
  { weight: 6, arbitrary: fc.constant(200) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(201, 302, 400, 401, 403, 404, 418, 422, 429, 500, 502, 503, 599),
  },
);

const REQUESTS = {
  accounts: (connection) => fetchAccountsPage(connection, { cursor: null, knownEtag: '"e"' }),
  page: (connection) =>
    fetchVideoPage(connection, { ...wholeList('videos'), cursor: null, includeTotal: true }),
  deltas: (connection) => fetchDeltas(connection, ['p1', 'p2', 'p3'], [7, 14], { method: 'POST' }),
  oneWindow: (connection) => fetchDeltas(connection, ['p1', 'p2', 'p3'], [7], { method: 'GET' }),
  whoami: checkKey,
  meta: fetchApiDeprecation,
} satisfies Record<
  string,
  (connection: ReturnType<typeof fakeConnection>) => Promise<Result<unknown>>
>;

function isCount(value: unknown): value is number {
  return value === null || (Number.isSafeInteger(value) && Number(value) >= 0);
}

/** A count as `row` surely says it: written as a number or in plain digits. */
function saidCount(row: Fields, field: string): number | null {
  const value = row[field];
  const count =
    typeof value === 'number' || (typeof value === 'string' && /^\d+$/.test(value))
      ? Number(value)
      : null;
  return isCount(count) ? count : null;
}

function checkPage(page: VideoPage, body: Fields): void {
  const rows = new Map((body.data as unknown[]).filter(isFields).map((row) => [row.id, row]));
  expect(page.rowsWithoutId + page.posts.length).toBeLessThanOrEqual(page.rowCount);
  expect(isCount(page.totalCount)).toBe(true);
  for (const post of page.posts) {
    const row = rows.get(post.id);
    if (row === undefined) throw new Error(`no row has the id ${post.id}`);
    expect(post.views).toBe(
      saidCount(row, 'view_count') ??
        saidCount(row, 'total_views') ??
        saidCount(row, 'play_count') ??
        saidCount(row, 'total_plays'),
    );
    expect([post.likes, post.comments, post.shares, post.saves]).toEqual(
      ['like_count', 'comment_count', 'share_count', 'saved_count'].map((field) =>
        saidCount(row, field),
      ),
    );
    for (const [time, said] of [
      [post.createdAt, row.create_time],
      [post.firstRefreshedAt, row.first_scrape_time],
      [post.lastRefreshedAt, row.last_scrape_time],
    ] as const) {
      if (time !== null) expect(time).toBe(Date.parse(said as string));
    }
    expect(post.url ?? 'https://www.instagram.com/p/').toMatch(
      /^https:\/\/www\.(instagram\.com\/p\/|tiktok\.com\/@)/,
    );
    if (post.caption !== null)
      expect(row.description).toMatch(new RegExp(`^${RegExp.escape(post.caption)}`));
  }
}

function checkDeltas({ byPost, notFound }: DeltasResponse, body: Fields): void {
  for (const [id, byWindow] of byPost) {
    expect(['p1', 'p2', 'p3']).toContain(id);
    for (const [days, { views, engagement }] of Object.entries(byWindow)) {
      expect(['7', '14']).toContain(days);
      expect(views === null || numbersIn(body).has(views)).toBe(true);
      expect(engagement === null || Number.isFinite(engagement)).toBe(true);
    }
  }
  for (const id of notFound) expect(['p1', 'p2', 'p3']).toContain(id);
  // A value in its documented place is parsed, whatever is around it.
  const inMap = isFields(body.data) && isFields(body.data.p1) ? body.data.p1['7d'] : undefined;
  if (
    Number.isSafeInteger(inMap) &&
    isFields(body.data) &&
    textOf(body.data.id) === null &&
    textOf(body.data.video_id) === null
  ) {
    expect(byPost.get('p1')?.[7]?.views).toBe(inMap);
  }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function numbersIn(value: unknown): Set<number> {
  const found = new Set<number>();
  JSON.stringify(value, (_, inner) => {
    if (typeof inner === 'number' || typeof inner === 'string') found.add(Number(inner) + 0);
    return inner;
  });
  return found;
}

/** JSON that keeps what maps hold. */
function allOf(outcome: unknown): string {
  return JSON.stringify(outcome, (_, value) => (value instanceof Map ? [...value] : value));
}

async function check(kind: keyof typeof REQUESTS, text: string, init: ResponseInit): Promise<void> {
  const outcome: Result<unknown> = await REQUESTS[kind](
    fakeConnection(() => new Response(text, init)),
  );
  expect(allOf(outcome)).not.toContain('CANARY');
  if (!outcome.ok) {
    const { title, detail, code, requestId, retryAfterMs } = problemSchema.parse(outcome.problem);
    for (const said of [title, detail, code, requestId])
      expect((said ?? '').length).toBeLessThanOrEqual(500);
    expect(retryAfterMs === null || retryAfterMs >= 0).toBe(true);
    return;
  }
  expect([200, 201]).toContain(init.status);
  const body = JSON.parse(text.replace(/^\ufeff/, '').replaceAll(KEY, '•••'));
  if (kind === 'page') checkPage(outcome.value as VideoPage, body);
  if (kind === 'deltas' || kind === 'oneWindow') checkDeltas(outcome.value as DeltasResponse, body);
}

it.each([
  ['page', PAGE],
  ['deltas', DELTAS_MAP],
  ['deltas', DELTAS_LIST],
  ['oneWindow', DELTAS_LIST],
  ['whoami', WHOAMI],
  ['meta', META],
  ['page', PROBLEM],
] as const)(
  `throws nothing, invents no figure and leaks no key in ${RESPONSES_OF_EACH} broken responses: %s`,
  async (kind, valid) => {
    await fc.assert(
      fc.asyncProperty(mutatedResponse(valid, KEY), status, headers, async (text, code, more) => {
        await check(kind, text, { status: code, headers: more });
      }),
      { numRuns: RESPONSES_OF_EACH },
    );
  },
  30_000,
);
