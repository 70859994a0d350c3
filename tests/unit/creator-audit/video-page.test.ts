import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fetchVideoPage,
  type VideoPage,
  wholeList,
} from '../../../utils/creator-audit/video-page.ts';
import { connectionAnswering, connectionRefusing, fakeConnection } from './fake-connection.ts';
import { fullRow } from './full-row.ts';

const FIRST = { ...wholeList('videos'), cursor: null, includeTotal: true } as const;
const LAST_PAGE = { has_next: false, next_cursor: null, limit: 200 };

async function pageFrom(json: unknown): Promise<VideoPage> {
  const outcome = await fetchVideoPage(connectionAnswering(json), FIRST);
  if (!outcome.ok) throw new Error(`expected a page, not ${JSON.stringify(outcome.problem)}`);
  return outcome.value;
}

describe('request for a slice of a list', () => {
  const EMPTY = { data: [], pagination: LAST_PAGE };
  const part = { ...wholeList('account-videos'), cursor: null, includeTotal: false };

  it.each([
    ['an account', { accountId: 'acc-1' }, 'account_id=acc-1'],
    ['a platform', { platform: 'tiktok' }, 'platform=tiktok'],
    ['its latest posts first', { order: 'latest-first' }, 'order_by=added_at&order_direction=desc'],
    [
      'its earliest posts first',
      { order: 'earliest-first' },
      'order_by=added_at&order_direction=asc',
    ],
  ] as const)('sends the filter or order for %s', async (_, changes, query) => {
    const connection = connectionAnswering(EMPTY);
    await fetchVideoPage(connection, { ...part, ...changes });
    expect(connection.sent[0]?.url.search).toBe(`?limit=200&${query}`);
  });

  const rowOf = (account_id: string | null, platform: string | null) => ({
    id: 'a',
    account_id,
    platform,
  });
  it.each([
    ['rows of the account', { accountId: 'x' }, rowOf('x', 'tiktok'), undefined, true],
    ['a row of another account', { accountId: 'x' }, rowOf('y', 'tiktok'), undefined, false],
    ['a row of no account', { accountId: 'x' }, rowOf(null, 'tiktok'), undefined, false],
    [
      'a row of another platform',
      { platform: 'tiktok' },
      rowOf('x', 'instagram'),
      undefined,
      false,
    ],
    [
      'rows of the platform, in other letters',
      { platform: 'tiktok' },
      rowOf('x', 'TikTok'),
      undefined,
      true,
    ],
    ['an echo of the filter', { accountId: 'x' }, rowOf('x', null), { account_id: 'x' }, true],
    ['an echo without the filter', { accountId: 'x' }, rowOf('x', null), {}, false],
    [
      'an echo of another filter',
      { platform: 'tiktok' },
      rowOf('x', 'tiktok'),
      { platform: 'instagram' },
      false,
    ],
    [
      'an echo in capitals',
      { platform: 'tiktok' },
      rowOf('x', 'tiktok'),
      { platform: 'TikTok' },
      true,
    ],
    [
      'an echo without the platform',
      { platform: 'tiktok' },
      rowOf('x', 'tiktok'),
      { platform: null },
      false,
    ],
    ['no filter asked for', {}, rowOf('y', null), {}, true],
  ] as const)(
    'detects with %s whether the API applies the filter',
    async (_, changes, row, filters, isFiltered) => {
      const connection = connectionAnswering({ data: [row], pagination: LAST_PAGE, filters });
      const outcome = await fetchVideoPage(connection, { ...part, ...changes });
      expect(outcome).toMatchObject({ ok: true, value: { isFiltered } });
    },
  );
});

describe('request for a page of videos', () => {
  it('asks for 200 rows, and for the total with the first page only', async () => {
    const connection = connectionAnswering({ data: [], pagination: LAST_PAGE });
    await fetchVideoPage(connection, {
      ...wholeList('account-videos'),
      cursor: null,
      includeTotal: true,
    });
    expect(connection.sent[0]?.url.href).toBe(
      'https://api.creatoraudit.com/v2/account-videos?limit=200&include_total=true',
    );
  });

  it('repeats the cursor of the page before unchanged', async () => {
    const connection = connectionAnswering({ data: [], pagination: LAST_PAGE });
    await fetchVideoPage(connection, {
      ...wholeList('videos'),
      cursor: 'b64+/==&limit=1',
      includeTotal: false,
    });
    expect(connection.sent[0]?.url.pathname).toBe('/v2/videos');
    expect([...(connection.sent[0]?.url.searchParams ?? [])]).toEqual([
      ['limit', '200'],
      ['cursor', 'b64+/==&limit=1'],
    ]);
  });

  it('returns the problem when the API refuses, such as a stale cursor', async () => {
    const outcome = await fetchVideoPage(connectionRefusing(422, 'VALIDATION_ERROR'), {
      ...FIRST,
      cursor: 'old',
    });
    expect(outcome).toMatchObject({ ok: false, problem: { kind: 'validation' } });
  });
});

