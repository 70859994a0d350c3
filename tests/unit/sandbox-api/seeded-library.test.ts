import { afterEach, describe, expect, test } from 'vitest';
import {
  type Sandbox,
  type SandboxOptions,
  startSandboxApi,
} from '../../sandbox-api/start-sandbox-api.ts';
import type { VideoRow } from '../../sandbox-api/video-row.ts';

const START = Date.UTC(2026, 10, 20, 12);
const DAY = 86_400_000;

let sandbox: Sandbox;

async function start(options: SandboxOptions = {}): Promise<Sandbox> {
  sandbox = await startSandboxApi({ now: () => START, posts: 2000, ...options });
  return sandbox;
}

afterEach(async () => {
  await sandbox.close();
});

/** Every row of a list, over HTTP, page by page. */
async function listed(list: string): Promise<VideoRow[]> {
  const rows: VideoRow[] = [];
  for (let cursor = ''; ; ) {
    const answer = await fetch(`${sandbox.url}/v2/${list}?limit=200${cursor}`, {
      headers: { authorization: `Bearer ${sandbox.key}` },
    });
    const page = (await answer.json()) as {
      data: VideoRow[];
      pagination: { next_cursor: string | null };
    };
    rows.push(...page.data);
    if (page.pagination.next_cursor === null) return rows;
    cursor = `&cursor=${page.pagination.next_cursor}`;
  }
}

const byId = (rows: readonly VideoRow[]) => rows.toSorted((a, b) => (a.id < b.id ? -1 : 1));

