import { CAPTION_LENGTH, MAX_COVER_URL_LENGTH, type Post } from '../breakouts/model/post.ts';
import { truncate } from './http/truncate.ts';
import { countField, numberField, objectField, textField, timeField } from './lenient-fields.ts';

/** A UUID has 36 characters; what is much longer is no id, and would make requests for deltas too large. */
export const MAX_POST_ID_LENGTH = 100;

/** The API's media types are single words. */
const MAX_MEDIA_TYPE_LENGTH = 40;

/**
 * Reads a row of `/account-videos` or `/videos` (API reference, Lists of videos). Only `id` is required: any other
 * field may be missing, `null` or of the wrong type, and is then `null` by itself; unknown fields are ignored. `null`
 * for a row without a usable id.
 *
 * Views are `view_count`, the count that the deltas are about; where that is missing, the next that is there of
 * `total_views`, `play_count` and `total_plays` (views before plays, since a play may be a repetition).
 */
export function postFromRow(row: unknown): Post | null {
  const fields = objectField(row);
  const id = textField(fields?.id);
  if (fields === null || id === null || id.length > MAX_POST_ID_LENGTH) return null;

  const platform = textField(fields.platform)?.toLowerCase() ?? null;
  const accountName = textField(textField(fields.account_username)?.replace(/^@/, ''));
  const accountId = textField(fields.account_id);
  const caption = textField(fields.description);
  const interval = numberField(fields.scrape_interval_hours);
  return {
    id,
    platform,
    accountKey: accountId ?? (accountName && `${platform ?? ''}:${accountName.toLowerCase()}`),
    accountName,
    caption: caption && truncate(caption, CAPTION_LENGTH),
    url: postUrl(platform, accountName, textField(fields.shortcode), textField(fields.external_id)),
    coverUrl: coverUrl(fields.cover_image_url) ?? coverUrl(fields.cover_image_url_original),
    mediaType: mediaType(fields.media_type),
    createdAt: timeField(fields.create_time),
    firstRefreshedAt: timeField(fields.first_scrape_time),
    lastRefreshedAt: timeField(fields.last_scrape_time),
    refreshIntervalHours: interval !== null && interval > 0 ? interval : null,
    isUnavailable: fields.is_unavailable === true,
    views:
      countField(fields.view_count) ??
      countField(fields.total_views) ??
      countField(fields.play_count) ??
      countField(fields.total_plays),
    likes: countField(fields.like_count),
    comments: countField(fields.comment_count),
    shares: countField(fields.share_count),
    saves: countField(fields.saved_count),
  };
}

/**
 * Where a post lives on its platform. The row's own `video_url` is not used: it leads to a file on a media server, and
 * soon expires. Instagram opens reels under `/p/` too.
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
  if (platform === 'tiktok' && user && video) return `https://www.tiktok.com/@${user}/video/${video}`;
  return null;
}

/** The address of a cover image; `null` unless it is https, without credentials and of a usable length. */
function coverUrl(value: unknown): string | null {
  const text = textField(value);
  if (text === null || text.length > MAX_COVER_URL_LENGTH || !URL.canParse(text)) return null;
  const { protocol, username, password, href } = new URL(text);
  const isUsable = protocol === 'https:' && username === '' && password === '';
  return isUsable && href.length <= MAX_COVER_URL_LENGTH ? href : null;
}

/** The media type in lower case; `null` for a text too long to be one. */
function mediaType(value: unknown): string | null {
  const text = textField(value);
  return text !== null && text.length <= MAX_MEDIA_TYPE_LENGTH ? text.toLowerCase() : null;
}

/** The text as one part of a path; `null` where it cannot be one (`..` would lead elsewhere). */
function urlPart(text: string | null): string | null {
  return text?.isWellFormed() && !/^\.+$/.test(text) ? encodeURIComponent(text) : null;
}