describe('page of videos', () => {
  it('contains posts, a total and the next cursor', async () => {
    const page = await pageFrom({
      data: [fullRow('p1'), fullRow('p2')],
      pagination: { has_next: true, next_cursor: 'c2', limit: 200, total_count: 431 },
      filters: {},
    });
    expect(page).toMatchObject({
      rowCount: 2,
      rowsWithoutId: 0,
      nextCursor: 'c2',
      totalCount: 431,
    });
    expect(page.posts.map(({ id }) => id)).toEqual(['p1', 'p2']);
  });

  it('accepts an empty page', async () => {
    expect(await pageFrom({ data: [], pagination: LAST_PAGE })).toEqual({
      posts: [],
      isFiltered: true,
      rowCount: 0,
      rowsWithoutId: 0,
      nextCursor: null,
      totalCount: null,
    });
  });

  it('is the last one when has_more is false, whatever its cursor', async () => {
    expect(
      (await pageFrom({ data: [], pagination: { has_next: false, next_cursor: 'c2' } })).nextCursor,
    ).toBeNull();
  });

  it('counts and skips rows without an id', async () => {
    const page = await pageFrom({
      data: [{ id: 'p1' }, { view_count: 5 }, null, 'p3', { id: 4 }],
      pagination: LAST_PAGE,
    });
    expect(page).toMatchObject({ rowCount: 5, rowsWithoutId: 4 });
    expect(page.posts.map(({ id }) => id)).toEqual(['p1']);
  });

  it('keeps the later of two rows with the same id', async () => {
    const page = await pageFrom({
      data: [{ id: 'p1', view_count: 1 }, { id: 'p2' }, { id: 'p1', view_count: 2 }],
      pagination: LAST_PAGE,
    });
    expect(page.posts.map(({ id, views }) => [id, views])).toEqual([
      ['p1', 2],
      ['p2', null],
    ]);
    expect(page).toMatchObject({ rowCount: 3, rowsWithoutId: 0 });
  });

  it('ignores an invalid total', async () => {
    const totals = [-1, 'many', null, {}, 1.5].map(async (total_count) => {
      return (await pageFrom({ data: [], pagination: { ...LAST_PAGE, total_count } })).totalCount;
    });
    expect(await Promise.all(totals)).toEqual([null, null, null, null, null]);
  });
});

describe('page of videos without a clear end', () => {
  it.each([
    ['no pagination', undefined],
    ['an empty pagination', {}],
    ['a pagination of the wrong type', 'next'],
    ['an end in words', { has_next: 'false', next_cursor: null }],
    ['no cursor', { has_next: true }],
    ['a null cursor', { has_next: true, next_cursor: null }],
    ['an empty cursor', { has_next: true, next_cursor: '' }],
    ['a cursor of the wrong type', { has_next: true, next_cursor: 17 }],
    ['a cursor too long for a URL', { has_next: true, next_cursor: 'c'.repeat(5000) }],
  ])(
    'is rejected (%s), because half a library must not pass for the whole',
    async (_, pagination) => {
      const connection = connectionAnswering({ data: [{ id: 'p1' }], pagination });
      expect(await fetchVideoPage(connection, FIRST)).toMatchObject({
        ok: false,
        problem: { kind: 'unexpected-response' },
      });
    },
  );

  it.each([undefined, null, {}, 'rows', { p1: { id: 'p1' } }])(
    'is rejected with %j as its rows',
    async (data) => {
      const connection = connectionAnswering({ data, pagination: LAST_PAGE });
      expect(await fetchVideoPage(connection, FIRST)).toMatchObject({
        ok: false,
        problem: { kind: 'unexpected-response' },
      });
    },
  );
});

it('paging by cursors returns every post of any list', async () => {
  const row = fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({ id: fc.integer({ min: 0, max: 30 }).map((n) => `p${n}`) }),
    },
    { weight: 1, arbitrary: fc.constantFrom({}, { id: null }, { id: 3 }, null) },
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(row, { maxLength: 6 }), { minLength: 1, maxLength: 8 }),
      async (pages) => {
        const connection = fakeConnection(({ url }) => {
          const index = Number(url.searchParams.get('cursor') ?? 0);
          const has_next = index + 1 < pages.length;
          return Response.json({
            data: pages[index],
            pagination: { has_next, next_cursor: has_next ? String(index + 1) : null },
          });
        });
        const ids = new Set<string>();
        let rowsWithoutId = 0;
        let cursor: string | null = null;
        do {
          const outcome = await fetchVideoPage(connection, {
            ...wholeList('videos'),
            cursor,
            includeTotal: cursor === null,
          });
          if (!outcome.ok) throw new Error(outcome.problem.kind);
          for (const { id } of outcome.value.posts) ids.add(id);
          rowsWithoutId += outcome.value.rowsWithoutId;
          cursor = outcome.value.nextCursor;
        } while (cursor !== null);

        const rows: (Record<string, unknown> | null)[] = pages.flat();
        const usable = rows.map((one) => one?.id).filter((id) => typeof id === 'string');
        expect(ids).toEqual(new Set(usable));
        expect(rowsWithoutId).toBe(rows.length - usable.length);
        expect(connection.sent).toHaveLength(pages.length);
      },
    ),
    { numRuns: 60 },
  );
});
