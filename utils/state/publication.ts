import * as z from 'zod/mini';

/**
 * The head of what the last completed sync published. The rankings themselves stand apart, one value for each window and
 * measure, so that a start reads only what it shows; the head names them and their checksums, and is written in the same call.
 */
export const publicationSchema = z.readonly(
  z.object({
    /** Grows by one with every publication; the rankings carry it in their names. */
    generation: z.number(),
    /** The state of the post library that was ranked: the last run that changed it (`library-manifest.ts`). */
    run: z.string(),
    /** When the last sync ended that found this to be the state of things, ms since epoch. */
    completedAt: z.number(),
    /** The version of the extension that made the rankings; empty: nobody knows. */
    writer: z.catch(z.string(), ''),
    /** When the rankings were made, ms since epoch; 0: nobody knows. */
    rankedAt: z.catch(z.number(), 0),
    /** The look-back window the user had chosen, in days. */
    lookbackDays: z.number(),
    /** The windows that can be shown, in days. */
    windows: z.readonly(z.array(z.number())),
    /** The platforms that can be shown apart; empty when there is only one. */
    platforms: z.readonly(z.array(z.string())),
    /** Posts and accounts in the library. */
    posts: z.number(),
    accounts: z.number(),
    /** The latest refresh of any post by CreatorAudit, ms since epoch. */
    newestRefreshAt: z.nullable(z.number()),
    /** Rows of the API that could not be used, for they had no id. */
    rowsWithoutId: z.number(),
    /** Posts that are listed but not known to the API's deltas (`meta.not_found`). */
    withoutDeltas: z.number(),
    /** Every breakout of the look-back window, by views: what the badge counts. */
    breakoutIds: z.readonly(z.array(z.string())),
    /** Checksum of each ranking, by name (`ranking-selection.ts`). */
    checksums: z.readonly(z.record(z.string(), z.number())),
  }),
);

export type Publication = z.infer<typeof publicationSchema>;
