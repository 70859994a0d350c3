import * as z from 'zod/mini';

const text = z.nullable(z.string());
const number = z.nullable(z.number());

/** A message names at most this many posts; it counts the others. */
export const MAX_MESSAGE_POSTS = 10;

/**
 * A breakout with the facts that alerts need: a post, or a whole account above its usual, which
 * counts as one. Times are ms since epoch.
 */
export const alertPostSchema = z.readonly(
  z.object({
    /** The id of the post; of an account rise `account:` and the account's key. */
    id: z.string(),
    /** The ids of the posts it stands for: one, or those of the account rise. */
    postIds: z.readonly(z.array(z.string())),
    platform: text,
    accountKey: text,
    /** The user name without `@`. */
    accountName: text,
    creatorName: text,
    /** The account's category at CreatorAudit. */
    category: text,
    followers: number,
    /** `null` for an account rise. */
    caption: text,
    /** The post on its platform (https); `null` for an account rise. */
    url: text,
    /** Times the usual as pages show it; `null` where the usual is too few views for that. */
    multiple: number,
    /** Times the usual by which breakouts are ordered and compared over time. */
    strength: z.number(),
    /** Views gained over the look-back window; `null` where unknown. */
    gained: number,
    /** The multiple when it was last sent, if it has doubled since; else `null`. */
    formerMultiple: number,
    /** The time when it ended, if that was before the message could be sent. */
    endedAt: number,
  }),
);

export type AlertPost = z.infer<typeof alertPostSchema>;

/** The content of an alert. The words for each channel are made from it when it is sent. */
export const alertMessageSchema = z.readonly(
  z.object({
    /** Unique; the same message sent again has the same. */
    id: z.string(),
    /**
     * New breakouts; those of a first update or a long absence together; the digest; a message that
     * the user sends to try a channel.
     */
    kind: z.enum(['breakouts', 'summary', 'digest', 'test']),
    createdAt: z.number(),
    /** The look-back window, days. */
    windowDays: z.number(),
    /** The strongest first; at most {@link MAX_MESSAGE_POSTS}. */
    posts: z.readonly(z.array(alertPostSchema)),
    /** Breakouts that the message reports, those of `posts` included. */
    newCount: z.number(),
    /** Breakouts that ended: in the time of a digest, or of `newCount` before it could be sent. */
    endedCount: z.number(),
    /** The start of the time that a summary or digest is about, ms since epoch; `null`: none. */
    since: number,
    /** The time zone of the user when it was made (IANA). */
    timeZone: z.string(),
    /** The posts are the sample's. Such a message never leaves the device. */
    isSample: z.boolean(),
  }),
);

export type AlertMessage = z.infer<typeof alertMessageSchema>;
