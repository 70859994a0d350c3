import type { Counts, LibraryPost } from './library-post.ts';

/** A row of `/account-videos` or `/videos`, as JSON. */
export type VideoRow = Record<string, unknown> & { id: string };

const NO_COUNTS: Counts = { views: null, likes: null, comments: null, shares: null, saves: null };

/** Formats a time as the API does: ISO 8601, UTC. */
export function apiTime(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString().replace('.000Z', 'Z');
}

/** Returns the counts that the API has of a post at `now`: those of its last refresh, if any. */
export function listedCounts(post: LibraryPost, now: number): Counts {
  const last = post.refreshes.last(now);
  return last === null ? NO_COUNTS : post.countsAt(last);
}

/** Creates the row of a post at `now` (ms since epoch), with every field of the API reference. */
export function videoRow(post: LibraryPost, now: number): VideoRow {
  const first = post.refreshes.first(now);
  const last = post.refreshes.last(now);
  const counts = listedCounts(post, now);
  const media = `https://media.creatoraudit.com/${post.id}`;
  const onInstagram = post.platform === 'instagram';
  return {
    id: post.id,
    external_id: post.externalId,
    type: post.list === 'videos' ? 'video' : 'account_video',
    platform: post.platform,
    shortcode: post.shortcode,
    is_active: post.isActive,
    scrape_interval_hours: post.refreshIntervalHours,
    metadata: null,
    added_at: apiTime(post.addedAt),
    updated_at: apiTime(last ?? post.addedAt),
    first_scrape_time: apiTime(first),
    last_scrape_time: apiTime(last),
    description: post.caption,
    create_time: apiTime(post.createdAt),
    media_type: post.mediaType,
    duration: post.durationS,
    is_unavailable: post.unavailableSince !== null && post.unavailableSince <= now,
    cover_image_url: last === null ? null : `${media}/cover.jpg`,
    cover_image_url_original: null,
    video_url: last === null ? null : `${media}/video.mp4`,
    video_url_original: null,
    view_count: counts.views,
    like_count: counts.likes,
    comment_count: counts.comments,
    share_count: counts.shares,
    play_count: counts.views,
    saved_count: onInstagram ? counts.saves : null,
    total_views: counts.views,
    total_plays: counts.views,
    account_id: post.account?.id ?? null,
    account_username: post.username,
    platform_account_id: post.account?.platformAccountId ?? null,
    platform_data: null,
    ...post.rowOverrides,
  };
}
