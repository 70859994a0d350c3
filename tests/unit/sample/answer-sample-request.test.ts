import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fetchAccountsPage } from '../../../utils/creator-audit/accounts.ts';
import { checkKey } from '../../../utils/creator-audit/check-key.ts';
import { fetchDeltas } from '../../../utils/creator-audit/deltas.ts';
import type { Connection } from '../../../utils/creator-audit/http/connection.ts';
import { fetchOverview } from '../../../utils/creator-audit/overview.ts';
import { fetchVideoPage, wholeList } from '../../../utils/creator-audit/video-page.ts';
import {
  answerSampleRequest,
  createSampleKey,
  sampleStartOf,
} from '../../../utils/sample/answer-sample-request.ts';
import { sampleLibrarySchema, samplePosts } from '../../../utils/sample/sample-library.ts';
import { SAMPLE_ORGANIZATION } from '../../../utils/state/sample-owner.ts';
import { DAY, HOUR, NOW } from '../../builders/time.ts';

const FILE = join(import.meta.dirname, '../../../public/sample.json');
const library = sampleLibrarySchema.parse(JSON.parse(readFileSync(FILE, 'utf8')));

/** The API's client over the sample, at a time. */
function connectionAt(now: number): Connection {
  return {
    key: createSampleKey(NOW),
    now: () => now,
    isOnline: () => true,
    hasAccess: async () => true,
    fetch: async (url, { body }) =>
      answerSampleRequest(library, NOW, now, { url, body: typeof body === 'string' ? body : null }),
  };
}

async function allPosts(now: number) {
  const first = await fetchVideoPage(connectionAt(now), {
    ...wholeList('account-videos'),
    cursor: null,
    includeTotal: true,
  });
  if (!first.ok) throw new Error(first.problem.kind);
  const { posts, nextCursor, totalCount } = first.value;
  if (nextCursor === null) return { posts, totalCount };
  const second = await fetchVideoPage(connectionAt(now), {
    ...wholeList('account-videos'),
    cursor: nextCursor,
    includeTotal: false,
  });
  if (!second.ok) throw new Error(second.problem.kind);
  expect(second.value.nextCursor).toBeNull();
  return { posts: [...posts, ...second.value.posts], totalCount };
}

