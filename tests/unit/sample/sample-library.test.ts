import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
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

const FILE = readFileSync(join(import.meta.dirname, '../../../public/sample.json'));
const library = sampleLibrarySchema.parse(JSON.parse(FILE.toString()));

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

describe('sample library', () => {
  it('weighs at most 12 kB gzip', () => {
    expect(gzipSync(FILE).length).toBeLessThanOrEqual(12_000);
  });

  it('has posts of every account, and each breakout is of an account that exists', () => {
    const posts = samplePosts(library, NOW, NOW);
    expect(posts.length).toBeGreaterThan(100);
    expect(new Set(posts.map(({ account }) => account)).size).toBe(library.accounts.length);
    for (const { account } of library.breakouts) {
      expect(library.accounts[account]).toBeDefined();
    }
  });

  it('is the same whenever it is asked for', () => {
    const [first] = samplePosts(library, NOW, NOW);
    const again = samplePosts(library, NOW, NOW + 20 * DAY).find(({ id }) => id === first?.id);
    expect(again?.caption).toBe(first?.caption);
    expect(again?.createdAt).toBe(first?.createdAt);
    expect(again?.viewsAt(NOW)).toBe(first?.viewsAt(NOW));
  });

  it('grows with the clock: views only rise, and new posts come', () => {
    const before = samplePosts(library, NOW, NOW);
    const after = samplePosts(library, NOW, NOW + 5 * DAY);
    expect(after.length).toBeGreaterThan(before.length);
    for (const post of after) {
      expect(post.viewsAt(NOW + 5 * DAY)).toBeGreaterThanOrEqual(post.viewsAt(NOW + HOUR));
      expect(post.viewsAt(post.createdAt)).toBe(0);
    }
  });

  it('has posts from their creation on', () => {
    const [post] = samplePosts(library, NOW, NOW + DAY).filter(({ createdAt }) => createdAt > NOW);
    const idsAt = (now: number) => samplePosts(library, NOW, now).map(({ id }) => id);
    expect(post).toBeDefined();
    expect(idsAt(post?.createdAt ?? 0)).toContain(post?.id);
    expect(idsAt((post?.createdAt ?? 0) - 1)).not.toContain(post?.id);
  });

  it('lets the described posts take off when and as far as described, and no others', () => {
    const end = NOW + 60 * DAY;
    const posts = samplePosts(library, NOW, end);
    const usual = samplePosts({ ...library, breakouts: [] }, NOW, end);
    const viewsOf = (all: typeof posts, id: string | undefined, time: number) =>
      all.find((post) => post.id === id)?.viewsAt(time) ?? 0;
    const boosted = library.breakouts.map(({ account, age, hour, times }) => {
      const at = NOW + hour * HOUR;
      const createdAt = at - age * DAY;
      const [post] = usual
        .filter((other) => other.account === account)
        .sort((a, b) => Math.abs(a.createdAt - createdAt) - Math.abs(b.createdAt - createdAt));
      const boost = (time: number) =>
        viewsOf(posts, post?.id, time) - viewsOf(usual, post?.id, time);
      expect(boost(at)).toBe(0);
      const expected = times * (library.accounts[account]?.usualViews ?? 0);
      expect(boost(at + 20 * DAY) / expected).toBeCloseTo(1, 2);
      return post?.id;
    });
    const changed = usual.filter(
      ({ id, viewsAt }) => Math.abs(viewsOf(posts, id, end) - viewsAt(end)) > 1,
    );
    expect(changed.map(({ id }) => id).sort()).toEqual([...boosted].sort());
  });

  it('gives a post most of its views within days', () => {
    const [post] = samplePosts({ ...library, breakouts: [] }, NOW, NOW);
    const { createdAt = 0, viewsAt = () => 0 } = post ?? {};
    const share = viewsAt(createdAt + 2 * DAY) / viewsAt(createdAt + 20 * DAY);
    expect(share).toBeGreaterThan(0.5);
    expect(share).toBeLessThan(0.7);
  });
});

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
    }
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
    expect(answer.value.viewsChange).toEqual(expect.any(Number));
    expect(answer.value.engagementRate).toBeGreaterThan(0);
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
