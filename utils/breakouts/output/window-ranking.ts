import * as z from 'zod/mini';
import { rankedPostSchema } from './ranked-post.ts';

const count = z.number().check(z.minimum(0));
/** Indexes into `posts`, in the order of the list. */
const list = z.readonly(z.array(z.number()));

/** The most rows of a list that ranks nearly all posts of a library, such as top movers. */
export const MAX_RAW_GAIN_ROWS = 200;

/** The number of nearest misses. */
export const NEAREST_POSTS = 3;

/** An account whose posts are all up together: one row in the place of the rows of its posts. */
const accountRiseSchema = z.readonly(
  z.object({
    accountKey: z.string(),
    accountName: z.nullable(z.string()),
    platform: z.nullable(z.string()),
    /** Times the account's usual level. */
    multiple: z.number(),
    /** The posts that are up, and the number of them: the first frame holds only some. */
    posts: list,
    postCount: count,
  }),
);

/**
 * The number of posts that were compared with their usual, and the reasons why the others were not.
 */
const comparisonSchema = z.readonly(
  z.object({
    total: count,
    compared: count,
    /** Posts by the reason why they were not compared. */
    excluded: z.readonly(z.record(z.string(), count)),
    /** Accounts with too few posts for a baseline. */
    accountsWithoutBaseline: count,
    /** The time when the next posts can be compared, ms since epoch; `null` where unknown. */
    comparableFrom: z.nullable(z.number()),
  }),
);

/**
 * Everything that a page shows of one look-back window. Lists are complete unless they say
 * otherwise.
 */
export const windowRankingSchema = z.readonly(
  z.object({
    windowDays: z.number(),
    /** Every post that some list shows, once. */
    posts: z.readonly(z.array(rankedPostSchema)),
    /** In the rule's order; without the posts of `accountRises`. */
    breakouts: list,
    accountRises: z.readonly(z.array(accountRiseSchema)),
    /** Old posts that keep getting far more than usual without speeding up. */
    stillStrong: list,
    /** Breakouts of the look-back window that ended lately. */
    ended: list,
    /** Posts without a baseline, by views gained; at most {@link MAX_RAW_GAIN_ROWS}. */
    withoutBaseline: list,
    /** By views gained; at most {@link MAX_RAW_GAIN_ROWS}. */
    topMovers: list,
    /** By engagement gained; at most {@link MAX_RAW_GAIN_ROWS}. */
    topEngagement: list,
    /**
     * The compared posts with the highest multiples that are no breakouts; {@link NEAREST_POSTS} at
     * most.
     */
    nearest: list,
    comparison: comparisonSchema,
    /**
     * Days of the window that the own history covers, at most, of the posts that CreatorAudit has
     * no figure for; `null` when it has figures for all.
     */
    historyDays: z.nullable(z.number()),
  }),
);

export type AccountRise = z.infer<typeof accountRiseSchema>;
export type Comparison = z.infer<typeof comparisonSchema>;
export type WindowRanking = z.infer<typeof windowRankingSchema>;