describe('answerSampleRequest', () => {
  it('returns the owner of the key', async () => {
    const owner = await checkKey(connectionAt(NOW));
    expect(owner).toMatchObject({ ok: true, value: { organizationId: SAMPLE_ORGANIZATION } });
  });

  it('lists the accounts and all their posts, over two pages where one is too small', async () => {
    const accounts = await fetchAccountsPage(connectionAt(NOW), { cursor: null, knownEtag: null });
    expect(accounts.ok && accounts.value.isChanged && accounts.value.value.accounts).toHaveLength(
      library.accounts.length,
    );
    const { posts, totalCount } = await allPosts(NOW + 30 * DAY);
    expect(posts).toHaveLength(totalCount ?? 0);
    expect(new Set(posts.map(({ id }) => id)).size).toBe(posts.length);
    const now = NOW + 30 * DAY;
    const createdAt = new Map(
      samplePosts(library, NOW, now).map((post) => [post.id, post.createdAt]),
    );
    for (const post of posts) {
      expect(post.createdAt).toBe(createdAt.get(post.id));
      expect(post.lastRefreshedAt).toBe(Math.floor(now / HOUR) * HOUR);
      for (const count of [post.comments, post.shares, post.saves])
        expect(count).toBeLessThanOrEqual(post.likes ?? 0);
      expect(post.likes).toBeLessThanOrEqual(post.views ?? 0);
    }
  });

  it('lists the posts of one account only where these are asked for', async () => {
    const page = { ...wholeList('account-videos'), cursor: null, includeTotal: true };
    const answer = await fetchVideoPage(connectionAt(NOW), {
      ...page,
      accountId: 'sample-account-2',
    });
    if (!answer.ok) throw new Error(answer.problem.kind);
    const { posts, totalCount, isFiltered } = answer.value;
    const own = samplePosts(library, NOW, NOW).filter(({ account }) => account === 2);
    expect(posts.map(({ id }) => id).sort()).toEqual(own.map(({ id }) => id).sort());
    expect(totalCount).toBe(own.length);
    expect(isFiltered).toBe(true);
  });

  it.each([
    ['latest-first', -1],
    ['earliest-first', 1],
  ] as const)('lists the posts in the order that is asked for: %s', async (order, sign) => {
    const page = { ...wholeList('account-videos'), cursor: null, includeTotal: false };
    const answer = await fetchVideoPage(connectionAt(NOW), { ...page, order });
    const times = answer.ok ? answer.value.posts.map(({ createdAt }) => createdAt ?? 0) : [];
    expect(times.length).toBeGreaterThan(100);
    expect(times).toEqual(times.toSorted((a, b) => sign * (a - b)));
  });

  it('has no second page where the first has room for all posts', async () => {
    const { length } = samplePosts(library, NOW, NOW);
    const answers = [length - 1, length].map((limit) =>
      answerSampleRequest(library, NOW, NOW, {
        url: `https://api.creatoraudit.com/v2/account-videos?limit=${limit}`,
        body: null,
      }).json(),
    );
    expect(await Promise.all(answers)).toMatchObject([
      { pagination: { has_next: true } },
      { pagination: { has_next: false, next_cursor: null } },
    ]);
  });

  it('has no posts that are tracked one by one', async () => {
    const page = { ...wholeList('videos'), cursor: null, includeTotal: true };
    const answer = await fetchVideoPage(connectionAt(NOW), page);
    expect(answer).toMatchObject({ ok: true, value: { rowCount: 0, totalCount: 0 } });
  });

  it('lists the posts of active accounts', async () => {
    const answer = await fetchAccountsPage(connectionAt(NOW), { cursor: null, knownEtag: null });
    const accounts = answer.ok && answer.value.isChanged ? answer.value.value.accounts : [];
    expect(accounts.every(({ isActive }) => isActive)).toBe(true);
  });

  it('has no address that a browser could follow', async () => {
    const { posts } = await allPosts(NOW);
    expect(posts.every(({ url, coverUrl }) => url === null && coverUrl === null)).toBe(true);
  });

  it('gives gains that add up to the views', async () => {
    const { posts } = await allPosts(NOW);
    const ids = posts.slice(0, 150).map(({ id }) => id);
    const deltas = await fetchDeltas(connectionAt(NOW), ids, [7, 365], { method: 'POST' });
    if (!deltas.ok) throw new Error(deltas.problem.kind);
    for (const id of ids) {
      const { views } = posts.find((post) => post.id === id) ?? {};
      const gains = deltas.value.byPost.get(id);
      expect(gains?.[365]?.views).toBe(views);
      expect(gains?.[7]?.views).toBeLessThanOrEqual(views ?? 0);
      // A like in 20 to 11 views, and a tenth as many comments, shares and saves.
      const rate = (gains?.[365]?.engagement ?? 0) / (views ?? 1);
      if ((views ?? 0) > 1000) expect(Math.abs(rate - 0.077)).toBeLessThan(0.0225);
    }
  });

  it('gives gains of the posts that are asked for, and no others', async () => {
    const answer = answerSampleRequest(library, NOW, NOW, {
      url: 'https://api.creatoraudit.com/v2/videos/deltas',
      body: JSON.stringify({ video_ids: ['sample-0-1', 'sample-9-9'], windows: [7] }),
    });
    const { data } = (await answer.json()) as { readonly data: object };
    expect(Object.keys(data)).toEqual(['sample-0-1']);
  });

  it('gives the figures of the organization as the API does', async () => {
    const answer = await fetchOverview(connectionAt(NOW), '7d');
    if (!answer.ok) throw new Error(answer.problem.kind);
    const refreshedAt = Math.floor(NOW / HOUR) * HOUR;
    const gained = samplePosts(library, NOW, refreshedAt).reduce(
      (sum, { viewsAt }) => sum + viewsAt(refreshedAt) - viewsAt(refreshedAt - 7 * DAY),
      0,
    );
    expect(gained).toBeGreaterThan(0);
    expect(answer.value).toMatchObject({ period: '7d', views: gained });
    expect(answer.value.engagementRate).toBeGreaterThan(5.5);
    expect(answer.value.engagementRate).toBeLessThan(9.9);
  });

  it.each(['7d', '30d'] as const)(
    'compares the figures of %s with those before',
    async (period) => {
      const days = Number.parseInt(period, 10);
      const viewsAt = async (end: number) => {
        const answer = await fetchOverview(connectionAt(end), period);
        return answer.ok ? answer.value : null;
      };
      const [now, before] = [await viewsAt(NOW), await viewsAt(NOW - days * DAY)];
      const change = ((now?.views ?? 0) / (before?.views ?? 0) - 1) * 100;
      expect(now?.viewsChange).toBeCloseTo(change, 1);
    },
  );

  it('has an engagement rate of 0 where there are no views', async () => {
    const answer = await fetchOverview(connectionAt(NOW - 365 * DAY), '7d');
    expect(answer).toMatchObject({ ok: true, value: { views: 0, engagementRate: 0 } });
  });

  it('refuses what the API does not have', () => {
    const answer = answerSampleRequest(library, NOW, NOW, {
      url: 'https://api.creatoraudit.com/v2/elsewhere',
      body: null,
    });
    expect(answer.status).toBe(404);
  });
});

describe('sampleStartOf', () => {
  it('knows the key of a sample, and no other', () => {
    expect(sampleStartOf(createSampleKey(NOW))).toBe(NOW);
    expect(sampleStartOf('ca_live_0123456789')).toBeNull();
  });
});
