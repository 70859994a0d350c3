import * as z from 'zod/mini';
import { MAX_CAPTION_LENGTH, MAX_COVER_URL_LENGTH, type Post } from '../breakouts/model/post.ts';
import { truncate } from './http/truncate.ts';
import {
  idSchema,
  lenientCount,
  lenientFlag,
  lenientNumber,
  lenientText,
  lenientTime,
  textField,
} from './lenient-fields.ts';

/** The API's media types are single words. */
const MAX_MEDIA_TYPE_LENGTH = 40;

const rowSchema = z.object({
  id: idSchema,
  platform: lenientText,
  account_id: lenientText,
  account_username: lenientText,
  shortcode: lenientText,
  external_id: lenientText,
  description: lenientText,
  cover_image_url: lenientText,
  cover_image_url_original: lenientText,
  media_type: lenientText,
  create_time: lenientTime,
  first_scrape_time: lenientTime,
  last_scrape_time: lenientTime,
  scrape_interval_hours: lenientNumber,
  is_unavailable: lenientFlag,
  view_count: lenientCount,
  total_views: lenientCount,
  play_count: lenientCount,
  total_plays: lenientCount,
  like_count: lenientCount,
  comment_count: lenientCount,
  share_count: lenientCount,
  saved_count: lenientCount,
});

/**
 * A row of `/account-videos` or `/videos` (API reference, Lists of videos) as a post. Only `id` is
 * required: any other field may be missing, `null` or odd, and is then `null` by itself. Measured
 * under the extension's CSP (no generated code): 8 µs a row, 3 µs more than readers by hand, so 0.3
 * s of a sync of 100,000 posts.
 *
 * Views are `view_count`, the count that the gains are about; where it is missing, the first of
 * `total_views`, `play_count` and `total_plays` (views before plays, since a play may be a
 * repetition).
 */
export const videoRowSchema = z.pipe(
  rowSchema,
  z.transform((row): Post => {
    const platform = row.platform?.toLowerCase() ?? null;
    const accountName = textField(row.account_username?.replace(/^@/, ''));
    const interval = row.scrape_interval_hours;
    return {
      id: row.id,
      platform,
      accountKey:
        row.account_id ?? (accountName && `${platform ?? ''}:${accountName.toLowerCase()}`),
      accountName,
      caption: row.description && truncate(row.description, MAX_CAPTION_LENGTH),
      url: postUrl(platform, accountName, row.shortcode, row.external_id),
      coverUrl: coverUrl(row.cover_image_url) ?? coverUrl(row.cover_image_url_original),
      mediaType: mediaType(row.media_type),
      createdAt: row.create_time,
      firstRefreshedAt: row.first_scrape_time,
      lastRefreshedAt: row.last_scrape_time,
      refreshIntervalHours: interval !== null && interval > 0 ? interval : null,
      isUnavailable: row.is_unavailable,
      views: row.view_count ?? row.total_views ?? row.play_count ?? row.total_plays,
      likes: row.like_count,
      comments: row.comment_count,
      shares: row.share_count,
      saves: row.saved_count,
    };
  }),
);

/**
 * The address of a post on its platform. The row's own `video_url` is not used: it leads to a file
 * on a media server and soon expires. Instagram opens reels under `/p/` too.
 */
function postUrl(
  platform: string | null,
  accountName: string | null,
  shortcode: string | null,
  externalId: string | null,
): string | null {
  const code = urlPart(shortcode);
  const user = urlPart(accountName);
  const video = urlPart(externalId);
  if (platform === 'instagram' && code) return `https://www.instagram.com/p/${code}/`;
  if (platform === 'tiktok' && user && video)
    return `https://www.tiktok.com/@${user}/video/${video}`;
  return null;
}

/**
 * The address of a cover image; `null` unless it is https, without credentials and of a usable
 * length.
 */
function coverUrl(text: string | null): string | null {
  if (text === null || text.length > MAX_COVER_URL_LENGTH || !URL.canParse(text)) return null;
  const { protocol, username, password, href } = new URL(text);
  const isUsable = protocol === 'https:' && username === '' && password === '';
  return isUsable && href.length <= MAX_COVER_URL_LENGTH ? href : null;
}

/** The media type in lower case; `null` for a text too long to be one. */
function mediaType(text: string | null): string | null {
  return text !== null && text.length <= MAX_MEDIA_TYPE_LENGTH ? text.toLowerCase() : null;
}

/** The text as one part of a path; `null` where it cannot be one (`..` would lead elsewhere). */
function urlPart(text: string | null): string | null {
  return text?.isWellFormed() && !/^\.+$/.test(text) ? encodeURIComponent(text) : null;
}
