import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Post } from '../../../utils/breakouts/model/post.ts';
import type { PostDetails } from '../../../utils/breakouts/output/ranked-post.ts';
import { aPost } from '../../builders/post.ts';
import { settingsWith } from '../../builders/settings.ts';
import { DAY, HOUR, NOW } from '../../builders/time.ts';
import { aPublicationHead } from '../../builders/window-ranking.ts';

const storage = vi.hoisted(() => ({ publish: vi.fn() }));
const history = vi.hoisted(() => ({ loadSparklines: vi.fn() }));
vi.mock('../../../utils/storage/published-rankings.ts', () => storage);
vi.mock('../../../entrypoints/background/history-deltas.ts', () => history);

const { DeltaTable } = await import('../../../utils/breakouts/model/delta-table.ts');
const { PUBLISHED_CAPTION_LENGTH } = await import('../../../utils/breakouts/model/post.ts');
const { rankAndPublish, rankingRuleOf } = await import(
  '../../../entrypoints/background/rank-and-publish.ts'
);
const { flagsStore, publicationStore } = await import('../../../utils/storage/stored-values.ts');

const SETTINGS = settingsWith({ lookbackDays: 7 });
const SERIES = { from: NOW - DAY, to: NOW, values: [0, 1] };
const PROFILE = {
  ...{ platform: 'instagram', username: 'someone', creatorName: 'Some One', category: 'Food' },
  ...{ tags: ['paid'], followerCount: 1200, isActive: true, isUnavailable: false },
  ...{ postLookbackDays: 30, maxRecentPosts: 50 },
};
const TEXT = { caption: 'long'.repeat(PUBLISHED_CAPTION_LENGTH), url: 'https://a/', coverUrl: 'b' };

/** Ranks posts of an own account each, as a first sync does, and returns what is published. */
async function detailsOf(
  posts: readonly Post[],
  { profile = null as typeof PROFILE | null, text = undefined as typeof TEXT | undefined } = {},
): Promise<PostDetails[]> {
  const profiles = new Map(profile === null ? [] : [['account', profile]]);
  const library = {
    posts,
    damaged: [],
    isTrackedAlone: () => false,
    textsOf: async () => new Map(text === undefined ? [] : posts.map((_, row) => [row, text])),
    deltasOf: async (windows: readonly number[]) => ({
      deltas: new DeltaTable(posts, windows),
      notFound: 0,
      damaged: [],
    }),
  };
  await rankAndPublish(
    {
      posts: library,
      ...{ trackingOf: profiles, rowsWithoutId: 0 },
      profilesOf: async (keys) => new Map([...profiles].filter(([key]) => keys.has(key))),
    },
    { run: 'r', isPartial: true, completedAt: NOW, lookbackDays: 7 },
    SETTINGS,
    [],
  );
  const [, , published] = storage.publish.mock.lastCall ?? [];
  return posts.map((_, row) => published(row));
}

beforeEach(() => {
  fakeBrowser.reset();
  history.loadSparklines.mockResolvedValue(new Map());
});

describe('rankAndPublish', () => {
  it('publishes a post with its texts, its creator and its chart', async () => {
    history.loadSparklines.mockResolvedValue(new Map([['a', SERIES]]));
    const post = aPost({ id: 'a', createdAt: NOW - 3 * DAY, lastRefreshedAt: NOW - HOUR });
    const [details] = await detailsOf([post], { profile: PROFILE, text: TEXT });
    expect(details).toMatchObject({
      ...{ id: 'a', platform: 'instagram', accountKey: 'account', accountName: 'someone' },
      ...{ createdAt: NOW - 3 * DAY, lastRefreshedAt: NOW - HOUR, views: 1000 },
      ...{ creatorName: 'Some One', category: 'Food', tags: ['paid'], followers: 1200 },
      ...{ url: 'https://a/', coverUrl: 'b', series: SERIES },
    });
    expect(details?.caption?.startsWith('longlong')).toBe(true);
    expect(details?.caption?.length).toBe(PUBLISHED_CAPTION_LENGTH);
  });

  it('publishes a post of which neither texts nor creator are known', async () => {
    const [details] = await detailsOf([aPost({ id: 'a' })]);
    expect(details).toMatchObject({
      ...{ creatorName: null, category: null, tags: [], followers: null },
      ...{ caption: null, url: null, coverUrl: null, series: null },
      ...{ flaggedAt: null, endedAt: null },
    });
  });

  it('has the account of a post that was flagged before, although no list shows it', async () => {
    const post = aPost({ id: 'a', isUnavailable: true, views: null, lastRefreshedAt: null });
    const creator = async () => (await detailsOf([post], { profile: PROFILE }))[0]?.creatorName;
    expect(await creator()).toBeNull();
    const flag = { id: 'a', kind: 'new-hit' as const, firstFlaggedAt: NOW - DAY, endedAt: null };
    await flagsStore.write({ rule: 'another', posts: [flag, { ...flag, id: 'gone' }] });
    expect(await creator()).toBe('Some One');
  });

  it('publishes when a post was first flagged, and when that ended', async () => {
    const now = Date.now();
    const kind = 'new-hit' as const;
    const posts = [
      { id: 'ended', kind, firstFlaggedAt: now - 3 * DAY, endedAt: now - DAY },
      { id: 'ends now', kind, firstFlaggedAt: now - 2 * DAY, endedAt: null },
    ];
    await flagsStore.write({ rule: rankingRuleOf(7, SETTINGS), posts });
    const [ended, endsNow] = await detailsOf(posts.map(({ id }) => aPost({ id })));
    expect(ended).toMatchObject({ flaggedAt: now - 3 * DAY, endedAt: now - DAY });
    expect(endsNow).toMatchObject({ flaggedAt: now - 2 * DAY });
    expect(endsNow?.endedAt).toBeGreaterThanOrEqual(now);
  });

  it.each([
    ['goes on looking since then', 7, NOW - 9 * DAY],
    ['begins anew, and remembers no breakout of', 14, null],
  ])('%s under the rule of a look-back window of %s days', async (_, days, expected) => {
    const now = Date.now();
    const known = { id: 'p', kind: 'new-hit' as const, firstFlaggedAt: now - DAY, endedAt: null };
    await flagsStore.write({ rule: rankingRuleOf(days, SETTINGS), posts: [known] });
    await publicationStore.write(aPublicationHead({ lookingSince: NOW - 9 * DAY }));
    const [details] = await detailsOf([aPost({ id: 'p' })]);
    const { lookingSince } = storage.publish.mock.lastCall?.[0] ?? {};
    if (expected === null) expect(lookingSince).toBeGreaterThanOrEqual(now);
    else expect(lookingSince).toBe(expected);
    expect(details?.flaggedAt).toBe(expected === null ? null : now - DAY);
  });
});
