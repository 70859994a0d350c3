/**
 * A tracked post, as of its last refresh by CreatorAudit. The shape is our own: only
 * `utils/creator-audit/video-row.ts` makes it from a row of the API. Counts are lifetime totals;
 * `null` means that the API gave none, which is never the same as 0. Times are ms since epoch.
 */
export interface Post {
  /** CreatorAudit's id of the post: unique over both lists and both platforms. */
  readonly id: string;
  /** `instagram`, `tiktok`, or whatever the API calls a platform that is newer than this code. */
  readonly platform: string | null;
  /**
   * Groups the posts of one account: the API's `account_id`, else platform and user name; `null`
   * when neither is known.
   */
  readonly accountKey: string | null;
  /** The user name without `@`. */
  readonly accountName: string | null;
  /** The caption (at most {@link MAX_CAPTION_LENGTH} characters). */
  readonly caption: string | null;
  /** The post on its platform (https). */
  readonly url: string | null;
  /**
   * The cover image (https, at most {@link MAX_COVER_URL_LENGTH} characters). Addresses may expire.
   */
  readonly coverUrl: string | null;
  /** `video`, `image`, or another type the API names, in lower case. */
  readonly mediaType: string | null;
  readonly createdAt: number | null;
  readonly firstRefreshedAt: number | null;
  readonly lastRefreshedAt: number | null;
  /** The hours between CreatorAudit's refreshes of the post, where the API gives them. */
  readonly refreshIntervalHours: number | null;
  /** The platform no longer shows the post. */
  readonly isUnavailable: boolean;
  readonly views: number | null;
  readonly likes: number | null;
  readonly comments: number | null;
  readonly shares: number | null;
  readonly saves: number | null;
}

/**
 * The characters of a caption that are kept, so that a post can be shown in full: TikTok allows
 * 4,000, Instagram 2,200.
 */
export const MAX_CAPTION_LENGTH = 4000;

/** The characters of a caption in rankings: no list shows more, and they are written often. */
export const PUBLISHED_CAPTION_LENGTH = 300;

/** The longest address of a cover image that is kept, in characters. */
export const MAX_COVER_URL_LENGTH = 1024;
