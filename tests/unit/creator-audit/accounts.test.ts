import { describe, expect, it } from 'vitest';
import { fetchAccountsPage } from '../../../utils/creator-audit/accounts.ts';
import { connectionAnswering, fakeConnection } from './fake-connection.ts';

const LAST = { has_next: false, next_cursor: null, limit: 200 };
const FIRST = { cursor: null, knownEtag: null };
const answering = (data: unknown, pagination: unknown = LAST) =>
  fetchAccountsPage(connectionAnswering({ data, pagination }), FIRST);

describe('fetchAccountsPage', () => {
  it('requests 200 accounts per page', async () => {
    const connection = connectionAnswering({ data: [], pagination: LAST });
    await fetchAccountsPage(connection, { cursor: 'c1', knownEtag: null });
    expect(connection.sent[0]?.url.href).toBe(
      'https://api.creatoraudit.com/v2/accounts?limit=200&cursor=c1',
    );
    expect(connection.sent[0]?.method).toBe('GET');
    await fetchAccountsPage(connection, FIRST);
    expect(connection.sent[1]?.url.search).toBe('?limit=200');
  });

  it('returns when each account was refreshed', async () => {
    const row = {
      id: 'x',
      platform: 'TikTok',
      last_scrape_time: '2026-11-23T10:00:00Z',
      unknown: 1,
    };
    expect(await answering([row], { has_next: true, next_cursor: 'c2' })).toMatchObject({
      ok: true,
      value: {
        isChanged: true,
        value: {
          accounts: [{ id: 'x', platform: 'tiktok', refreshedAt: Date.UTC(2026, 10, 23, 10) }],
          nextCursor: 'c2',
        },
      },
    });
  });

  it('returns the tags of each account as key and value', async () => {
    const tagsOf = async (metadata: unknown) => {
      const answer = await answering([{ id: 'x', metadata }]);
      return answer.ok && answer.value.isChanged ? answer.value.value.accounts[0]?.tags : undefined;
    };
    expect(await tagsOf({ team: 'A', year: 2026, vip: true, markets: ['DE', 'AT'] })).toEqual([
      ...['team: A', 'year: 2026', 'vip', 'markets: DE', 'markets: AT'],
    ]);
    expect(
      await tagsOf({ no: false, empty: '', nested: { a: 'b' }, long: 'x'.repeat(90) }),
    ).toEqual([]);
    const longest = `a: ${'x'.repeat(77)}`;
    expect(await tagsOf({ a: 'x'.repeat(77), b: 'x'.repeat(78) })).toEqual([longest]);
    const many = Object.fromEntries(Array.from({ length: 25 }, (_, key) => [`k${key}`, 'v']));
    expect(await tagsOf(many)).toHaveLength(20);
    for (const odd of [undefined, null, 'text', 7, ['a']]) expect(await tagsOf(odd)).toEqual([]);
  });

  it.each([
    ['@ada', 'ada'],
    ['ada@home', 'ada@home'],
    ['@', null],
  ])('returns the user name %s as %s', async (username, name) => {
    const answer = await answering([{ id: 'x', username }]);
    expect(answer).toMatchObject({ value: { value: { accounts: [{ username: name }] } } });
  });

  it('returns the profile of each account', async () => {
    const row = {
      ...{
        id: 'x',
        username: '@Wild.Kitchen',
        creator_name: 'Ada',
        category: 'Food',
        follower_count: '1200',
      },
      ...{ is_active: false, is_unavailable: true, last_scrape_time: 1_795_428_000 },
      ...{
        post_lookback_days: 90,
        effective_post_lookback_days: 30,
        max_recent_posts_per_account: 50,
      },
    };
    expect(await answering([row])).toMatchObject({
      value: {
        value: {
          accounts: [
            {
              ...{
                id: 'x',
                username: 'Wild.Kitchen',
                creatorName: 'Ada',
                category: 'Food',
                followerCount: 1200,
              },
              ...{ isActive: false, isUnavailable: true, refreshedAt: Date.UTC(2026, 10, 23, 10) },
              ...{ postLookbackDays: 30, maxRecentPosts: 50 },
            },
          ],
        },
      },
    });
  });

  it('assumes an active and available account when the API gives no status', async () => {
    const odd = { is_active: 'no', is_unavailable: 'no', follower_count: -1, username: '@' };
    expect(await answering([{ id: 'x' }, { id: 'y', ...odd }])).toMatchObject({
      value: {
        value: {
          accounts: [
            { isActive: true, isUnavailable: false, followerCount: null, username: null },
            { isActive: true, isUnavailable: false, followerCount: null, username: null },
          ],
        },
      },
    });
  });

  it('requires only the id of a row, and skips rows without one', async () => {
    expect(
      await answering([
        { id: 'x' },
        { platform: 'tiktok' },
        null,
        'x',
        { id: 'y', last_scrape_time: 7 },
      ]),
    ).toMatchObject({
      value: {
        value: {
          accounts: [
            { id: 'x', platform: null, refreshedAt: null },
            { id: 'y', platform: null, refreshedAt: null },
          ],
        },
      },
    });
  });

  it.each([
    [{ data: {}, pagination: LAST }],
    [{ data: [] }],
    [{ data: [], pagination: { has_next: true, next_cursor: null } }],
  ])('rejects a response that is %j', async (json) => {
    const outcome = await fetchAccountsPage(connectionAnswering(json), FIRST);
    expect(outcome).toMatchObject({ ok: false, problem: { kind: 'unexpected-response' } });
  });
});

describe('fetchAccountsPage, known page', () => {
  const answer = (status: number, headers: Record<string, string> = {}) =>
    fakeConnection(
      async () =>
        new Response(status === 304 ? null : JSON.stringify({ data: [], pagination: LAST }), {
          status,
          headers,
        }),
    );

  it('sends the ETag and accepts a 304', async () => {
    const connection = answer(304);
    const outcome = await fetchAccountsPage(connection, { cursor: null, knownEtag: '"abc"' });
    expect(outcome).toMatchObject({ ok: true, value: { isChanged: false } });
    expect(new Headers(connection.sent[0]?.headers).get('If-None-Match')).toBe('"abc"');
  });

  it('returns the new ETag of a page that has changed', async () => {
    const outcome = await fetchAccountsPage(answer(200, { ETag: '"new"' }), {
      cursor: null,
      knownEtag: '"abc"',
    });
    expect(outcome).toMatchObject({ ok: true, value: { isChanged: true, etag: '"new"' } });
  });

  it('rejects a 304 without a known page', async () => {
    expect(await fetchAccountsPage(answer(304), FIRST)).toMatchObject({ ok: false });
  });

  it('discards an ETag that contains the key or is too long', async () => {
    const { key } = answer(200);
    for (const etag of [`"${key}"`, `"${'x'.repeat(300)}"`]) {
      expect(await fetchAccountsPage(answer(200, { ETag: etag }), FIRST)).toMatchObject({
        value: { etag: null },
      });
    }
  });
});