/** Counts the posts of each account. */
function postsByAccount(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const post of sandbox.data.posts('account-videos')) {
    const id = post.account?.id ?? '';
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

test('seeded library has the requested number of posts, accounts and single videos', async () => {
  await start({ posts: 777, accounts: 30, trackedVideos: 12 });
  expect(sandbox.data.posts('account-videos')).toHaveLength(777);
  expect(sandbox.data.posts('videos')).toHaveLength(12);
  expect(sandbox.data.accounts).toHaveLength(30);
});

test.each([0, 1, 2])('seeded library accepts as few as %i posts', async (posts) => {
  await start({ posts, trackedVideos: 0 });
  expect(await listed('account-videos')).toHaveLength(posts);
});

test('seeded library is listed over HTTP exactly as in its data', async () => {
  await start();
  for (const list of ['account-videos', 'videos'] as const) {
    expect(byId(await listed(list))).toEqual(byId(sandbox.data.rows(list)));
  }
});

test('seeded library is the same for the same seed, and different for another', async () => {
  const libraries = [];
  for (const seed of [1, 1, 2]) {
    await start({ seed, posts: 100 });
    libraries.push(sandbox.data.rows());
    await sandbox.close();
  }
  expect(libraries[1]).toEqual(libraries[0]);
  expect(libraries[2]).not.toEqual(libraries[0]);
});

test('seeded library has unique post ids and account names', async () => {
  await start({ posts: 10_000, trackedVideos: 500 });
  expect(new Set(sandbox.data.rows().map(({ id }) => id)).size).toBe(10_500);
  const names = sandbox.data.accounts.map(({ username }) => username);
  expect(new Set(names).size).toBe(names.length);
});

describe('seeded library', () => {
  const age = (row: VideoRow) => START - Date.parse(String(row.last_scrape_time));
  test.each<[string, (row: VideoRow) => boolean]>([
    ['Instagram posts', (row) => row.platform === 'instagram'],
    ['TikTok posts', (row) => row.platform === 'tiktok'],
    ['posts never refreshed', (row) => row.last_scrape_time === null && row.view_count === null],
    [
      'posts refreshed once',
      (row) => row.last_scrape_time !== null && row.last_scrape_time === row.first_scrape_time,
    ],
    ['stale posts', (row) => row.last_scrape_time !== null && age(row) > 4 * DAY],
    ['posts that became unavailable', (row) => row.is_unavailable === true],
    ['posts no longer active', (row) => row.is_active === false],
    [
      'Instagram posts without a shortcode',
      (row) => row.platform === 'instagram' && row.shortcode === null,
    ],
    ['posts without a caption', (row) => row.description === null],
    ['posts without a time of creation', (row) => row.create_time === null],
    [
      'refreshed posts without views',
      (row) => row.last_scrape_time !== null && row.view_count === null,
    ],
    ['refreshed posts without likes', (row) => row.view_count !== null && row.like_count === null],
    [
      'posts without an account id',
      (row) => row.account_id === null && row.account_username !== null,
    ],
    ['posts with the saves of Instagram', (row) => Number(row.saved_count) > 0],
    ['posts with over a million views', (row) => Number(row.view_count) > 1_000_000],
  ])('%s, and others', async (_, is) => {
    await start();
    const rows = sandbox.data.rows();
    expect(rows.some(is)).toBe(true);
    expect(rows.every(is)).toBe(false);
  });

  test('has accounts with fewer than five posts, and with many', async () => {
    await start();
    const counts = [...postsByAccount().values()];
    expect(counts.filter((count) => count < 5).length).toBeGreaterThan(3);
    expect(Math.max(...counts)).toBeGreaterThan(40);
  });

  test('has accounts tracked for under a month, and some refreshed every two days', async () => {
    await start();
    const { accounts } = sandbox.data;
    expect(accounts.some(({ trackedSince }) => trackedSince > START - 30 * DAY)).toBe(true);
    expect(accounts.some(({ refreshIntervalHours }) => refreshIntervalHours === 48)).toBe(true);
  });

  test('has posts that gained many times what others of their account did', async () => {
    await start();
    const gains = [...sandbox.data.deltas([7])].map(([id, deltas]) => ({
      id,
      gained: deltas[7]?.views ?? 0,
    }));
    const accountOf = new Map(sandbox.data.posts().map((post) => [post.id, post.account?.id]));
    const groups = Map.groupBy(gains, ({ id }) => accountOf.get(id));
    const outliers = [...groups.values()].filter((group) => {
      const sorted = group.map(({ gained }) => gained).sort((a, b) => a - b);
      const median = sorted[sorted.length >> 1] ?? 0;
      return sorted.length >= 5 && (sorted.at(-1) ?? 0) > Math.max(1000, 20 * median);
    });
    expect(outliers.length).toBeGreaterThan(3);
  });
});

describe('seeded library over time', () => {
  test('refreshes each post at the hour of its account, and changes counts only then', async () => {
    await start({ posts: 200 });
    const account = sandbox.data.accounts.find(
      ({ isActive, refreshIntervalHours: hours }) => isActive && hours === 24,
    );
    const last = account?.refreshes.last(START) ?? 0;
    const post = sandbox.data
      .posts('account-videos')
      .find(
        (candidate) =>
          candidate.account === account && candidate.refreshes.next(START) === last + DAY,
      );
    const rowAt = (time: number) => sandbox.data.row(post?.id ?? '', time);
    expect(rowAt(last + DAY - 1)).toEqual(rowAt(START));
    expect(rowAt(last + DAY).last_scrape_time).toBe(
      new Date(last + DAY).toISOString().replace('.000', ''),
    );
    expect(sandbox.data.trueCounts(post?.id ?? '', last + DAY).views).toBe(
      rowAt(last + DAY).view_count,
    );
  });

  test('refreshes accounts at different hours', async () => {
    await start();
    const times = sandbox.data.accounts.map(({ refreshes }) => refreshes.last(START));
    expect(new Set(times).size).toBeGreaterThan(times.length / 2);
  });

  test('has deltas equal to the counts now less those a window before the refresh', async () => {
    await start();
    let compared = 0;
    for (const [id, deltas] of sandbox.data.deltas([7])) {
      const post = sandbox.data.posts().find((candidate) => candidate.id === id);
      const last = post?.refreshes.last(START);
      const first = post?.refreshes.first(START);
      const isCovered =
        last && first && post?.refreshIntervalHours === 24 && first <= last - 7 * DAY;
      if (!isCovered) continue;
      const before = sandbox.data.row(id, last - 7 * DAY).view_count;
      const now = sandbox.data.row(id).view_count;
      if (before === null || now === null) continue;
      expect(deltas[7]?.views).toBe(Number(now) - Number(before));
      compared += 1;
    }
    expect(compared).toBeGreaterThan(500);
  });

  test('updates its lists over HTTP, also when sorted by views', async () => {
    await start({ posts: 150, trackedVideos: 0 });
    const views = async () => {
      const query = 'limit=200&order_by=view_count';
      const headers = { authorization: `Bearer ${sandbox.key}` };
      const answer = await fetch(`${sandbox.url}/v2/account-videos?${query}`, { headers });
      return ((await answer.json()) as { data: VideoRow[] }).data.map(({ view_count }) =>
        Number(view_count ?? -1),
      );
    };
    const before = await views();
    sandbox.advanceTime(2 * DAY);
    const after = await views();
    expect(before).toEqual(before.toSorted((a, b) => b - a));
    expect(after).toEqual(after.toSorted((a, b) => b - a));
    expect(after).not.toEqual(before);
  });

  test('publishes future posts one by one', async () => {
    await start({ posts: 50, trackedVideos: 0, comingPosts: 20 });
    expect(await listed('account-videos')).toHaveLength(50);
    sandbox.advanceTime(15 * DAY);
    const halfway = (await listed('account-videos')).length;
    expect(halfway).toBeGreaterThan(50);
    expect(halfway).toBeLessThan(70);
    sandbox.advanceTime(15 * DAY);
    expect(await listed('account-videos')).toHaveLength(70);
  });

  test('has negative gains, because platforms recount', async () => {
    await start({ posts: 4000 });
    const gains = [...sandbox.data.deltas([30]).values()].map((deltas) => deltas[30]?.views ?? 0);
    expect(gains.some((gain) => gain < 0)).toBe(true);
  });
});
