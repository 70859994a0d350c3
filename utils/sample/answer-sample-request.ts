import { SAMPLE_ORGANIZATION } from '../state/sample-owner.ts';
import { DAY_MS, HOUR_MS } from '../time/units.ts';
import { type SampleLibrary, type SamplePost, samplePosts } from './sample-library.ts';

/** The key of the sample begins like this; the time of its start follows, ms since epoch. */
const SAMPLE_KEY = 'sample-data.';

/** Creates the key of a sample that starts now. */
export function createSampleKey(now: number): string {
  return `${SAMPLE_KEY}${now}`;
}

/** Returns the start of the sample, ms since epoch; `null` for a key of CreatorAudit. */
export function sampleStartOf(key: string): number | null {
  return key.startsWith(SAMPLE_KEY) ? Number(key.slice(SAMPLE_KEY.length)) : null;
}

/**
 * Answers a request to the API from the sample library, with the documented shapes (API reference).
 * Counts are refreshed each hour.
 */
export function answerSampleRequest(
  library: SampleLibrary,
  start: number,
  now: number,
  asked: { readonly url: string; readonly body: string | null },
): Response {
  const { pathname, searchParams } = new URL(asked.url);
  const refreshedAt = Math.floor(now / HOUR_MS) * HOUR_MS;
  const posts = () => samplePosts(library, start, refreshedAt);
  switch (pathname.replace('/v2', '')) {
    case '/whoami':
      return Response.json({
        data: { organization_id: SAMPLE_ORGANIZATION, api_key_name: null },
      });
    case '/accounts':
      return listOf(
        library.accounts.map((account, index) => ({
          id: accountId(index),
          platform: account.platform,
          username: account.username,
          creator_name: account.creator,
          category: account.category,
          follower_count: account.followers,
          last_scrape_time: isoTime(refreshedAt),
          is_active: true,
        })),
      );
    case '/overview': {
      const periodMs = Number.parseInt(searchParams.get('period') ?? '7d', 10) * DAY_MS;
      const period = (end: number) => overviewOf(posts(), end - periodMs, end);
      return Response.json({
        data: { current: period(refreshedAt), previous: period(refreshedAt - periodMs) },
      });
    }
    case '/account-videos': {
      const wanted = searchParams.get('account_id');
      const isLatestFirst = searchParams.get('order_direction') !== 'asc';
      const rows = posts()
        .filter(({ account }) => wanted === null || accountId(account) === wanted)
        .sort((a, b) => (isLatestFirst ? b.createdAt - a.createdAt : a.createdAt - b.createdAt))
        .map((post) => rowOf(library, post, refreshedAt));
      // The sample is smaller than two pages: the second is what the first had no room for.
      const from = Number(searchParams.get('cursor') ?? 0);
      const to = from + Number(searchParams.get('limit') ?? rows.length);
      return listOf(rows.slice(from, to), {
        total: rows.length,
        next: to < rows.length ? String(to) : null,
        accountId: wanted,
      });
    }
    case '/videos':
      return listOf([]);
    case '/videos/deltas': {
      const { video_ids, windows } = JSON.parse(asked.body ?? '{}') as {
        readonly video_ids: readonly string[];
        readonly windows: readonly number[];
      };
      const wanted = new Set(video_ids);
      const found = posts().filter(({ id }) => wanted.has(id));
      return Response.json({
        data: Object.fromEntries(
          found.map((post) => [
            post.id,
            Object.fromEntries(
              windows.map((days) => [`${days}d`, gainOf(post, days, refreshedAt)]),
            ),
          ]),
        ),
      });
    }
    default:
      return new Response(null, { status: 404 });
  }
}

function gainOf(post: SamplePost, days: number, refreshedAt: number) {
  const gained = post.viewsAt(refreshedAt) - post.viewsAt(refreshedAt - days * DAY_MS);
  return { views_delta: gained, engagement_delta: Math.round(gained * post.likeRate * 1.1) };
}

function overviewOf(posts: readonly SamplePost[], from: number, to: number) {
  let views = 0;
  let engagement = 0;
  for (const post of posts) {
    const gained = post.viewsAt(to) - post.viewsAt(from);
    views += gained;
    engagement += gained * post.likeRate * 1.1;
  }
  return { total_views: views, engagement_rate: views === 0 ? 0 : (engagement / views) * 100 };
}

function rowOf({ accounts }: SampleLibrary, post: SamplePost, refreshedAt: number) {
  const { platform, username } = accounts[post.account] as SampleLibrary['accounts'][number];
  const views = post.viewsAt(refreshedAt);
  const likes = Math.round(views * post.likeRate);
  return {
    id: post.id,
    platform,
    account_id: accountId(post.account),
    account_username: username,
    description: post.caption,
    create_time: isoTime(post.createdAt),
    first_scrape_time: isoTime(post.createdAt),
    last_scrape_time: isoTime(refreshedAt),
    scrape_interval_hours: 24,
    view_count: views,
    like_count: likes,
    comment_count: Math.round(likes / 25),
    share_count: Math.round(likes / 15),
    saved_count: Math.round(likes / 10),
  };
}

function listOf(
  data: readonly unknown[],
  page: {
    readonly total: number;
    readonly next: string | null;
    readonly accountId: string | null;
  } = {
    total: data.length,
    next: null,
    accountId: null,
  },
): Response {
  return Response.json({
    data,
    pagination: {
      has_next: page.next !== null,
      next_cursor: page.next,
      total_count: page.total,
    },
    filters: { account_id: page.accountId, platform: null },
  });
}

function accountId(index: number): string {
  return `sample-account-${index}`;
}

function isoTime(time: number): string {
  return new Date(time).toISOString();
}
