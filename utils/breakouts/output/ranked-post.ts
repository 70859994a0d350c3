import * as z from 'zod/mini';
import { POST_STATES } from '../model/post-state.ts';

const text = z.nullable(z.string());
const number = z.nullable(z.number());
const count = z.number().check(z.minimum(0));

/**
 * The views of a post over the last weeks, from the extension's own history. Both lists are equally
 * long.
 */
const sparkSeriesSchema = z.readonly(
  z.object({
    /** Hours since the first point, ascending. */
    hours: z.readonly(z.array(z.number())),
    /** Lifetime views. */
    views: z.readonly(z.array(z.number())),
  }),
);

/** Facts of a post that are the same in every window. Times are ms since epoch. */
export const postDetailsSchema = z.object({
  id: z.string(),
  platform: text,
  /** Groups the posts of one account; `null` when the API does not say whose post it is. */
  accountKey: text,
  /** The user name without `@`. */
  accountName: text,
  /** The creator that CreatorAudit assigns the account to. */
  creatorName: text,
  /** The account's category at CreatorAudit. */
  category: text,
  /** The user's own tags of the account at CreatorAudit, as `key: value`. */
  tags: z.readonly(z.array(z.string())),
  /** The account's followers. */
  followers: number,
  caption: text,
  /** The post on its platform (https). */
  url: text,
  /** The cover image (https). */
  coverUrl: text,
  /** The format, in the API's words. */
  mediaType: text,
  createdAt: number,
  lastRefreshedAt: number,
  /** Lifetime views at the last refresh. */
  views: number,
  /** `null` while there is too little to draw. */
  series: z.nullable(sparkSeriesSchema),
  /**
   * The time when it was first flagged as a breakout of the look-back window and, if it is none any
   * more, the time when it ended.
   */
  flaggedAt: number,
  endedAt: number,
});

/** Figures of a post over one window. */
export const postFiguresSchema = z.object({
  /** Views gained over the window; negative where the platform corrected its count downwards. */
  gained: z.number(),
  /**
   * Days that `gained` covers: the window, the post's age where that is less, or the days between
   * refreshes.
   */
  gainDays: number,
  /** Likes, comments and shares gained over the window. */
  engagementGained: number,
  /**
   * The origin of `gained`: CreatorAudit, or the extension's own history where CreatorAudit has no
   * figure.
   */
  source: z.enum(['api', 'own-history']),
  /**
   * Days of the window that the own history covers, where `gained` comes from it and it is short of
   * the window.
   */
  historyDays: number,
  state: z.enum(POST_STATES),
  /** The usual gain of posts of this age on this account; `null` without a baseline. */
  expected: number,
  /** Times the usual gain. */
  multiple: number,
  /** The multiple that is left after allowing for the account's normal ups and downs. */
  multipleLowerBound: number,
  /** Lifetime views that posts of this age on this account usually have. */
  usualCount: number,
  /** Lifetime views over `usualCount`. */
  lifetimeMultiple: number,
  /** The multiple that carries the verdict: of the gain, or of the whole life. */
  headline: z.enum(['gain', 'lifetime']),
  /**
   * The usual of the headline is below 100 views: "far above its usual few views" instead of a
   * multiple.
   */
  fewUsualViews: z.boolean(),
  /** Other posts of the account that the usual is based on. */
  baselinePosts: count,
  /** Times as fast as before, compared with posts of its age; `null` where unknown or below 1.5. */
  speedUp: number,
  lowEngagement: z.boolean(),
  /** The platform corrected its count downwards within the window. */
  wasRecounted: z.boolean(),
});

/** A row of a list with everything that a page shows of it. */
export const rankedPostSchema = z.readonly(
  z.object({ ...postDetailsSchema.shape, ...postFiguresSchema.shape }),
);

export type SparkSeries = z.infer<typeof sparkSeriesSchema>;
export type PostDetails = Readonly<z.infer<typeof postDetailsSchema>>;
export type PostFigures = Readonly<z.infer<typeof postFiguresSchema>>;
export type RankedPost = z.infer<typeof rankedPostSchema>;
