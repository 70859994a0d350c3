import * as z from 'zod/mini';

/** What can be ranked: views, or engagement (likes, comments and shares together). */
export const MEASURES = ['views', 'engagement'] as const;
export type Measure = (typeof MEASURES)[number];

/** Where a post stands with the breakout rule (`classify-posts.ts`). */
export const POST_STATES = [
  'new-hit',
  'resurging',
  'still-running',
  'ordinary',
  'insufficient-history',
  'stale',
  'no-baseline',
] as const;
export type PostState = (typeof POST_STATES)[number];

const count = z.number().check(z.minimum(0));
const time = z.nullable(z.number());

/** The views of a post over the last weeks, from our own history; small, for it stands in every row. Both lists are equally long. */
const sparkSeriesSchema = z.readonly(
  z.object({
    /** Hours since the first point, ascending. */
    hours: z.readonly(z.array(z.number())),
    /** Lifetime views. */
    views: z.readonly(z.array(z.number())),
  }),
);

/** One row of a list, with all that a screen shows of it. Counts are views (or engagements), times ms since epoch. */
export const rankedPostSchema = z.readonly(
  z.object({
    id: z.string(),
    platform: z.nullable(z.string()),
    accountName: z.nullable(z.string()),
    caption: z.nullable(z.string()),
    url: z.nullable(z.string()),
    createdAt: time,
    lastRefreshedAt: time,
    /** Lifetime views at the last refresh. */
    views: z.nullable(z.number()),
    /** Gained over the window, in the ranking's measure. In Top movers it is the delta itself and may be negative. */
    gained: z.number(),
    /** Where `gained` comes from: what CreatorAudit says, or the extension's own history where it does not say. */
    source: z.enum(['api', 'own-history']),
    /** How many days of the window our own history covers, where `gained` comes from it and it is short of the window; else `null`. */
    historyDays: z.nullable(z.number()),
    /** `null` while there is too little to draw. */
    series: z.nullable(sparkSeriesSchema),
    /** Likes, comments and shares gained over the window, where known. */
    engagementGained: z.nullable(z.number()),
    state: z.enum(POST_STATES),
    /** What posts of this age on this account usually gain; `null` where there is no baseline. */
    expected: z.nullable(z.number()),
    /** Times the usual gain. */
    multiple: z.nullable(z.number()),
    /** The multiple that is left when the account's scatter is given the benefit of the doubt. */
    multipleLowerBound: z.nullable(z.number()),
    /** Times what posts of this age on this account have in all: what a young post is judged by as well. */
    lifetimeMultiple: z.nullable(z.number()),
    /** How many other posts the expectation rests on. */
    baselinePosts: count,
    /** How much faster than in the window before, compared with posts of its age; `null` where it cannot be known. */
    speedUp: z.nullable(z.number()),
    lowEngagement: z.boolean(),
    /** When it was first flagged as a breakout and, if it is none any more, when that ended. */
    flaggedAt: time,
    endedAt: time,
    /** The platform corrected its count downwards within the window. */
    wasRecounted: z.boolean(),
  }),
);

/** Posts that are not judged, or not shown as breakouts, and why: nobody is dropped in silence. */
const shelvesSchema = z.readonly(
  z.object({
    /** Not two refreshes yet, or tracked for less than the window. */
    warmingUp: count,
    /** Not refreshed for too long to say anything about now. */
    stale: count,
    /** On accounts with too few posts to know what is usual there. */
    noBaseline: count,
    noBaselineAccounts: count,
  }),
);

/** One look-back window, one measure, one platform or all, ranked: what the popup shows at one setting of its switches. */
export const rankingSchema = z.readonly(
  z.object({
    windowDays: z.number(),
    measure: z.enum(MEASURES),
    /** Only posts of this platform; `null`: all posts. Baselines are the same either way. */
    platform: z.nullable(z.string()),
    /** Ordered as the rule orders them; at most {@link ROWS_SHOWN}`.breakouts` of `breakoutCount`. */
    breakouts: z.readonly(z.array(rankedPostSchema)),
    breakoutCount: count,
    /** Breakouts that have ended, to be shown once more. */
    ended: z.readonly(z.array(rankedPostSchema)),
    stillRunning: z.readonly(z.array(rankedPostSchema)),
    stillRunningCount: count,
    /** Posts without a baseline, by raw gain. */
    withoutBaseline: z.readonly(z.array(rankedPostSchema)),
    topMovers: z.readonly(z.array(rankedPostSchema)),
    /** Posts that Top movers skips: no two refreshes yet, or no delta from the API or our own history. */
    topMoversSkipped: z.readonly(z.object({ withoutTwoRefreshes: count, withoutDelta: count })),
    /**
     * How many days of the window our own history covers, at most, of the posts whose gain CreatorAudit did not give: the longest, for that is how
     * long the extension has been counting. `null` when CreatorAudit gave them all.
     */
    historyDays: z.nullable(z.number()),
    shelves: shelvesSchema,
  }),
);

export type SparkSeries = z.infer<typeof sparkSeriesSchema>;
export type RankedPost = z.infer<typeof rankedPostSchema>;
export type Shelves = z.infer<typeof shelvesSchema>;
export type Ranking = z.infer<typeof rankingSchema>;

/** The most rows a ranking holds of each list; with Top movers (at most 40) no ranking has more than 100. */
export const ROWS_SHOWN = { breakouts: 35, ended: 5, stillRunning: 10, withoutBaseline: 10 } as const;
